#pragma once
/*
 * Two trees' source as a unified diff, which patch applies: source of one, patched, is the other's
 * to the byte.
 *
 * Lines are told apart by the node that they stand in, so that what is shown as changed is what
 * changed in the trees. Linear in time and memory, also for trees that have nothing in common.
 * Source of the form: POSIX, diff -u.
 */
#include "fdt/core/dt.h"
#include "fdt/core/text.h"

/*
 * Prints it, with three lines of context; nothing where both sources are the same. The names stand
 * in its first two lines. 1: they differ; 0; -ENOMEM. Does not flush. The memory is known here: the
 * next run frees what an earlier one left that did not come to its end.
 */
int dt_unified(struct dt_text *out, const struct dt_tree *from, const char *from_name,
	       const struct dt_tree *to, const char *to_name);
