#pragma once
#include "shell/dt/property.h"
#include "shell/shell.h"

/* What an operand names: a node, or one property of it. */
struct shell_operand {
	struct dt_node node;            /* the node; of a property, its owner */
	struct shell_property property; /* name NULL: the node is meant */
};

/*
 * Reads @path the way `ls` prints names: `NAME/` is a node; `NAME` is a property where the node
 * before it has one of that name, and else a node. So both can be reached when they share a name.
 * 0, or -errno, told.
 */
int shell_operand(struct shell *shell, const char *path, struct shell_operand *operand);
