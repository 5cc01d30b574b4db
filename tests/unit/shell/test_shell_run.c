/* Running lines: the order of commands, statuses, and what is refused. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_port.h"

/* --- commands for the tests ------------------------------------------------------------------ */

static int return_run(struct shell *shell, const struct shell_args *args)
{
	bool negative = shell_option(args, 'n');
	uint64_t value;

	if (shell_number(shell, args->argv[1], &value) < 0)
		return -EINVAL;
	return negative ? -(int)value : (int)value;
}

static const struct shell_option return_options[] = { { .letter = 'n', .summary = "negative" },
						      { 0 } };
static const struct shell_command return_command = {
	.name = "zreturn",
	.args = "N",
	.summary = "return a number",
	.example = "zreturn 1",
	.options = return_options,
	.min_args = 1,
	.max_args = 1,
	.run = return_run,
};
SHELL_COMMAND(return_command);

static int put_run(struct shell *shell, const struct shell_args *args)
{
	shell_puts(shell, args->argc > 1 ? args->argv[1] : "");
	return 0;
}

static const struct shell_command put_command = {
	.name = "zput",
	.args = "[TEXT]",
	.summary = "print a text without a line's end",
	.max_args = 1,
	.run = put_run,
};
SHELL_COMMAND(put_command);

static int nest_run(struct shell *shell, const struct shell_args *args)
{
	(void)args;
	return shell_run(shell, "echo inner");
}

static const struct shell_command nest_command = {
	.name = "znest",
	.summary = "run a line",
	.run = nest_run,
};
SHELL_COMMAND(nest_command);

static int never_run(struct shell *shell, const struct shell_args *args)
{
	(void)shell;
	(void)args;
	fail();
	return 0;
}

static const struct shell_command tree_command = {
	.name = "zneedstree",
	.summary = "need a tree",
	.needs_tree = true,
	.run = never_run,
};
SHELL_COMMAND(tree_command);

static const struct shell_command machine_command = {
	.name = "zneedsmachine",
	.summary = "need a machine",
	.needs_machine = true,
	.run = never_run,
};
SHELL_COMMAND(machine_command);

/* --- tests ----------------------------------------------------------------------------------- */

struct run_row {
	const char *line;
	int status;
	const char *output;
};

static const struct run_row rows[] = {
	{ "", 0, "" },
	{ "  # echo a", 0, "" },
	{ "echo a  'b  c'", 0, "a b  c\n" },
	{ "echo", 0, "\n" },
	{ "echo -n -- -x", 0, "-n -- -x\n" },
	{ "echo a; echo b;", 0, "a\nb\n" },
	{ "zreturn 3; echo $?; echo $?", 0, "3\n0\n" },
	{ "zreturn 3", 3, "" },
	{ "zreturn 0", 0, "" },
	{ "zreturn 255; echo $?", 0, "255\n" },
	{ "zreturn 256", 255, "" },
	{ "zreturn -n 5", 5, "" },
	{ "zreturn 1 && echo a", 1, "" },
	{ "zreturn 1 || echo a", 0, "a\n" },
	{ "zreturn 0 && echo a", 0, "a\n" },
	{ "zreturn 0 || echo a", 0, "" },
	{ "zreturn 1 && echo a || echo b", 0, "b\n" },
	{ "zreturn 0 || echo a && echo b", 0, "b\n" },
	{ "zreturn 1 && echo a; echo b", 0, "b\n" },
	{ "zreturn 4 || zreturn 5 || zreturn 6; echo $?", 0, "6\n" },
	/* A skipped command is not checked. */
	{ "zreturn 0 || nosuch | nofilter", 0, "" },
	/* A console has no files; nothing is run then. */
	{ "zreturn 1 || echo a > b", ENODEV, "echo: b: there are no files here\n" },
	{ "zreturn 0 || echo a > b; echo c", 0, "c\n" },
	/* Wrong lines: nothing of them is run. */
	{ "echo a; echo 'b", 2, "shell: unclosed quote at column 14\n" },
	{ "echo a; echo b |", 2, "shell: nothing after |\n" },
	{ "echo a && ; echo b", 2, "shell: nothing after &&\n" },
	/* Names. */
	{ "qqqqqq", 127, "qqqqqq: no such command; 'help' lists them\n" },
	{ "ecko a; echo $?", 0, "ecko: no such command (did you mean 'echo'?)\n127\n" },
	{ "hlep", 127, "hlep: no such command (did you mean 'help'?)\n" },
	{ "HELP", 127, "HELP: no such command (did you mean 'help'?)\n" },
	{ "Hlep", 127, "Hlep: no such command (did you mean 'help'?)\n" },
	{ "sl", 127, "sl: no such command (did you mean 'ls'?)\n" },
	/* A name is suggested if at most a third of its letters are wrong. */
	{ "mod", 127, "mod: no such command; 'help' lists them\n" },
	{ "cap", 127, "cap: no such command (did you mean 'cat'?)\n" },
	{ "hepl2", 127, "hepl2: no such command (did you mean 'help'?)\n" },
	{ "'echo a'", 127, "echo a: quotes make this one word: type it without\n" },
	{ "a&b", 127, "a&b: no such command; 'help' lists them\n" },
	{ "repeat 2 'echo a'", 127, "echo a: quotes make this one word: type it without\n" },
	{ "repeat 3 \"echo a; echo b\"", 127,
	  "echo a; echo b: quotes make this one word, not a line: type it without; 'repeat', "
	  "'watch' and the like run one command with its filters, so repeat each alone\n" },
	{ "repeat 2 echo a; repeat 2 echo b | wc", 0, "a\na\n1 1 2\n1 1 2\n" },
	{ "hxxp", 127, "hxxp: no such command; 'help' lists them\n" },
	{ "qq", 127, "qq: no such command; 'help' lists them\n" },
	{ "x", 127, "x: no such command; 'help' lists them\n" },
	{ "''", 127, ": no such command; 'help' lists them\n" },
	{ "Echo", 127, "Echo: no such command (did you mean 'echo'?)\n" },
	{ "echo a | grap a", 127, "grap: no such filter (did you mean 'grep'?)\n" },
	{ "echo a | qqqqqq", 127, "qqqqqq: no such filter; 'help filters' lists them\n" },
	/* Words of other shells. */
	{ "quit", 19, "exit: a machine has nothing to return to; use poweroff or reboot\n" },
	{ "fdt list /", 127, "fdt: no such command; type 'ls NODE'\n" },
	{ "fdt", 127, "fdt: no such command; type 'help look'\n" },
	{ "fdt lis", 127, "fdt: no such command; type 'help look'\n" },
	{ "save x.dtb", 127, "save: no such command; type 'help export'\n" },
	{ "clk dump", 127, "clk: no such command; type 'clock'\n" },
	/* Of two letters, none may be foreign. */
	{ "cp a b", 127, "cp: no such command; 'help' lists them\n" },
	{ "ll", 127, "ll: no such command (did you mean 'ls'?)\n" },
	{ "LS", 127, "LS: no such command (did you mean 'ls'?)\n" },
	{ "dmesg -w", 127, "dmesg: no such command; type 'log'\n" },
	{ "echo a | echo b", 22, "echo: not a filter, so it cannot follow |\n" },
	{ "grep a", 22, "grep: a filter: it must follow a command: dts | grep\n" },
	{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 127,
	  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: no such command; 'help' lists "
	  "them\n" },
	{ "zneedstree", 19, "zneedstree: there is no device tree\n" },
	/* Commands that run the rest of their line. */
	{ "repeat 3 echo a -x", 0, "a -x\na -x\na -x\n" },
	{ "repeat 0 echo a; repeat 1 echo b", 0, "b\n" },
	{ "repeat 2 echo a | wc; echo c", 0, "1 1 2\n1 1 2\nc\n" },
	{ "repeat 2 repeat 2 zput a | grep a", 0, "a\na\na\na\n" },
	{ "repeat 2 zput a && echo b", 0, "aab\n" },
	{ "repeat 2 zreturn -n 5", 5, "repeat: 2 of 2 failed\n" },
	{ "repeat 1 zreturn 5", 5, "" },
	{ "repeat 2 zreturn 0 && echo a", 0, "a\n" },
	{ "repeat 2 zreturn", 22, "zreturn: too few arguments\nusage: zreturn [-n] N\n" },
	{ "repeat 2 nosuch1", 127, "nosuch1: no such command; 'help' lists them\n" },
	{ "repeat 2 echo a | nosuch1", 127,
	  "nosuch1: no such filter; 'help filters' lists them\n" },
	{ "repeat 2 grep a", 22, "grep: a filter: it must follow a command: dts | grep\n" },
	{ "repeat 2 zneedstree", 19, "zneedstree: there is no device tree\n" },
	{ "repeat 2 zput a > b", 19, "zput: b: there are no files here\n" },
	{ "repeat x echo", 2, "repeat: x: not a number\n" },
	{ "repeat 3", 22, "repeat: too few arguments\nusage: repeat N COMMAND...\n" },
	{ "echo a | repeat 3 wc", 22, "repeat: not a filter, so it cannot follow |\n" },
	{ "repeat 1 repeat 1 repeat 1 repeat 1 echo a", 0, "a\n" },
	{ "repeat 1 repeat 1 repeat 1 repeat 1 repeat 1 echo a", 7,
	  "repeat: more than 4 commands that run another\n" },
	{ "repeat 2 znest", 16,
	  "znest: cannot run a line inside a line\nznest: cannot run a line inside a line\n"
	  "repeat: 2 of 2 failed\n" },
	{ "repeat 2 zreturn -h | head -1", 0, "usage: zreturn [-n] N\nusage: zreturn [-n] N\n" },
	/* A message begins on a new line. */
	{ "zput a; nosuch1", 127, "a\nnosuch1: no such command; 'help' lists them\n" },
	{ "znest", 16, "znest: cannot run a line inside a line\n" },
	{ "exit", 19, "exit: a machine has nothing to return to; use poweroff or reboot\n" },
	{ "clear", 0, "\033[H\033[J" },
	{ "history", 0, "" },
};

static void line_is_run(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		fake_shell_expect(rows[i].line, rows[i].status, rows[i].output);
}

/* On a PC, exit ends the loop with the last status, or with its operand. */
static void exit_leaves(void **state)
{
	static const struct {
		const char *line;
		int status;
		bool leave;
	} exits[] = {
		{ "zreturn 7; exit; echo a", 7, true },
		{ "exit 3 && echo a", 3, true },
		{ "exit 1000", 255, true },
		{ "exit x", 22, false },
	};
	static struct fake_port fake;

	(void)state;
	for (size_t i = 0; i < sizeof(exits) / sizeof(exits[0]); i++) {
		struct shell shell;

		fake_port_init(&fake, "", 0);
		fake.port.machine = false;
		fake_shell_init(&shell, &fake);
		assert_int_equal(shell_run(&shell, exits[i].line), exits[i].status);
		assert_int_equal(shell.leave, exits[i].leave);
		assert_string_equal(
			fake_port_output(&fake),
			exits[i].leave ? "" : "exit: x: not a number\nusage: exit [STATUS]\n");
	}
}

static void machine_is_needed(void **state)
{
	static struct fake_port fake;
	struct shell shell;

	(void)state;
	fake_port_init(&fake, "", 0);
	fake.port.machine = false;
	fake_shell_init(&shell, &fake);
	assert_int_equal(shell_run(&shell, "zneedsmachine"), ENODEV);
	assert_string_equal(fake_port_output(&fake),
			    "zneedsmachine: needs a machine, and this program has none\n");
}

/* With one character too many nothing is run, not even the part that fits. */
static void long_line_is_refused(void **state)
{
	char line[SHELL_LINE_MAX + 2];

	(void)state;
	memset(line, ' ', sizeof(line));
	memcpy(line, "echo a;", 7);
	line[SHELL_LINE_MAX] = '\0';
	fake_shell_expect(line, 0, "a\n");
	line[SHELL_LINE_MAX] = ' ';
	line[SHELL_LINE_MAX + 1] = '\0';
	fake_shell_expect(line, 2,
			  "shell: the line has 513 characters, more than 512: it was not "
			  "run\n");
}

/* At 80 columns for a person; in one line for a script. */
static void messages_are_wrapped(void **state)
{
	static struct fake_port fake;
	struct shell shell;

	(void)state;
	for (int interactive = 0; interactive < 2; interactive++) {
		fake_port_init(&fake, "", 0);
		fake_shell_init(&shell, &fake);
		fake.port.interactive = interactive;
		fake.port.columns = 80;
		assert_int_equal(
			shell_run(&shell,
				  "zreturn "
				  "a-word-of-which-each-message-has-more-characters-than-one-row"),
			EINVAL);
		assert_string_equal(
			fake_port_output(&fake),
			interactive
				? "zreturn: "
				  "a-word-of-which-each-message-has-more-characters-than-one-row: "
				  "not a\n  number\nusage: zreturn [-n] N\n"
				: "zreturn: "
				  "a-word-of-which-each-message-has-more-characters-than-one-row: "
				  "not a number\nusage: zreturn [-n] N\n");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(line_is_run),          cmocka_unit_test(exit_leaves),
		cmocka_unit_test(machine_is_needed),    cmocka_unit_test(long_line_is_refused),
		cmocka_unit_test(messages_are_wrapped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
