/* Nodes as the person at the prompt names them. */
#include "shell/core.h"
#include <errno.h>
#include <string.h>

struct dt_node shell_cwd(struct shell *shell)
{
	struct dt_node node = { .offset = -ENOENT };

	if (!shell->tree)
		return node;
	node = dt_find(dt_root(shell->tree), shell->cwd, strlen(shell->cwd));
	if (dt_found(node))
		return node;
	shell_error(shell, node.offset, "%s: the current node is gone; now at /", shell->cwd);
	shell->cwd[0] = '\0';
	return dt_root(shell->tree);
}

struct dt_node shell_find_node(struct shell *shell, const char *path, size_t len)
{
	struct dt_node cwd = shell_cwd(shell);
	struct dt_node node;

	if (!dt_found(cwd))
		return cwd;
	node = dt_find(cwd, path, len);
	if (node.offset == -ENOENT && len > 0 && path[0] != '/') {
		struct dt_node alias = dt_resolve(shell->tree, path, len);

		if (dt_found(alias))
			return alias;
	}
	return node;
}

struct dt_node shell_node(struct shell *shell, const char *path)
{
	struct dt_node node = shell_find_node(shell, path, strlen(path));
	char near[DT_PATH_MAX];

	if (dt_found(node))
		return node;
	if (!shell->tree)
		shell_error(shell, node.offset, "%s: there is no device tree", path);
	else if (node.offset == -EEXIST)
		shell_error(shell, node.offset,
			    "%s: several nodes have this name; add the @address", path);
	else if (dt_nearest(shell_cwd(shell), path, near, sizeof(near)) >= 0)
		shell_error(shell, node.offset, "%s: no such node (did you mean %s?)", path, near);
	else
		shell_error(shell, node.offset, "%s: no such node", path);
	return node;
}
