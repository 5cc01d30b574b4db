/* bootargs: the command line that the boot loader left in /chosen. */
#include <errno.h>
#include "shell/shell.h"

static int bootargs_run(struct shell *shell, const struct shell_args *args)
{
	struct dt_node chosen = { shell->tree, shell->tree->chosen };
	const char *text;
	struct dt_text out;
	int len = dt_found(chosen) ? dt_string(chosen, "bootargs", &text) : -ENOENT;

	(void)args;
	if (len <= 0)
		return shell_error(shell, -ENOENT, "/chosen/bootargs is %s",
				   len ? "absent" : "empty");
	shell_text(shell, &out);
	dt_put_escaped(&out, text, len);
	dt_putc(&out, '\n');
	dt_flush(&out);
	return 0;
}

static const struct shell_command bootargs_command = {
	.name = "bootargs",
	.group = SHELL_LOOK,
	.args = "",
	.summary = "print the boot arguments, /chosen/bootargs",
	.needs_tree = true,
	.run = bootargs_run,
};
SHELL_COMMAND(bootargs_command);
