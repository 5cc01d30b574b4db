/* Ctrl-C and faults end a command. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_port.h"

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

static int loop_run(struct shell *shell, const struct shell_args *args)
{
	bool quiet = args->argc > 1;

	while (!shell->leave) {
		if (quiet)
			shell_check_interrupt(shell);
		else
			shell_puts(shell, "y\n");
	}
	return 0;
}

static const struct shell_command loop_command = {
	.name = "zloop",
	.args = "[quiet]",
	.summary = "run for ever",
	.example = "zloop",
	.max_args = 1,
	.run = loop_run,
};
SHELL_COMMAND(loop_command);

/* It runs its rest, and is ended with it. */
static int outer_run(struct shell *shell, const struct shell_args *args)
{
	(void)args;
	return shell_run_rest(shell) == SHELL_INTERRUPTED ? -EINTR : 0;
}

static const struct shell_command outer_command = {
	.name = "zouter",
	.args = "COMMAND...",
	.summary = "run a command",
	.example = "zouter zloop",
	.runs_rest = true,
	.run = outer_run,
};
SHELL_COMMAND(outer_command);

/* Ctrl-C ends the running command at any point, and the rest of its line; the next line runs. */
static void ctrl_c_ends_the_line(void **state)
{
	static const struct {
		const char *line;
		long interrupt_in;
		const char *output;
	} interrupts[] = {
		{ "zloop quiet; echo a", 1000, "^C\n" },
		{ "zloop || echo a", 3, "y\ny\n^C\n" },
		{ "zloop | grep x; echo a", 1000, "^C\n" },
		{ "zloop | grep y | tail; echo a", 500, "^C\n" },
		{ "zloop quiet | wc | head", 10, "^C\n" },
		{ "echo abc", 1, "^C\n" },
		{ "echo abc | wc", 2, "^C\n" },
		{ "zput a; zloop", 2, "a^C\n" },
		{ "zouter zloop; echo a", 4, "y\ny\n^C\n" },
		{ "zouter zouter zloop quiet", 10, "^C\n" },
	};
	static struct fake_port fake;

	(void)state;
	for (size_t i = 0; i < sizeof(interrupts) / sizeof(interrupts[0]); i++) {
		struct shell shell;

		fake_port_init(&fake, "typed before\003after", 18);
		fake.interrupt_in = interrupts[i].interrupt_in;
		fake_shell_init(&shell, &fake);
		assert_int_equal(shell_run(&shell, interrupts[i].line), SHELL_INTERRUPTED);
		assert_string_equal(fake_port_output(&fake), interrupts[i].output);
		assert_string_equal(fake.input + fake.input_at, "after");
		assert_int_equal(shell_run(&shell, "echo $?"), 0);
		assert_string_equal(fake_port_output(&fake), "130\n");
	}
}

/* What contain returns for a trap, and for Ctrl-C by force. */
static void fault_is_a_status(void **state)
{
	static struct fake_port fake;
	struct shell shell;

	(void)state;
	fake_port_init(&fake, "", 0);
	fake_shell_init(&shell, &fake);
	fake.fault = -EFAULT;
	assert_int_equal(shell_run(&shell, "zput | tail; echo $?"), 0);
	assert_string_equal(fake_port_output(&fake), "14\n");
	fake.fault = -EINTR;
	assert_int_equal(shell_run(&shell, "zput ; echo no"), SHELL_INTERRUPTED);
	assert_string_equal(fake_port_output(&fake), "^C\n");
	assert_null(shell.job);
	assert_null(shell.filter);
}

/* Ctrl-C is checked often enough while one long text is printed. */
static void long_output_is_interruptible(void **state)
{
	static struct fake_port fake;
	struct shell shell;
	char line[SHELL_LINE_MAX + 1] = "echo ";

	(void)state;
	memset(line + 5, 'x', 500);
	fake_port_init(&fake, "", 0);
	fake_shell_init(&shell, &fake);
	assert_int_equal(shell_run(&shell, line), 0);
	assert_in_range(fake.asked, 8, 20);
	fake.port.chunk = 256;
	fake.asked = 0;
	assert_int_equal(shell_run(&shell, line), 0);
	assert_in_range(fake.asked, 2, 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ctrl_c_ends_the_line),
		cmocka_unit_test(fault_is_a_status),
		cmocka_unit_test(long_output_is_interruptible),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
