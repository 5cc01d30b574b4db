/* The tree in use, and its current node. */
#include <errno.h>
#include <string.h>
#include "fdt/core/index.h"
#include "shell/core.h"

struct dt_slot *shell_slot(const struct shell *shell)
{
	return shell->trees ? dt_trees_current(shell->trees) : NULL;
}

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

int shell_use_tree(struct shell *shell, int number)
{
	if (dt_trees_use(shell->trees, number))
		return shell_error(shell, -ENOENT, "%d: no such tree; 'dt list' lists them",
				   number);
	shell->tree = &shell_slot(shell)->tree;
	shell_cwd(shell);
	return 0;
}

int shell_tree_number(struct shell *shell, const char *text)
{
	uint64_t number;

	if (!shell_is_number(text, &number))
		return shell_error(
			shell, -EINVAL,
			"%s: not a tree's number; 'dt list' lists them, 'dt open' adds one", text);
	if (shell->trees && number < DT_TREES_MAX && dt_trees_slot(shell->trees, (int)number))
		return (int)number;
	return shell_error(shell, -ENOENT, "%s: no such tree; 'dt list' lists them", text);
}

int shell_index_slot(struct shell *shell, struct dt_slot *slot)
{
	size_t need = 0;

	if (dt_index_build(&slot->tree, &need) == 0)
		return 0;
	return shell_error(shell, -ENOMEM, "no memory: the tree's index takes %zu bytes", need);
}

int shell_index(struct shell *shell)
{
	struct dt_slot *slot = shell_slot(shell);

	if (!slot)
		return shell_error(shell, -ENODEV, "there is no device tree");
	return shell_index_slot(shell, slot);
}

bool shell_try_index(struct shell *shell)
{
	struct dt_slot *slot = shell_slot(shell);

	return slot && dt_index_build(&slot->tree, NULL) == 0;
}

int shell_other_tree(struct shell *shell, const char *text)
{
	int copy_of = shell_slot(shell)->copy_of, number = copy_of < 0 ? 0 : copy_of;

	if (text)
		return shell_tree_number(shell, text);
	if (dt_trees_slot(shell->trees, number))
		return number;
	return shell_error(shell, -ENOENT, "%d: no such tree; 'dt list' lists them", number);
}
