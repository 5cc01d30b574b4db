#pragma once
/* Columns of lists: what each shows of a node, and what it orders nodes by. */
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
	SHELL_LIST_REG,  /* the first address, the CPU's or, where the CPU sees none, the bus' */
	SHELL_LIST_SIZE, /* of that entry */
	SHELL_LIST_IRQ,  /* numbers of its interrupts, as their controllers count */
	SHELL_LIST_PHANDLE,
	SHELL_LIST_PROPS,
	SHELL_LIST_CHILDREN,
	SHELL_LIST_PROPERTY, /* the value of the property that the column is called */
};

struct shell_list_column {
	enum shell_list_kind kind;
	const char *name; /* borrowed, not terminated */
	size_t len;
	size_t width; /* characters */
	bool seen;    /* some node has something there */
};

/* The column that the name of @len bytes means. */
struct shell_list_column shell_list_column(const char *name, size_t len);
/* Puts the cell, "-" where there is nothing; false then. */
bool shell_list_cell(struct dt_text *out, const struct shell_list_column *column,
		     const struct dt_tree *tree, int32_t number);
/* What the node is ordered by. */
struct shell_list_key shell_list_key(const struct shell_list_column *column,
				     const struct dt_tree *tree, int32_t number);
