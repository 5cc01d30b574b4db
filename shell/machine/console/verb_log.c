/* `console log`: the command `log` under another name. */
#include "shell/machine/cmd_log.h"
#include "shell/machine/console/console_verb.h"

static const struct shell_verb verb_log = {
	.name = "log",
	.args = "",
	.summary = "show what the machine reported since it started",
	.needs_machine = true,
	.reports = true,
	.run = shell_log_run,
};
CONSOLE_VERB(verb_log);
