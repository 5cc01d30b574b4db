#pragma once
/* What differs between two trees, as lines for people: `diff`, and a rehearsal of `overlay`. */
#include "shell/shell.h"

/*
 * Prints a line for each difference: "+ /soc/new/  3 nodes", "~ /soc/uart/status  "disabled" ->
 * "okay""; lines are cut at 80 columns, with "...", unless @whole. Both trees need their index.
 * Returns the number of differences.
 */
uint32_t shell_changes(struct shell *shell, const struct dt_tree *from, const struct dt_tree *to,
		       bool whole);
/* Puts the node's path with '/' at its end, for the names of what is inside of it. */
void shell_put_inside(struct dt_text *out, struct dt_node node);
