#pragma once
#include "shell/shell.h"

/* A node that goes with all below it: offsets in the tree in use, of it and of what follows. */
struct shell_gone {
	int offset, end;
};

/* The node as one that goes. */
struct shell_gone shell_gone(struct dt_node node);

/*
 * Warns of what stays and refers to the @count nodes that go, which stand in the tree's order, none
 * below another one: by path, in /aliases, /chosen and /__symbols__, and if @phandles by phandle. A
 * few are named, the rest is counted.
 */
void shell_warn_dangling(struct shell *shell, const struct shell_gone *gone, int count,
			 bool phandles);
