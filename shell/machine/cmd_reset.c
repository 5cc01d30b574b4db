/* poweroff and reboot: through the firmware. */
#include <errno.h>
#include <inttypes.h>
#include "kernel/trap/reset.h"
#include "kernel/sbi.h"
#include "shell/shell.h"

/* Firmware returns only if it refuses; then the shell goes on. */
static int leave_machine(struct shell *shell, enum reset_kind kind)
{
	int64_t error = reset_machine(kind);

	return shell_error(shell, -ENOSYS,
			   "firmware refused: %s (SBI error %" PRId64 "); the machine runs on",
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
	.group = SHELL_MACHINE,
	.args = "",
	.summary = "switch the machine off through the firmware",
	.detail =
		"Says first that the machine is halted if nothing follows, because some firmware\n"
		"neither returns nor switches the machine off.",
	.needs_machine = true,
	.run = poweroff_run,
};
SHELL_COMMAND(command_poweroff);

static const struct shell_command command_reboot = {
	.name = "reboot",
	.group = SHELL_MACHINE,
	.args = "",
	.summary = "reset the machine through the firmware",
	.needs_machine = true,
	.run = reboot_run,
};
SHELL_COMMAND(command_reboot);
