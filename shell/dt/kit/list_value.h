#pragma once
/* What lists show of nodes, as values, and how they sort nodes. */
#include "shell/dt/kit/list_sort.h"
#include "shell/dt/kit/property.h"

/* What a column shows of a node. */
enum shell_list_kind {
	SHELL_LIST_NAME,
	SHELL_LIST_PATH,
	SHELL_LIST_DEPTH, /* the root's is 0 */
	SHELL_LIST_LABEL,
	SHELL_LIST_ALIAS,
	SHELL_LIST_STATUS,
	SHELL_LIST_COMPATIBLE,
	SHELL_LIST_REG,  /* the first address: the CPU's or, if the CPU has none, the bus's */
	SHELL_LIST_SIZE, /* of that entry */
	SHELL_LIST_IRQ,  /* the numbers of its interrupts at their controllers */
	SHELL_LIST_PHANDLE,
	SHELL_LIST_PROPS,
	SHELL_LIST_CHILDREN,
	SHELL_LIST_PROPERTY, /* the value of the property with the column's name */
};

struct shell_list_column {
	enum shell_list_kind kind;
	const char *name; /* borrowed, not terminated */
	size_t len;
};

/* The value where it is a number; false: it is not, or the node has none. */
bool shell_list_number(const struct shell_list_column *column, const struct dt_tree *tree,
		       int32_t number, uint64_t *value);
/* Finds the property with the column's name; false: the node does not have it. */
bool shell_list_property(const struct shell_list_column *column, struct dt_node node,
			 struct shell_property *property);
/* The key by which the node is sorted. */
struct shell_list_key shell_list_key(const struct shell_list_column *column,
				     const struct dt_tree *tree, int32_t number);
