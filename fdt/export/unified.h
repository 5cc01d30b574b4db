#pragma once
/*
 * Two trees' source as a unified diff, which patch applies: it turns the source of one into that of
 * the other, to the byte.
 *
 * Lines are compared together with the node that they are in, so that the diff shows what changed
 * in the trees. Linear in time and memory, also for trees that have nothing in common. Source of
 * the format: POSIX, diff -u.
 */
#include "fdt/core/dt.h"
#include "fdt/core/text.h"

/*
 * Prints the diff, with three lines of context and the names in its first two lines; nothing where
 * both sources are equal. 1: they differ; 0; -ENOMEM. Does not flush. The next run frees the memory
 * of one that was interrupted.
 */
int dt_unified(struct dt_text *out, const struct dt_tree *from, const char *from_name,
	       const struct dt_tree *to, const char *to_name);
