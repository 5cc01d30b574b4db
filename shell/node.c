/* Nodes as the person at the prompt names them. */
#include "shell/core.h"
#include <errno.h>
#include <string.h>
#include "fdt/core/index.h"
#include "fdt/core/label.h"

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

static struct dt_tree *node_tree(struct shell *shell)
{
	struct dt_slot *slot = shell->trees ? dt_trees_current(shell->trees) : NULL;

	return slot ? &slot->tree : NULL;
}

int shell_index(struct shell *shell)
{
	struct dt_tree *tree = node_tree(shell);
	size_t need = 0;

	if (!tree)
		return shell_error(shell, -ENODEV, "there is no device tree");
	if (dt_index_build(tree, &need) == 0)
		return 0;
	return shell_error(shell, -ENOMEM, "no memory: the tree's index takes %zu bytes", need);
}

void shell_try_index(struct shell *shell)
{
	struct dt_tree *tree = node_tree(shell);

	if (tree)
		dt_index_build(tree, NULL);
}

int shell_use_tree(struct shell *shell, int number)
{
	if (dt_trees_use(shell->trees, number))
		return shell_error(shell, -ENOENT, "%d: no such tree; 'dt list' lists them",
				   number);
	shell->tree = node_tree(shell);
	shell_cwd(shell);
	return 0;
}

/* Behind the '&' of a reference: {PATH}, PATH or LABEL, of which *@used bytes are taken. */
static struct dt_node node_referred(struct shell *shell, const char *text, size_t len, size_t *used)
{
	struct dt_node root = dt_root(shell->tree), none = { shell->tree, -ENOENT };
	struct dt_tree *tree = node_tree(shell);
	const char *brace = memchr(text, '}', len), *slash = memchr(text, '/', len);

	*used = slash ? (size_t)(slash - text) : len;
	if (len && text[0] == '{' && brace) {
		*used = (size_t)(brace + 1 - text);
		return dt_find(root, text + 1, *used - 2);
	}
	if (*used == 0)
		return root;
	if (!tree || dt_index_build(tree, NULL))
		return none;
	return dt_by_label(tree, text, *used);
}

/* A reference, and perhaps names below it. */
static struct dt_node node_by_reference(struct shell *shell, const char *text, size_t len)
{
	size_t used;
	struct dt_node node = node_referred(shell, text, len, &used);

	while (used < len && text[used] == '/')
		used++;
	return dt_found(node) ? dt_find(node, text + used, len - used) : node;
}

struct dt_node shell_find_node(struct shell *shell, const char *path, size_t len)
{
	struct dt_node cwd = shell_cwd(shell);
	struct dt_node node;

	if (!dt_found(cwd))
		return cwd;
	if (len > 0 && path[0] == '&')
		return node_by_reference(shell, path + 1, len - 1);
	node = dt_find(cwd, path, len);
	if (node.offset == -ENOENT && len > 0 && path[0] != '/') {
		struct dt_node alias = dt_resolve(shell->tree, path, len);

		if (dt_found(alias))
			return alias;
	}
	return node;
}

/* The only node that fits the glob @path; told when there is none, or several. */
static struct dt_node node_by_glob(struct shell *shell, const char *path)
{
	struct shell_nodes it;
	struct dt_node node = { shell->tree, shell_nodes(shell, path, &it) }, other;

	if (node.offset)
		return node;
	shell_nodes_next(&it, &node);
	if (shell_nodes_next(&it, &other))
		node.offset = shell_error(shell, -EEXIST, "%s: several nodes fit", path);
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
	else if (dt_is_glob(path, strlen(path)))
		return node_by_glob(shell, path);
	else if (node.offset == -EEXIST)
		shell_error(shell, node.offset,
			    "%s: several nodes have this name; add the @address", path);
	else if (dt_nearest(shell_cwd(shell), path, near, sizeof(near)) >= 0)
		shell_error(shell, node.offset, "%s: no such node (did you mean %s?)", path, near);
	else
		shell_error(shell, node.offset, "%s: no such node", path);
	return node;
}
