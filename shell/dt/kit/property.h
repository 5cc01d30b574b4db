#pragma once
/* Printing properties and their values. */
#include "shell/shell.h"

/* A property of a node, borrowed from the tree. */
struct shell_property {
	const char *node; /* the owner's name: types depend on it */
	const char *name;
	const uint8_t *value;
	uint32_t len;         /* bytes of value */
	struct dt_node owner; /* references depend on it; tree NULL: they are printed as cells */
};

/* The property that @cursor is at after DT_PROP, of the node named @node. */
static inline struct shell_property shell_property(const char *node, const struct dt_cursor *cursor)
{
	return (struct shell_property){
		.node = node,
		.name = cursor->name,
		.value = cursor->value,
		.len = cursor->len,
		.owner = { cursor->tree, cursor->node },
	};
}

/* Puts the value as DTS, by its type, with labels for references if the tree has its index; nothing
 * for a flag. */
void shell_put_value(struct dt_text *out, const struct shell_property *property);

/* Puts the property's references with the paths of the nodes they refer to, a line each:
 * `  [0] clocks: <&clk 3> /soc/clock@1000`. */
void shell_put_references(struct dt_text *out, const struct shell_property *property);

/* Puts `name = value;` or, for a flag, `name;`, as in DTS. */
void shell_put_property(struct dt_text *out, const struct shell_property *property);

/* Puts the strings of a list with @separator between them, without quotes. The last NUL of @list
 * may be missing. */
void shell_put_strings(struct dt_text *out, const char *list, size_t len, char separator);
