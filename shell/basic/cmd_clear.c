/* clear: an empty screen. Sources: ECMA-48, 8.3.21 (CUP) and 8.3.39 (ED). */
#include "shell/shell.h"

static int clear_run(struct shell *shell, const struct shell_args *args)
{
	(void)args;
	shell_puts(shell, "\033[H\033[J");
	shell->midline = false;
	return 0;
}

static const struct shell_command clear_command = {
	.name = "clear",
	.group = SHELL_BASIC,
	.args = "",
	.summary = "clear the screen (as Ctrl-L does)",
	.run = clear_run,
};
SHELL_COMMAND(clear_command);
