#pragma once
/* Snapshots: a slot's tree as it was once, under a name. They are kept with its journal. */
#include "fdt/edit/trees.h"

enum { DT_SNAPSHOT_NAME_MAX = 24 }; /* bytes with the NUL */

/* A snapshot. */
struct dt_snapshot {
	struct dt_snapshot *older;
	struct dt_tree tree;
	uint32_t made; /* edits that the tree had had */
	char name[DT_SNAPSHOT_NAME_MAX];
};

/* Keeps the tree of @slot as it is now under @name; replaces an earlier snapshot of that name. 0;
 * -ENOMEM; -ENAMETOOLONG. Makes a journal if the slot has none. */
int dt_snapshot_take(struct dt_slot *slot, const char *name);
/* The snapshot of that name; NULL: there is no such snapshot. */
const struct dt_snapshot *dt_snapshot(const struct dt_slot *slot, const char *name);
/* The newest snapshot, NULL without any; older ones follow by ->older. */
const struct dt_snapshot *dt_snapshots(const struct dt_slot *slot);
