/* Splitting a line into words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "shell/words.h"

/* Each word in brackets, and each operator as it is written. */
static void words_show(struct shell_words *words, char *out)
{
	static const char *const joints[] = { "", "&&", "||", "|", ";", ">>", ">" };

	*out = '\0';
	do {
		char **argv;
		int argc = shell_words_next(words, &argv);

		assert_true(argc >= 0);
		assert_null(argv[argc]);
		for (int i = 0; i < argc; i++)
			out += sprintf(out, "[%s]", argv[i]);
		out += sprintf(out, "%s", joints[words->joint]);
		shell_words_reset(words);
	} while (words->joint != SHELL_JOINT_END);
}

static void line_is_read(void **state)
{
	static const struct {
		const char *line, *words;
	} rows[] = {
		{ "", "" },
		{ "   \t ", "" },
		{ "ls", "[ls]" },
		{ "  ls  -l\t/soc  ", "[ls][-l][/soc]" },
		{ "a;b", "[a];[b]" },
		{ ";a;;b;", ";[a];;[b];" },
		{ "a&&b||c|d", "[a]&&[b]||[c]|[d]" },
		{ "a && b || c | d ; e", "[a]&&[b]||[c]|[d];[e]" },
		/* A lone & and a lone $ are text. */
		{ "cd &plic a&b $ $x a$", "[cd][&plic][a&b][$][$x][a$]" },
		{ "a # b ; c", "[a]" },
		{ "#a", "" },
		{ "a#b #address-cell", "[a#b]" },
		{ "a #address-cells #cells|b #-cells;#x-cells #c", "[a][#address-cells]" },
		{ "a #x-cells|b #interrupt-cells 2;#x-cells",
		  "[a][#x-cells]|[b][#interrupt-cells][2];[#x-cells]" },
		{ "\\#address-cells '#x'", "[#address-cells][#x]" },
		{ "a;# b", "[a];" },
		/* Single quotes: everything is literal. */
		{ "'a b' 'c;d|e&&f#g' '\\n\"$?'", "[a b][c;d|e&&f#g][\\n\"$?]" },
		{ "''", "[]" },
		{ "a''b \"\"", "[ab][]" },
		{ "a' 'b\" \"c", "[a b c]" },
		/* Double quotes: \" \\ \$ and $?. */
		{ "\"a b\" \"\\\"\\\\\\$?\" \"\\a\" \"it's\"", "[a b][\"\\$?][\\a][it's]" },
		{ "\"<$?>\" $?$? \\$? '$?'", "[<42>][4242][$?][$?]" },
		{ "a\\ b \\; \\\\ \\' \\a", "[a b][;][\\][']"
					    "[a]" },
		/* Redirections; between < and > it is text. */
		{ "a>b", "[a]>[b]" },
		{ "a >> b", "[a]>>[b]" },
		{ "a|b>c;d>>e&&f >'g h'", "[a]|[b]>[c];[d]>>[e]&&[f]>[g h]" },
		{ "a '>' \\> \"b>c\"", "[a][>][>][b>c]" },
		{ "set x <1 2> <3>>y", "[set][x][<1][2>][<3>]>[y]" },
		{ "set x=<1 &a> <&b 2>; c>d", "[set][x=<1][&a>][<&b][2>];[c]>[d]" },
		{ "a '<' > b", "[a][<]>[b]" },
		{ "caf\303\251", "[caf\303\251]" },
		{ "echo a\r", "[echo][a]" },
	};
	struct shell_words words;
	char shown[SHELL_WORDS_TEXT * 4];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		shell_words_begin(&words, rows[i].line);
		assert_int_equal(shell_words_check(&words), 0);
		shell_words_begin(&words, rows[i].line);
		words.status = 42;
		words_show(&words, shown);
		assert_string_equal(shown, rows[i].words);
	}
}

static void wrong_line_is_reported(void **state)
{
	static const struct {
		const char *line, *why;
	} rows[] = {
		{ "'", "unclosed quote at column 1" },
		{ "ab \"c d", "unclosed quote at column 4" },
		{ "a 'b\"", "unclosed quote at column 3" },
		{ "a \"b\\\"", "unclosed quote at column 3" },
		{ "a \\", "nothing after \\ at column 3" },
		{ "a |", "nothing after |" },
		{ "a | # b", "nothing after |" },
		{ "a &&", "nothing after &&" },
		{ "a ||", "nothing after ||" },
		{ "a | ; b", "nothing after |" },
		{ "a && | b", "nothing after &&" },
		{ "| a", "nothing before |" },
		{ "&& a", "nothing before &&" },
		{ "a ; || b", "nothing before ||" },
		{ "a >", "nothing after >" },
		{ "a >> ; b", "nothing after >>" },
		{ "> a", "nothing before >" },
		{ "a > b c", "more than one word after > at column 4" },
		{ "a > b | c", "more than one word after > at column 4" },
		{ "a > b > c", "more than one word after > at column 4" },
		{ "a > > b", "nothing after >" },
		{ "a | > b", "nothing after |" },
		{ "a|b|c|d|e|f", "more than 4 filters at column 11" },
	};
	struct shell_words words;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		shell_words_begin(&words, rows[i].line);
		assert_true(shell_words_check(&words) < 0);
		assert_string_equal(words.why, rows[i].why);
	}
}

/* The longest lines fit, whatever they consist of. */
static void full_line_fits(void **state)
{
	static const struct {
		const char *unit; /* repeated to the limit */
		bool fits;
	} rows[] = {
		{ "a", true },    { "$?", true },
		{ "\\a", true },  { "\"", true },
		{ "a b;", true }, { "a;", true },
		{ "a ", false },  { "a|b;c|d;", true },
		{ "'' ", false }, { "a b c d e f g h|i j k l m n o p|q r s t u v w x|y z;", true },
	};
	struct shell_words words;
	char line[SHELL_LINE_MAX + 1];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t unit = strlen(rows[i].unit), len = 0;

		for (; len + unit <= SHELL_LINE_MAX; len += unit)
			memcpy(line + len, rows[i].unit, unit);
		line[len] = '\0';
		shell_words_begin(&words, line);
		words.status = SHELL_STATUS_MAX;
		assert_int_equal(shell_words_check(&words) == 0, rows[i].fits);
		if (!rows[i].fits)
			assert_non_null(strstr(words.why, "more than 64 words at column"));
	}
}

static void words_have_a_limit(void **state)
{
	struct shell_words words;
	char line[SHELL_LINE_MAX + 1] = "";
	char **argv;

	(void)state;
	for (int i = 0; i < SHELL_WORDS_MAX; i++)
		strcat(line, "a ");
	shell_words_begin(&words, line);
	assert_int_equal(shell_words_next(&words, &argv), SHELL_WORDS_MAX);
	strcat(line, "a");
	shell_words_begin(&words, line);
	assert_true(shell_words_next(&words, &argv) < 0);
	assert_string_equal(words.why, "more than 64 words at column 129");
	/* As many words and commands as fit, and one more of each. */
	memcpy(line + 129 - 11, "a|b|c|d|e|f", 12);
	shell_words_begin(&words, line + 2);
	assert_true(shell_words_check(&words) < 0);
	assert_string_equal(words.why, "more than 4 filters at column 127");
}

/* Escaped text is read back unchanged, in every state of quoting. */
static void escape_reads_back(void **state)
{
	static const char quotes[] = { 0, '\'', '"' };
	static const char text[] = "#a b\t'\"\\;|&&$?#$<>>~\303\251[x]";
	struct shell_words words;

	(void)state;
	for (size_t q = 0; q < sizeof(quotes); q++) {
		char line[128] = "", *out = line;
		char **argv;

		if (quotes[q])
			*out++ = quotes[q];
		for (const char *c = text; *c; c++)
			out += shell_words_escape(out, *c, quotes[q], c == text);
		if (quotes[q])
			*out++ = quotes[q];
		*out = '\0';
		shell_words_begin(&words, line);
		assert_int_equal(shell_words_next(&words, &argv), 1);
		assert_string_equal(argv[0], text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(line_is_read),      cmocka_unit_test(wrong_line_is_reported),
		cmocka_unit_test(full_line_fits),    cmocka_unit_test(words_have_a_limit),
		cmocka_unit_test(escape_reads_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
