/* The loop: prompts, line ends, pastes, lines that are too long, files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "shell/loop.h"
#include "tests/unit/fake/fake_port.h"

#define BYTES(text) text, sizeof(text) - 1

#define NOTHING "exit: a machine has nothing to return to; use poweroff or reboot\n"

/* Input is typed on a machine; the end of the port's input ends the loop. */
static const struct {
	const char *input;
	size_t len;
	const char *output;
	int status;
} typed[] = {
	{ BYTES(""), "/> \n", 0 },
	{ BYTES("\r"), "/> \n/> \n", 0 },
	{ BYTES("echo a\r"), "/> echo a\na\n/> \n", 0 },
	{ BYTES("echo a\n"), "/> echo a\na\n/> \n", 0 },
	{ BYTES("echo a\r\necho b\r\n"), "/> echo a\na\n/> echo b\nb\n/> \n", 0 },
	{ BYTES("echo a\r\n\recho b\n\n"), "/> echo a\na\n/> \n/> echo b\nb\n/> \n/> \n", 0 },
	{ BYTES("echo a\0\r\0\necho b\r\0"), "/> echo a\na\n/> echo b\nb\n/> \n", 0 },
	{ BYTES("ech\003echo $?\r"), "/> ech^C\n/> echo $?\n130\n/> \n", 0 },
	{ BYTES("nosuchthing\recho $?\r"),
	  "/> nosuchthing\nnosuchthing: no such command; 'help' lists them\n/> echo $?\n127\n/> \n",
	  0 },
	/* Ctrl-D is exit. */
	{ BYTES("\004echo a\r"), "/> \n" NOTHING "/> echo a\na\n/> \n", 0 },
	/* !! alone is the last line; there may be none. */
	{ BYTES("echo a\r!!\r!!\r\033[A\r"),
	  "/> echo a\na\n/> !!\necho a\na\n/> !!\necho a\na\n/> echo a\na\n/> \n", 0 },
	{ BYTES("echo a\recho b\r!1\r"), "/> echo a\na\n/> echo b\nb\n/> !1\necho a\na\n/> \n", 0 },
	{ BYTES("echo a\r!0\r!9\r"),
	  "/> echo a\na\n/> !0\n!0: no such command; 'help' lists them\n/> !9\n"
	  "!9: no such command; 'help' lists them\n/> \n",
	  127 },
	{ BYTES("!!\r"), "/> !!\n!!: no such command; 'help' lists them\n/> \n", 127 },
	/* A line without its end is not run. */
	{ BYTES("echo a"), "/> echo a\n", 0 },
	/* Bracketed paste: line by line; tabs become blanks; an unfinished line can be edited. */
	{ BYTES("\033[200~echo a\necho\tb\r\necho c\033[201~d\r"),
	  "/> echo a\na\n/> echo b\nb\n/> echo cd\ncd\n/> \n", 0 },
	{ BYTES("\033[200~echo a\n\003\033[201~echo b\r"),
	  "/> echo a\na\n/> ^C\n/> echo b\nb\n/> \n", 0 },
	{ BYTES("exit 3\r"), "/> exit 3\n" NOTHING "/> \n", 19 },
	{ BYTES("echo 'a\recho b\r"),
	  "/> echo 'a\nshell: unclosed quote at column 6\n/> echo b\nb\n/> \n", 0 },
	{ BYTES("\033[A\033[Bhistory\r\033[A\r"),
	  "/> history\n1  history\n/> history\n1  history\n/> \n", 0 },
};

static void loop_init(struct fake_port *fake, struct shell *shell, const char *input, size_t len)
{
	fake_port_init(fake, input, len);
	fake_shell_init(shell, fake);
}

/* The loop as a port drives it that cannot wait. */
static void feed_all(struct shell *shell)
{
	shell_loop_begin(shell);
	while (!shell->leave)
		shell_loop_feed(shell, shell->port->read(shell->port));
}

static void typed_lines_are_run(void **state)
{
	static struct fake_port fake;

	(void)state;
	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++) {
		for (size_t way = 0; way < 4; way++) {
			struct shell shell;

			loop_init(&fake, &shell, typed[i].input, typed[i].len);
			fake.burst = way % 2;
			(way < 2 ? shell_loop : feed_all)(&shell);
			assert_string_equal(fake_port_output(&fake), typed[i].output);
			assert_int_equal(shell.status, typed[i].status);
		}
	}
}

/* A line that lost bytes is shown with a mark at the place. It runs only after the mark is
 * deleted. */
static void lines_that_lost_bytes_are_not_run(void **state)
{
	static const char said[] = "shell: bytes of this line were lost (overrun), not run\n";
	static const struct {
		const char *input;
		size_t at;
		const char *output;
	} rows[] = {
		{ "echo ab\recho c\r", 6, "/> echo a<lost>b\n%s/> echo c\nc\n/> \n" },
		{ "echo a\recho c\r", 7, "/> echo a\na\n/> <lost>echo c\n%s/> \n" },
		{ "echo a\025echo c\r", 6, "/> echo a<lost>\r\033[3Cecho c\033[J\nc\n/> \n" },
		{ "echo a\r\033[A\r", 5, "/> echo <lost>a\n%s/> echo <lost>a\n<lost>a\n/> \n" },
	};
	static struct fake_port fake;
	struct shell shell;
	char expected[256];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		loop_init(&fake, &shell, rows[i].input, strlen(rows[i].input));
		fake.lost_at = rows[i].at;
		shell_loop(&shell);
		snprintf(expected, sizeof(expected), rows[i].output, said);
		assert_string_equal(fake_port_output(&fake), expected);
	}
}

/* News is shown below the line, which is shown anew with the cursor where it was. */
static void news_does_not_disturb_a_line(void **state)
{
	static const struct {
		const char *input;
		size_t at;
		const char *output;
	} rows[] = {
		{ "echo a\r", 4, "/> echo\nnews\n/> echo a\na\n/> \n" },
		{ "echo a\r", 7, "/> echo a\na\n/> \nnews\n/> \n" },
		{ "echo b\002a\r", 7,
		  "/> echo b\b\033[1C\nnews\n/> echo b\bab\b\033[1C\nab\n/> \n" },
	};
	static struct fake_port fake;
	struct shell shell;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		loop_init(&fake, &shell, rows[i].input, strlen(rows[i].input));
		fake.burst = 1;
		fake.news_at = rows[i].at;
		shell_loop(&shell);
		assert_string_equal(fake_port_output(&fake), rows[i].output);
	}
}

/* Ctrl-C that came before the line ahead of it was run ends that line; Ctrl-C that the editor took
 * ends nothing else. */
static void ctrl_c_ends_the_line_before_it(void **state)
{
	static const struct {
		const char *input, *output;
	} rows[] = {
		{ "echo a\r\003echo b\r", "/> echo a\n^C\n/> echo b\nb\n/> \n" },
		{ "echo a\recho\003echo b\r", "/> echo a\n^C\n/> echo b\nb\n/> \n" },
		{ "ech\003echo b\r", "/> ech^C\n/> echo b\nb\n/> \n" },
		{ "\022x\003echo b\r", "/> \r/> echo b\nb\n/> \n" },
	};
	static struct fake_port fake;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct shell shell;

		loop_init(&fake, &shell, rows[i].input, strlen(rows[i].input));
		fake.interrupt = true;
		shell_loop(&shell);
		assert_string_equal(fake_port_output(&fake), rows[i].output);
	}
}

/* On a PC the loop can be left. */
static void loop_is_left(void **state)
{
	static const struct {
		const char *input, *output;
		int status;
	} rows[] = {
		{ "\004echo a\r", "/> \n", 0 },
		{ "nosuchthing\r\004",
		  "/> nosuchthing\nnosuchthing: no such command; 'help' lists "
		  "them\n/> \n",
		  127 },
		{ "exit 3\recho a\r", "/> exit 3\n", 3 },
	};
	static struct fake_port fake;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct shell shell;

		loop_init(&fake, &shell, rows[i].input, strlen(rows[i].input));
		fake.port.machine = false;
		shell_loop(&shell);
		assert_string_equal(fake_port_output(&fake), rows[i].output);
		assert_int_equal(shell.status, rows[i].status);
	}
}

/* A file: no prompt, no echo, nothing but what the commands print. */
static void file_is_read(void **state)
{
	static const struct {
		const char *input;
		size_t len;
		const char *output;
		int status;
	} rows[] = {
		{ BYTES("echo a\necho b\n"), "a\nb\n", 0 },
		{ BYTES("echo a\r\n\r\necho b\recho c"), "a\nb\nc\n", 0 },
		{ BYTES("echo\ta\n\n# text\nnosuchthing"),
		  "a\nnosuchthing: no such command; 'help' lists them\n", 127 },
		{ BYTES("echo a\nexit 4\necho b\n"), "a\n", 4 },
		{ BYTES("echo \001\0022\n"), "\\x01\\x022\n", 0 },
		{ BYTES("echo a\0b\n"), "ab\n", 0 },
		{ BYTES(""), "", 0 },
	};
	static struct fake_port fake;

	(void)state;
	for (size_t i = 0; i < 2 * sizeof(rows) / sizeof(rows[0]); i++) {
		size_t row = i / 2;
		struct shell shell;

		loop_init(&fake, &shell, rows[row].input, rows[row].len);
		fake.port.interactive = false;
		fake.port.machine = false;
		(i % 2 ? feed_all : shell_loop)(&shell);
		assert_string_equal(fake_port_output(&fake), rows[row].output);
		assert_int_equal(shell.status, rows[row].status);
	}
}

/* A line that is too long is discarded as a whole, and the next line is run, typed or from a
 * file. */
static void long_line_is_discarded(void **state)
{
	static struct fake_port fake;
	char input[700];

	(void)state;
	for (int interactive = 0; interactive < 2; interactive++) {
		struct shell shell;

		memset(input, 'x', sizeof(input));
		memcpy(input, "echo a;", 7);
		strcpy(input + 600, ";echo b\necho $?\n");
		loop_init(&fake, &shell, input, strlen(input));
		fake.port.interactive = interactive;
		shell_loop(&shell);
		assert_non_null(strstr(fake_port_output(&fake),
				       interactive
					       ? "\nshell: the line has 607 characters, more than "
						 "512: it was not run\n/> echo $?\n2\n/> \n"
					       : "shell: the line has 607 characters, more than "
						 "512: it was not run\n2\n"));
		assert_null(strstr(fake.output, "\na\n"));
		assert_null(strstr(fake.output, "\nb\n"));
	}
}

/* The prompt begins a row, and shows no terminal escapes that a node's name may hold. */
static void prompt_is_the_path(void **state)
{
	static const struct {
		const char *cwd, *prompt;
	} rows[] = {
		{ "", "/> \n" },
		{ "/", "/> \n" },
		{ "/soc/serial@1", "/soc/serial@1> \n" },
		{ "/a\033[2Jb\303\251", "/a?[2Jb?\?> \n" },
	};
	static struct fake_port fake;
	struct shell shell;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		loop_init(&fake, &shell, "", 0);
		strcpy(shell.cwd, rows[i].cwd);
		shell_loop(&shell);
		assert_string_equal(fake_port_output(&fake), rows[i].prompt);
	}
	loop_init(&fake, &shell, "", 0);
	shell_puts(&shell, "text without an end");
	shell_loop(&shell);
	assert_string_equal(fake_port_output(&fake), "text without an end\n/> \n");
}

/* 64 KiB of lines arrive at once: each is run once, in order, and echoed unchanged. */
static void paste_loses_nothing(void **state)
{
	enum { LINES = 700 };
	static struct fake_port fake;
	static char input[1 << 16], output[1 << 18];
	struct shell shell;
	char *in = input, *out = output;

	(void)state;
	for (int i = 0; i < LINES; i++) {
		int width = 1 + i * 7 % 160;

		in += sprintf(in, "echo %d %0*d\n", i, width, i);
		out += sprintf(out, "/> echo %d %0*d\n%d %0*d\n", i, width, i, i, width, i);
	}
	strcpy(out, "/> \n");
	loop_init(&fake, &shell, input, (size_t)(in - input));
	shell_loop(&shell);
	assert_string_equal(fake_port_output(&fake), output);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_that_lost_bytes_are_not_run),
		cmocka_unit_test(typed_lines_are_run),
		cmocka_unit_test(news_does_not_disturb_a_line),
		cmocka_unit_test(ctrl_c_ends_the_line_before_it),
		cmocka_unit_test(loop_is_left),
		cmocka_unit_test(file_is_read),
		cmocka_unit_test(long_line_is_discarded),
		cmocka_unit_test(prompt_is_the_path),
		cmocka_unit_test(paste_loses_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
