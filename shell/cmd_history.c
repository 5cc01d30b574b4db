/* history: the lines typed before, oldest first. */
#include "shell/history.h"

static int history_run(struct shell *shell, const struct shell_args *args)
{
	const struct shell_history *history = shell->history;

	(void)args;
	for (int age = history ? history->count - 1 : -1; age >= 0; age--) {
		shell_printf(shell, "%3d  ", history->count - age);
		shell_puts(shell, shell_history_get(history, age));
		shell_puts(shell, "\n");
	}
	return 0;
}

static const struct shell_command history_command = {
	.name = "history",
	.args = "",
	.summary = "list the lines typed before",
	.detail = "The last 32 lines are kept, each once. Up and down (Ctrl-P, Ctrl-N) bring them\n"
		  "back, and Ctrl-R searches them.",
	.run = history_run,
};
SHELL_COMMAND(history_command);
