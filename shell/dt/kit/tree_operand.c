#include "shell/dt/kit/tree_operand.h"
#include <errno.h>
#include "fdt/core/index.h"

int shell_tree_operand(struct shell *shell, const char *text)
{
	int copy_of = dt_trees_current(shell->trees)->copy_of;
	uint64_t number = copy_of < 0 ? 0 : (uint64_t)copy_of;

	if (text && shell_number(shell, text, &number))
		return -EINVAL;
	if (number < DT_TREES_MAX && dt_trees_slot(shell->trees, (int)number))
		return (int)number;
	return shell_error(shell, -ENOENT, "%s: no such tree; 'dt list' lists them",
			   text ? text : "0");
}

int shell_index_slot(struct shell *shell, struct dt_slot *slot)
{
	size_t need = 0;

	if (dt_index_build(&slot->tree, &need) == 0)
		return 0;
	return shell_error(shell, -ENOMEM, "no memory: the tree's index takes %zu bytes", need);
}
