#pragma once
#include "shell/shell.h"

/* A property in a node's hands: borrowed from the tree. */
struct shell_property {
	const char *node; /* the owner's name: types depend on it */
	const char *name;
	const uint8_t *value;
	uint32_t len;         /* bytes of value */
	struct dt_node owner; /* references depend on it; tree NULL: they stand as cells */
};

/* What @cursor has in hand after DT_PROP, of the node named @node. */
static inline struct shell_property shell_property(const char *node, const struct dt_cursor *cursor)
{
	return (struct shell_property){
		node, cursor->name, cursor->value, cursor->len, { cursor->tree, cursor->node }
	};
}

/* The value, typed, as DTS, with references by label after shell_try_index; nothing for a flag. */
void shell_put_value(struct dt_text *out, const struct shell_property *property);

/* The property's references, with the paths of the nodes that they point at, a line each:
 * `  [0] clocks: <&clk 3> /soc/clock@1000`. */
void shell_put_references(struct dt_text *out, const struct shell_property *property);

/* `name = value;` or, of a flag, `name;`, as in DTS, and the line's end. */
void shell_put_property(struct dt_text *out, const struct shell_property *property);

/* The strings of a list, @separator between them, without quotes; a NUL may miss at the end. */
void shell_put_strings(struct dt_text *out, const char *list, size_t len, char separator);
