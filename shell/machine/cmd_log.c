#include "shell/machine/cmd_log.h"
/* log: what the boot story, drivers and traps have reported since the machine started. */
#include <stddef.h>
#include "kernel/log.h"

static void log_emit(void *shell, const char *text, size_t len)
{
	shell_write(shell, text, len);
}

int shell_log_run(struct shell *shell, const struct shell_args *args)
{
	(void)args;
	if (log_lost())
		shell_printf(shell, "(%zu older bytes are lost)\n", log_lost());
	log_replay(0, log_emit, shell);
	return 0;
}

static const struct shell_command command_log = {
	.name = "log",
	.args = "",
	.summary = "show what the machine reported since it started",
	.example = "log | tail 5",
	.needs_machine = true,
	.run = shell_log_run,
};
SHELL_COMMAND(command_log);
