/* echo: the words, with one space between them. */
#include "shell/shell.h"

static int echo_run(struct shell *shell, const struct shell_args *args)
{
	for (int i = 1; i < args->argc; i++) {
		if (i > 1)
			shell_puts(shell, " ");
		shell_puts(shell, args->argv[i]);
	}
	shell_puts(shell, "\n");
	return 0;
}

static const struct shell_command echo_command = {
	.name = "echo",
	.args = "[WORD ...]",
	.summary = "print the words",
	.detail = "$? in a word is replaced by the status of the last command.",
	.example = "echo \"status: $?\"",
	.max_args = SHELL_WORDS_MAX,
	.run = echo_run,
};
SHELL_COMMAND(echo_command);
