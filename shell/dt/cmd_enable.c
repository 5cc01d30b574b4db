/* enable, disable: a node's status. */
#include "shell/dt/kit/edit_tree.h"

static int enable_run(struct shell *shell, const struct shell_args *args)
{
	return shell_edit_status(shell, args, "okay");
}

static int disable_run(struct shell *shell, const struct shell_args *args)
{
	return shell_edit_status(shell, args, "disabled");
}

static const struct shell_command enable_command = {
	.name = "enable",
	.group = SHELL_EDIT,
	.args = "NODE",
	.summary = "set a node's status to okay",
	.detail = "The status of the buses above it is not changed.",
	.example = "enable /soc/serial@10000000",
	.min_args = 1,
	.max_args = 1,
	.needs_tree = true,
	.run = enable_run,
	.complete = shell_complete_node,
};
SHELL_COMMAND(enable_command);

static const struct shell_command disable_command = {
	.name = "disable",
	.group = SHELL_EDIT,
	.args = "NODE",
	.summary = "set a node's status to disabled",
	.example = "disable /soc/serial@10000000",
	.min_args = 1,
	.max_args = 1,
	.needs_tree = true,
	.run = disable_run,
	.complete = shell_complete_node,
};
SHELL_COMMAND(disable_command);
