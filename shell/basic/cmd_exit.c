/* exit: leaves the shell of a program; on a machine there is nothing to return to. */
#include <errno.h>
#include "shell/shell.h"

static int exit_run(struct shell *shell, const struct shell_args *args)
{
	uint64_t status = (uint64_t)shell->status;

	if (shell->port->machine)
		return shell_error(shell, -ENODEV,
				   "a machine has nothing to return to; use poweroff or reboot");
	if (args->argc > 1 && shell_number(shell, args->argv[1], &status) < 0)
		return -EINVAL;
	shell->leave = true;
	return status < SHELL_STATUS_MAX ? (int)status : SHELL_STATUS_MAX;
}

static const struct shell_command exit_command = {
	.name = "exit",
	.group = SHELL_BASIC,
	.args = "[STATUS]",
	.summary = "leave the shell (on a PC; a machine has poweroff)",
	.detail = "STATUS is the program's exit status; default: that of the last command.",
	.example = "exit 1",
	.max_args = 1,
	.run = exit_run,
};
SHELL_COMMAND(exit_command);
