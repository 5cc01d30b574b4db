/* Verbs: which one is called with which arguments; what is refused, listed, completed. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "shell/core.h"
#include "shell/report/report_verbs.h"
#include "tests/unit/fake/fake_port.h"

static int put_run(struct shell *shell, const struct shell_args *args)
{
	shell_printf(shell, "%s%s%s", args->verb->name, shell_option(args, 'q') ? " -q" : "",
		     args->json ? " -j" : "");
	for (int i = 2; i < args->argc; i++)
		shell_printf(shell, " [%s]", args->argv[i]);
	shell_puts(shell, "\n");
	return 0;
}

static int wrong_run(struct shell *shell, const struct shell_args *args)
{
	return shell_error(shell, -EINVAL, "%s is wrong", args->argv[2]);
}

static void put_complete(struct shell *shell, struct shell_completions *completions)
{
	(void)shell;
	shell_offer(completions, completions->operand == 1 ? "first" : "second", false);
}

static const struct shell_verb verb_put = {
	.name = "put",
	.args = "A [B]",
	.summary = "show the operands",
	.min_args = 1,
	.max_args = 2,
	.reports = true,
	.run = put_run,
	.complete = put_complete,
};

static const struct shell_verb verb_wrong = {
	.name = "wrong",
	.args = "OF_A_KIND_THAT_IS_TOO_LONG_FOR_ITS_COLUMN",
	.summary = "fail",
	.min_args = 1,
	.max_args = 1,
	.run = wrong_run,
};

static const struct shell_verb verb_bare = {
	.name = "bare",
	.args = "",
	.summary = "take nothing",
	.needs_machine = true,
	.run = put_run,
};

static const struct shell_verb *const verbs[] = { &verb_wrong, &verb_put, &verb_bare };

static const struct shell_option verb_options[] = {
	{ .letter = 'q', .summary = "quiet" },
	{ 0 },
};

static int verbs_run(struct shell *shell, const struct shell_args *args)
{
	if (args->verb)
		return args->verb->run(shell, args);
	report_verbs(shell, args->command);
	return 0;
}

static const struct shell_command verb_command = {
	.name = "zverb",
	.args = "[VERB [ARGUMENT]...]",
	.summary = "call verbs",
	.options = verb_options,
	.reports = true,
	.run = verbs_run,
	.verbs = { verbs, verbs + 3 },
};
SHELL_COMMAND(verb_command);

#define LIST                                                                                       \
	"  bare       take nothing\n"                                                              \
	"  put A [B]  show the operands\n"                                                         \
	"  wrong OF_A_KIND_THAT_IS_TOO_LONG_FOR_ITS_COLUMN\n"                                      \
	"             fail\n"

static void verbs_are_called_and_checked(void **state)
{
	static const struct {
		const char *line;
		int status;
		const char *output;
	} rows[] = {
		{ "zverb", 0, LIST },
		{ "zverb -q", 0, LIST },
		{ "zverb put a", 0, "put [a]\n" },
		{ "zverb put a -q b", 0, "put -q [a] [b]\n" },
		{ "zverb -q put -- -a", 0, "put -q [-a]\n" },
		{ "zverb put a -j", 0, "put -j [a]\n" },
		{ "zverb bare", 0, "bare\n" },
		{ "zverb bare -j", EINVAL, "zverb: bare: no option -j\nusage: zverb bare\n" },
		{ "zverb put", EINVAL, "zverb: put: too few arguments\nusage: zverb put A [B]\n" },
		{ "zverb put a b c", EINVAL,
		  "zverb: put: too many arguments\nusage: zverb put A [B]\n" },
		{ "zverb bare x", EINVAL, "zverb: bare: too many arguments\nusage: zverb bare\n" },
		{ "zverb nosuch", EINVAL,
		  "zverb: nosuch: no such verb; 'help zverb' lists them\n"
		  "usage: zverb [-q] [-j] [VERB [ARGUMENT]...]\n" },
		{ "zverb put -x", EINVAL,
		  "zverb: no option -x\nusage: zverb [-q] [-j] [VERB [ARGUMENT]...]\n" },
		/* What a verb itself refuses. */
		{ "zverb wrong this | wc; echo $?", 0,
		  "zverb: this is wrong\n0 0 0\n"
		  "usage: zverb wrong OF_A_KIND_THAT_IS_TOO_LONG_FOR_ITS_COLUMN\n22\n" },
		{ "help zverb", 0,
		  "usage: zverb [-q] [-j] [VERB [ARGUMENT]...]\ncall verbs\n"
		  "  -q         quiet\n"
		  "  -j         print one JSON document, for programs\n" LIST },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		fake_shell_expect(rows[i].line, rows[i].status, rows[i].output);
}

static void a_verb_may_need_a_machine(void **state)
{
	static struct fake_port fake;
	struct shell shell;

	(void)state;
	fake_port_init(&fake, "", 0);
	fake.port.machine = false;
	fake_shell_init(&shell, &fake);
	assert_int_equal(shell_run(&shell, "zverb bare; zverb put a"), 0);
	assert_string_equal(fake_port_output(&fake),
			    "zverb: bare needs a machine, and this program has none\nput [a]\n");
}

static char offered[80];

static void take_offer(struct shell_completions *completions, const char *text, bool more)
{
	(void)completions;
	(void)more;
	strcat(strcat(offered, text), " ");
}

static void verbs_are_completed(void **state)
{
	static const struct {
		const char *verb, *word; /* verb NULL: the verb itself is typed */
		int operand;
		const char *offered;
	} rows[] = {
		{ NULL, "", 0, "bare put wrong " },
		{ NULL, "p", 0, "put " },
		{ "put", "", 1, "first " },
		{ "put", "", 2, "second " },
		{ "bare", "", 1, "" },
		{ "nosuch", "", 1, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char verb[8] = "", *argv[] = { verb, NULL };
		struct shell_completions completions = {
			.word = rows[i].word,
			.operand = rows[i].operand,
			.argv = argv,
			.offer = take_offer,
		};

		strcpy(verb, rows[i].verb ? rows[i].verb : "");
		offered[0] = '\0';
		shell_complete_verb(NULL, &verb_command, &completions);
		assert_string_equal(offered, rows[i].offered);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(verbs_are_called_and_checked),
		cmocka_unit_test(a_verb_may_need_a_machine),
		cmocka_unit_test(verbs_are_completed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
