#include "shell/machine/console/verb_log.h"
/* What the machine said of itself: `console log`, and the command `log`. */
#include <stddef.h>
#include "kernel/log.h"
#include "shell/machine/console/console_verb.h"

static void log_emit(void *shell, const char *text, size_t len)
{
	shell_write(shell, text, len);
}

int console_show_log(struct shell *shell)
{
	if (log_lost())
		shell_printf(shell, "(%zu older bytes are lost)\n", log_lost());
	log_replay(0, log_emit, shell);
	return 0;
}

static int log_run(struct shell *shell, const struct shell_args *args)
{
	(void)args;
	return console_show_log(shell);
}

static const struct console_verb verb_log = {
	.name = "log",
	.args = "",
	.needs_machine = true,
	.run = log_run,
};
CONSOLE_VERB(verb_log);
