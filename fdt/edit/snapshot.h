#pragma once
/* Snapshots: a slot's tree as it was once, under a name. They are kept with its journal. */
#include "fdt/edit/trees.h"

enum { DT_SNAPSHOT_NAME_MAX = 24 }; /* bytes with the NUL */

/* A tree as it was once, under a name. */
struct dt_snapshot {
	struct dt_snapshot *older;
	struct dt_tree tree;
	uint32_t made; /* edits that the tree had */
	char name[DT_SNAPSHOT_NAME_MAX];
};

/* Keeps the tree of @slot as it is, under @name, in place of an earlier one of that name. 0;
 * -ENOMEM; -ENAMETOOLONG. The first one of a slot that has no journal makes one. */
int dt_snapshot_take(struct dt_slot *slot, const char *name);
/* The snapshot; NULL: there is none of that name. */
const struct dt_snapshot *dt_snapshot(const struct dt_slot *slot, const char *name);
/* The one that was taken last; older ones follow by ->older. */
const struct dt_snapshot *dt_snapshots(const struct dt_slot *slot);
