#pragma once
/* Memory that the tree is to keep systems away from. */
#include "fdt/edit/draft.h"
#include "fdt/where/memory.h"
#include "shell/shell.h"

/*
 * Adds a node @name@ADDRESS below /reserved-memory, which it makes where it is missing, for each
 * range that the tree does not reserve yet: in one edit of the tree in use. Says how many, except
 * with option -j. 0, or -errno reported: -ERANGE: a range does not fit the node's cells.
 */
int shell_reserve(struct shell *shell, const struct shell_args *args, const char *name,
		  const struct dt_range *range, int count);
/* The same in a draft: the number of nodes that were added, or -errno as above or as
 * dt_draft_set. */
int shell_reserve_in(struct dt_draft *draft, const char *name, const struct dt_range *range,
		     int count);
