#pragma once
/* The columns of lists: what each shows of a node, and how it sorts nodes. */
#include "shell/dt/kit/list_sort.h"
#include "shell/shell.h"

/* What a column shows of a node. */
enum shell_list_kind {
	SHELL_LIST_NAME,
	SHELL_LIST_PATH,
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
	size_t width; /* characters */
	bool seen;    /* a node has something in this column */
};

/* The column that @name, which has @len bytes, means. */
struct shell_list_column shell_list_column(const char *name, size_t len);
/* Puts the cell. False: the node has nothing there, and "-" was put. */
bool shell_list_cell(struct dt_text *out, const struct shell_list_column *column,
		     const struct dt_tree *tree, int32_t number);
/* The key by which the node is sorted. */
struct shell_list_key shell_list_key(const struct shell_list_column *column,
				     const struct dt_tree *tree, int32_t number);
