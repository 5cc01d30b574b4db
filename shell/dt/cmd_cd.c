/* cd: change the current node. */
#include <string.h>
#include "shell/shell.h"

/* Where `cd -` goes back to. Static, because the program runs one shell. */
static char cd_back[DT_PATH_MAX];

/* Moves to @path, which is canonical. */
static void cd_move(struct shell *shell, const char *path)
{
	strcpy(cd_back, shell->cwd[0] ? shell->cwd : "/");
	strcpy(shell->cwd, path);
}

static int cd_run(struct shell *shell, const struct shell_args *args)
{
	const char *operand = args->argc > 1 ? args->argv[1] : "/";
	char path[DT_PATH_MAX];
	struct dt_node node;
	int err;

	if (!strcmp(operand, "-"))
		operand = cd_back[0] ? cd_back : "/";
	node = shell_node(shell, operand);
	if (!dt_found(node))
		return node.offset;
	err = dt_path(node, path, sizeof(path));
	if (err < 0)
		return shell_error(shell, err, "%s: the path is too long: more than %d bytes",
				   operand, DT_PATH_MAX - 1);
	cd_move(shell, path);
	return 0;
}

static const struct shell_command cd_command = {
	.name = "cd",
	.group = SHELL_LOOK,
	.args = "[PATH]",
	.summary = "change the current node",
	.detail = "PATH: absolute, relative to the current node, or beginning with an alias;\n"
		  ".. is the node above, - the node before the last cd. Default: the root.",
	.example = "cd /soc",
	.max_args = 1,
	.needs_tree = true,
	.run = cd_run,
	.complete = shell_complete_node,
};
SHELL_COMMAND(cd_command);
