/* pwd: the current node's path. */
#include <string.h>
#include "shell/shell.h"

static int pwd_run(struct shell *shell, const struct shell_args *args)
{
	const char *path = shell->cwd[0] ? shell->cwd : "/";
	struct dt_text out;

	(void)args;
	shell_text(shell, &out);
	dt_put_escaped(&out, path, strlen(path));
	dt_putc(&out, '\n');
	dt_flush(&out);
	return 0;
}

static const struct shell_command pwd_command = {
	.name = "pwd",
	.group = SHELL_LOOK,
	.args = "",
	.summary = "print the path of the current node",
	.needs_tree = true,
	.run = pwd_run,
};
SHELL_COMMAND(pwd_command);
