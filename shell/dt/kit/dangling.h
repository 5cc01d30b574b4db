#pragma once
/* Warnings before nodes are removed or moved: what still refers to them. */
#include "shell/shell.h"

/* A node that is removed with all below it: its offset in the tree in use, and that of its end. */
struct shell_gone {
	int offset, end;
};

/* The extent of the node. */
struct shell_gone shell_gone(struct dt_node node);

/*
 * Warns of references to the @count nodes that are removed: by path, in /aliases, /chosen and
 * /__symbols__, and if @phandles by phandle. @gone is in the tree's order, and no node of it is
 * below another one. The first few references are named, the rest is counted.
 */
void shell_warn_dangling(struct shell *shell, const struct shell_gone *gone, int count,
			 bool phandles);
