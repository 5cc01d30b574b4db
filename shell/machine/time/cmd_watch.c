/* watch: a command again and again, on a cleared screen. Sources: ECMA-48, 8.3.21 (CUP), 8.3.39
 * (ED). */
#include <errno.h>
#include <limits.h>
#include "kernel/ascii.h"
#include "shell/machine/time/seconds.h"

enum { WATCH_US = 2000000, WATCH_MS_US = 1000, WATCH_MS_MAX = INT_MAX };

static const struct shell_option watch_options[] = {
	{ .letter = 'n', .value = "SECONDS", .summary = "wait so long between two runs (2)" },
	{ .letter = 'a', .summary = "print one run after another: do not clear the screen" },
	{ 0 },
};

static void watch_clear(struct shell *shell)
{
	shell_puts(shell, "\033[H\033[J");
	shell->midline = false;
}

static int watch_run(struct shell *shell, const struct shell_args *args)
{
	const char *every = shell_option(args, 'n');
	uint64_t us = WATCH_US;
	int status, key;

	if (every && seconds_parse(shell, every, &us))
		return SHELL_SYNTAX;
	us /= WATCH_MS_US;
	do {
		if (!shell_option(args, 'a'))
			watch_clear(shell);
		status = shell_run_rest(shell);
		if (status == SHELL_INTERRUPTED)
			return status;
		key = shell->port->read_within(shell->port,
					       us < WATCH_MS_MAX ? (unsigned)us : WATCH_MS_MAX);
	} while (key == -ETIMEDOUT);
	if (key != CTRL_C)
		return status;
	shell->port->clear(shell->port);
	return -EINTR;
}

static const struct shell_command command_watch = {
	.name = "watch",
	.group = SHELL_MACHINE,
	.args = "COMMAND...",
	.summary = "run a command again and again, on a cleared screen",
	.detail = "Any key ends it.",
	.example = "watch -n 0.5 irq",
	.options = watch_options,
	.needs_machine = true,
	.runs_rest = true,
	.run = watch_run,
};
SHELL_COMMAND(command_watch);
