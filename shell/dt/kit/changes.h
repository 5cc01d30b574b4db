#pragma once
/* What differs between two trees, as lines for people. */
#include "shell/shell.h"

/*
 * Prints a line a difference: "+ /soc/new/  3 nodes", "~ /soc/uart/status  "disabled" -> "okay"";
 * lines end at the 80th column, with "...", unless @whole. Both trees have their index. How many
 * differences there are.
 */
uint32_t shell_changes(struct shell *shell, const struct dt_tree *from, const struct dt_tree *to,
		       bool whole);
/* The node's path, ended by '/', for the names of what is in it. */
void shell_put_inside(struct dt_text *out, struct dt_node node);
