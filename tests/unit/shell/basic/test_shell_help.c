/* The help texts of all commands. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "shell/filter.h"
#include "tests/unit/fake/fake_port.h"

static const char *help_output_of(bool machine, const char *line)
{
	static struct fake_port fake;
	struct shell shell;

	fake_port_init(&fake, "", 0);
	fake_shell_init(&shell, &fake);
	fake.port.machine = machine;
	assert_int_equal(shell_run(&shell, line), 0);
	return fake_port_output(&fake);
}

static const char *help_output(const char *line)
{
	return help_output_of(true, line);
}

static int help_nothing(struct shell *shell, const struct shell_args *args)
{
	(void)shell;
	(void)args;
	return 0;
}

static const struct shell_command machine_command = {
	.name = "zneedsmach",
	.group = SHELL_MACHINE,
	.args = "",
	.summary = "call a machine",
	.needs_machine = true,
	.run = help_nothing,
};
SHELL_COMMAND(machine_command);

static void no_name_appears_twice(void **state)
{
	const struct shell_command *const *it, *const *other;

	(void)state;
	SET_FOREACH (it, shell_commands) {
		SET_FOREACH (other, shell_commands) {
			if (it != other && !strcmp((*it)->name, (*other)->name))
				fail_msg("%s is there twice", (*it)->name);
		}
	}
}

/* A summary begins with what the command does. */
static bool begins_with_a_verb(const char *summary)
{
	static const char *const verbs[] = {
		"apply",  "call",   "change", "clear",  "count",   "draw",    "find",
		"leave",  "list",   "make",   "print",  "provoke", "receive", "redo",
		"remove", "rename", "reset",  "return", "run",     "save",    "set",
		"show",   "switch", "undo",   "write",
	};
	size_t len = strcspn(summary, " ");

	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strlen(verbs[i]) == len && strncmp(summary, verbs[i], len) == 0)
			return true;
	return false;
}

/* What the shell relies on, and what a reader expects. */
static void commands_are_sound(void **state)
{
	const struct shell_command *const *it;
	int count = 0;

	(void)state;
	SET_FOREACH (it, shell_commands) {
		const struct shell_command *command = *it;
		size_t summary = strlen(command->summary);
		int options = 0;

		assert_true((command->run == NULL) == (command->filter != NULL));
		assert_in_range(strlen(command->name), 1, 10);
		assert_non_null(command->args);
		assert_in_range(summary, 5, 66);
		assert_int_not_equal(command->summary[summary - 1], '.');
		if (!begins_with_a_verb(command->summary))
			fail_msg("%s: %s", command->name, command->summary);
		assert_in_range(command->min_args, 0, command->max_args);
		while (command->options && command->options[options].letter)
			options++;
		assert_in_range(options, 0, SHELL_OPTIONS_MAX);
		if (command->filter)
			assert_in_range(command->filter->state_size, 0, SHELL_FILTER_STATE);
		if (command->args[0])
			assert_non_null(command->example);
		count++;
	}
	assert_in_range(count, 10, 100);
}

/* One line each, in order, commands before filters, no line wider than the screen. */
static void help_is_sorted(void **state)
{
	char before[SHELL_COLUMNS + 1] = "", line[SHELL_COLUMNS + 1];
	const char *text = help_output("help -a");

	(void)state;
	assert_non_null(strstr(text, "  echo        print the words\n"));
	assert_non_null(strstr(text, "\n  grep  print the lines that contain a text\n"));
	assert_true(strstr(text, "  wc ") > strstr(text, "Filters"));
	while (*text) {
		size_t len = strcspn(text, "\n");

		assert_in_range(len, 1, SHELL_COLUMNS - 1);
		snprintf(line, sizeof(line), "%.*s", (int)len, text);
		if (line[0] == ' ' && before[0] == ' ')
			assert_true(strcmp(line, before) > 0);
		strcpy(before, line);
		text += len + 1;
	}
}

/* The lines of a text that must fit the screen. */
static int lines_that_fit(const char *text)
{
	int lines = 0;

	for (; *text; text += strcspn(text, "\n") + 1, lines++)
		assert_in_range(strcspn(text, "\n"), 1, SHELL_COLUMNS - 1);
	return lines;
}

static void help_lists_groups(void **state)
{
	const char *text = help_output("help");

	(void)state;
	/* Some rows are free for commands that this program lacks, one for the next prompt. */
	assert_in_range(lines_that_fit(text), 15, SHELL_ROWS - 4);
	assert_non_null(strstr(text, "\nmachine   the machine that runs this\n          "));
	assert_non_null(strstr(text, " zneedsmach\n"
				     "shell     the shell itself\n"
				     "          clear echo exit help history repeat\n"
				     "filters   filter what a command prints: dts | grep serial\n"
				     "          grep head more tail wc\n"));
	text = help_output_of(false, "help");
	assert_non_null(strstr(text, " zneedsmach*\n"));
	assert_non_null(
		strstr(text, "\nCommands with * need a machine, and this program has none.\n"));
	for (int i = 0; i < 2; i++) {
		text = help_output(i ? "? machine" : "help machine");
		assert_int_equal(strncmp(text, "the machine that runs this:\n", 28), 0);
		assert_non_null(strstr(text, "\n  zneedsmach  call a machine\n"));
		assert_null(strstr(text, "  echo "));
	}
}

/* The shell's own syntax, on one screen. */
static void help_explains_syntax(void **state)
{
	const char *text = help_output("help syntax");

	(void)state;
	assert_non_null(strstr(text, "\n  A > FILE       write it to a file; A >> FILE: add"));
	assert_in_range(lines_that_fit(text), 10, SHELL_ROWS - 2);
}

static void help_explains_one(void **state)
{
	(void)state;
	assert_string_equal(
		help_output("help grep"),
		"usage: ... | grep [-v] [-i] TEXT\n"
		"print the lines that contain a text\n"
		"  -v  print the lines that do not contain it\n"
		"  -i  ignore upper and lower case\n"
		"TEXT is plain text, not a pattern. The status is 1 if no line contains it.\n"
		"example: dts / | grep -i uart\n");
	assert_string_equal(help_output("help clear"),
			    "usage: clear\nclear the screen (as Ctrl-L does)\n");
	fake_shell_expect("help grepp", ENOENT,
			  "help: grepp: no such command (did you mean 'grep'?)\n");
	fake_shell_expect("help dmesg", ENOENT, "help: dmesg: no such command; type 'log'\n");
	fake_shell_expect("help qqqqq", ENOENT,
			  "help: qqqqq: no such command; 'help' lists them\n");
}

/* On a PC, one mark and one line that explains it; on a machine neither. */
static void help_marks_what_needs_a_machine(void **state)
{
	const char *text = help_output_of(false, "help -a");

	(void)state;
	assert_non_null(strstr(text, "\n* zneedsmach  call a machine\n"
				     "Commands with * need a machine, and this program has none.\n"
				     "Filters"));
	assert_non_null(strstr(text, "\n  echo        print the words\n"));
	assert_string_equal(help_output_of(false, "help zneedsmach"),
			    "usage: zneedsmach\ncall a machine\n"
			    "It needs a machine, and this program has none.\n");
	text = help_output("help -a");
	assert_non_null(strstr(text, "\n  zneedsmach  call a machine\nFilters"));
	assert_null(strchr(text, '*'));
	assert_string_equal(help_output("help zneedsmach"), "usage: zneedsmach\ncall a machine\n");
}

/* All of it fits the screen's width, for every command. */
static void help_fits_the_screen(void **state)
{
	const struct shell_command *const *it;

	(void)state;
	SET_FOREACH (it, shell_commands) {
		char line[40];
		const char *text;

		snprintf(line, sizeof(line), "help %s", (*it)->name);
		for (text = help_output(line); *text; text += strcspn(text, "\n") + 1) {
			if (strcspn(text, "\n") >= SHELL_COLUMNS)
				fail_msg("too wide: %s", text);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_name_appears_twice),
		cmocka_unit_test(commands_are_sound),
		cmocka_unit_test(help_is_sorted),
		cmocka_unit_test(help_lists_groups),
		cmocka_unit_test(help_explains_syntax),
		cmocka_unit_test(help_explains_one),
		cmocka_unit_test(help_fits_the_screen),
		cmocka_unit_test(help_marks_what_needs_a_machine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
