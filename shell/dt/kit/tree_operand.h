#pragma once
#include "shell/shell.h"

/* Trees other than the one in use, as operands name them. */

/* The number of the tree that @text names; NULL: the one that the tree in use is a copy of, else
 * number 0. -errno, told. */
int shell_tree_operand(struct shell *shell, const char *text);
/* Makes the index of a tree, where it is not there: 0; -ENOMEM told. */
int shell_index_slot(struct shell *shell, struct dt_slot *slot);
