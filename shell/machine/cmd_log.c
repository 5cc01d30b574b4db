#include "shell/machine/console/verb_log.h"

static int log_run(struct shell *shell, const struct shell_args *args)
{
	(void)args;
	return console_show_log(shell);
}

static const struct shell_command command_log = {
	.name = "log",
	.args = "",
	.summary = "show what the machine said of itself since it started",
	.example = "log | tail 5",
	.needs_machine = true,
	.run = log_run,
};
SHELL_COMMAND(command_log);
