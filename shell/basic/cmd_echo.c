/* echo: the words, with one space between them. They may come from a tree: run= in its bootargs. */
#include <string.h>
#include "shell/shell.h"

static int echo_run(struct shell *shell, const struct shell_args *args)
{
	struct dt_text out;

	shell_text(shell, &out);
	for (int i = 1; i < args->argc; i++) {
		dt_puts(&out, i > 1 ? " " : "");
		dt_put_escaped(&out, args->argv[i], strlen(args->argv[i]));
	}
	dt_putc(&out, '\n');
	dt_flush(&out);
	return 0;
}

static const struct shell_command echo_command = {
	.name = "echo",
	.group = SHELL_BASIC,
	.args = "[WORD ...]",
	.summary = "print the words",
	.detail = "$? in a word is replaced by the status of the last command. What is not\n"
		  "printable ASCII is printed as \\x1b.",
	.example = "echo \"status: $?\"",
	.max_args = SHELL_WORDS_MAX,
	.run = echo_run,
};
SHELL_COMMAND(echo_command);
