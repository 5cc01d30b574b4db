/* more: screens of text, and keys between them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_port.h"

#define ASK "--more--\r        \r"
#define X20 "xxxxxxxxxxxxxxxxxxxx"
#define X80 X20 X20 X20 X20
#define L2  "\n\n"
#define L11 L2 L2 L2 L2 L2 "\n"
#define L23 L11 L11 "\n"
#define W11                                                                                        \
	X80 "x\n" X80 "x\n" X80 "x\n" X80 "x\n" X80 "x\n" X80 "x\n" X80 "x\n" X80 "x\n" X80        \
	    "x\n" X80 "x\n" X80 "x\n"

static int more_lines, more_len;
static int more_written; /* lines that were written */

static int lines_run(struct shell *shell, const struct shell_args *args)
{
	(void)args;
	for (more_written = 0; more_written < more_lines; more_written++) {
		for (int c = 0; c < more_len; c++)
			shell_puts(shell, "x");
		shell_puts(shell, "\n");
	}
	return 0;
}

static const struct shell_command lines_command = {
	.name = "zlines",
	.summary = "write lines",
	.run = lines_run,
};
SHELL_COMMAND(lines_command);

static const struct {
	int lines, len;
	const char *keys;
	int status;
	const char *output;
} rows[] = {
	{ 23, 0, "", 0, L23 },
	{ 24, 0, " ", 0, L23 ASK "\n" },
	{ 25, 0, "\r\n", 0, L23 ASK "\n" ASK "\n" },
	{ 47, 0, "  ", 0, L23 ASK L23 ASK "\n" },
	{ 60, 0, "q", 0, L23 ASK },
	{ 60, 0, "zx\r1q", 0, L23 ASK "\n" ASK },
	{ 60, 0, "\003", SHELL_INTERRUPTED, L23 ASK "^C\n" },
	{ 60, 0, "", 0, L23 ASK }, /* the input ended */
	/* A line that fills the row is one row; one character more makes two. */
	{ 1, 80, "", 0, X80 "\n" },
	{ 12, 81, " ", 0, W11 X80 ASK "x\n" },
	{ 11, 81, "", 0, W11 },
};

static void screen_by_screen(void **state)
{
	static struct fake_port fake;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct shell shell;

		more_lines = rows[i].lines;
		more_len = rows[i].len;
		fake_port_init(&fake, rows[i].keys, strlen(rows[i].keys));
		fake_shell_init(&shell, &fake);
		assert_int_equal(shell_run(&shell, "zlines | more"), rows[i].status);
		assert_string_equal(fake_port_output(&fake), rows[i].output);
		assert_int_equal(fake.input_at, fake.input_len);
	}
}

/* News takes the prompt's place, and the prompt follows it. */
static void news_at_the_prompt(void **state)
{
	static struct fake_port fake;
	struct shell shell;

	(void)state;
	more_lines = 25;
	more_len = 0;
	fake_port_init(&fake, "x  ", 3);
	fake_shell_init(&shell, &fake);
	fake.news_at = 1;
	assert_int_equal(shell_run(&shell, "zlines | more"), 0);
	assert_string_equal(fake_port_output(&fake),
			    L23 "--more--\r        \rnews\n--more--\r        \r\n\n");
}

/* q ends the command, too: its output would not be seen. */
static void q_ends_the_command(void **state)
{
	static struct fake_port fake;
	struct shell shell;

	(void)state;
	more_lines = 1000000;
	more_len = 0;
	fake_port_init(&fake, "q", 1);
	fake_shell_init(&shell, &fake);
	assert_int_equal(shell_run(&shell, "zlines | more; echo $?"), 0);
	assert_string_equal(fake_port_output(&fake), L23 ASK "0\n");
	assert_int_equal(more_written, 23);
}

/* Ctrl-C at the prompt does not discard what was typed after it. */
static void ctrl_c_takes_only_itself(void **state)
{
	static struct fake_port fake;
	struct shell shell;

	(void)state;
	more_lines = 100;
	more_len = 0;
	fake_port_init(&fake, "\003ls\003", 4);
	fake_shell_init(&shell, &fake);
	assert_int_equal(shell_run(&shell, "zlines | more"), SHELL_INTERRUPTED);
	assert_int_equal(fake.input_at, 1);
}

/* Into a file or a pipe all of the text is written without a prompt. */
static void no_prompt_without_a_screen(void **state)
{
	static struct fake_port fake;
	struct shell shell;

	(void)state;
	more_lines = 24;
	more_len = 0;
	fake_port_init(&fake, "", 0);
	fake_shell_init(&shell, &fake);
	fake.port.interactive = false;
	assert_int_equal(shell_run(&shell, "zlines | more"), 0);
	assert_string_equal(fake_port_output(&fake), L23 "\n");
}

/* Only the last filter writes to the screen: before another filter, more passes everything on. */
static void only_the_last_filter_prompts(void **state)
{
	static const struct {
		const char *line, *output;
		int status;
	} lines[] = {
		{ "zlines | more | grep nothing", "", SHELL_FAILED },
		{ "zlines | more | tail 1", "\n", 0 },
		{ "zlines | more | head 2", "\n\n", 0 },
		{ "zlines | more | more", L23 ASK "\n", 0 },
	};
	static struct fake_port fake;

	(void)state;
	more_lines = 24;
	more_len = 0;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct shell shell;

		fake_port_init(&fake, " ", 1);
		fake_shell_init(&shell, &fake);
		assert_int_equal(shell_run(&shell, lines[i].line), lines[i].status);
		assert_string_equal(fake_port_output(&fake), lines[i].output);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(screen_by_screen),
		cmocka_unit_test(news_at_the_prompt),
		cmocka_unit_test(q_ends_the_command),
		cmocka_unit_test(ctrl_c_takes_only_itself),
		cmocka_unit_test(no_prompt_without_a_screen),
		cmocka_unit_test(only_the_last_filter_prompts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
