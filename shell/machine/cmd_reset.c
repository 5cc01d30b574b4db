#include <errno.h>
#include <inttypes.h>
#include "kernel/trap/reset.h"
#include "kernel/sbi.h"
#include "shell/shell.h"

/* Only a firmware that refuses comes back: then the person still has the shell. */
static int leave_machine(struct shell *shell, enum reset_kind kind)
{
	int64_t error = reset_machine(kind);

	return shell_error(shell, -ENOSYS,
			   "firmware came back with %s (SBI error %" PRId64
			   "); the machine stays as it is",
			   sbi_error_name(error), error);
}

static int poweroff_run(struct shell *shell, const struct shell_args *args)
{
	(void)args;
	return leave_machine(shell, RESET_SHUTDOWN);
}

static int reboot_run(struct shell *shell, const struct shell_args *args)
{
	(void)args;
	return leave_machine(shell, RESET_REBOOT);
}

static const struct shell_command command_poweroff = {
	.name = "poweroff",
	.args = "",
	.summary = "switch the machine off through the firmware",
	.detail =
		"Says \"halted\" first, for many firmwares neither return nor switch anything off.",
	.needs_machine = true,
	.run = poweroff_run,
};
SHELL_COMMAND(command_poweroff);

static const struct shell_command command_reboot = {
	.name = "reboot",
	.args = "",
	.summary = "reset the machine through the firmware",
	.needs_machine = true,
	.run = reboot_run,
};
SHELL_COMMAND(command_reboot);
