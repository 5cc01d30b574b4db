#pragma once
/*
 * Aliases the other way round: the names that /aliases has for a node.
 *
 * Needs tree->index, which owns the table; it is made when it is first asked for. Source:
 * Devicetree Specification v0.4, 3.3.
 */
#include "fdt/core/index.h"

/* The first alias of node number @number, as a number for the functions below; DT_NONE: the node
 * has no alias, or there is no memory. */
int32_t dt_alias(const struct dt_tree *tree, int32_t number);
/* The next alias of the same node; DT_NONE at the end. */
int32_t dt_alias_next(const struct dt_tree *tree, int32_t alias);
/* The alias's name, NUL-terminated. */
const char *dt_alias_name(const struct dt_tree *tree, int32_t alias);
