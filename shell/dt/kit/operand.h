#pragma once
/* Operands that name a node or a property: PATH, PATH/PROP, with globs. */
#include "shell/dt/kit/property.h"
#include "shell/shell.h"

/* What an operand names: a node, or one property of it. */
struct shell_operand {
	struct dt_node node;            /* the node; of a property, its owner */
	struct shell_property property; /* name NULL: the node is meant */
};

/* What an operand names in turn: one, or all that fit its globs. */
struct shell_operands {
	bool several;              /* it is a glob: each is shown with its path */
	struct shell_operand next; /* private, like the rest; node not found: the end */
	struct shell_nodes owners;
	struct dt_node owner;           /* the present one, or not found */
	struct dt_cursor cursor;        /* over it */
	const char *leaf;               /* the last name, a pattern; "": the owners are meant */
	char above[SHELL_LINE_MAX + 1]; /* what is before it in the path */
};

/*
 * Reads @path the way `ls` prints names: `NAME/` is a node; `NAME` is a property if the node before
 * it has one of that name, and otherwise a node. So both can be named when they share a name. With
 * globs, all nodes and properties that fit, in the tree's order; only the last name can be a
 * property's. 0, or -errno reported. @path is borrowed.
 */
int shell_operands(struct shell *shell, const char *path, struct shell_operands *it);
/* The next one; false at the end. */
bool shell_operands_next(struct shell_operands *it, struct shell_operand *operand);

/*
 * The node that the first @len bytes of @path name, in which something is to be made: by all that
 * shell_node takes, globs too. Where there is no such node, that is reported, and its offset is
 * < 0.
 */
struct dt_node shell_operand_above(struct shell *shell, const char *path, size_t len);

/* Puts the operand's path, from the root. */
void shell_put_operand(struct dt_text *out, const struct shell_operand *operand);
