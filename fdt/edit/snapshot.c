#include "fdt/edit/snapshot.h"
/* Each snapshot is one piece of memory: its row of the list, and a copy of the blob. */
#include <errno.h>
#include <string.h>
#include "fdt/core/space.h"
#include "fdt/edit/journal.h"

/* The snapshot that is being made. */
static void *snapshot_new;

/* The pointer to the snapshot of that name, or the NULL at the end of the list. */
static struct dt_snapshot **snapshot_find(struct dt_journal *journal, const char *name)
{
	struct dt_snapshot **place = &journal->snapshots;

	while (*place && strcmp((*place)->name, name) != 0)
		place = &(*place)->older;
	return place;
}

/* Adds snapshot_new as the newest, and frees an earlier one of its name. */
static void snapshot_put(struct dt_journal *journal)
{
	struct dt_snapshot *snapshot = snapshot_new, **place;

	dt_hold();
	place = snapshot_find(journal, snapshot->name);
	snapshot_new = *place; /* the one to be freed, or NULL */
	if (*place)
		*place = (*place)->older;
	snapshot->older = journal->snapshots;
	journal->snapshots = snapshot;
	dt_release();
	dt_drop(&snapshot_new);
}

int dt_snapshot_take(struct dt_slot *slot, const char *name)
{
	struct dt_journal *journal;
	struct dt_snapshot *snapshot;

	if (strlen(name) >= DT_SNAPSHOT_NAME_MAX)
		return -ENAMETOOLONG;
	journal = dt_journal_have(slot);
	if (!journal || dt_keep(&snapshot_new, sizeof(*snapshot) + slot->tree.size))
		return -ENOMEM;
	snapshot = snapshot_new;
	memcpy(snapshot + 1, slot->tree.blob, slot->tree.size);
	*snapshot = (struct dt_snapshot){
		.tree = dt_tree_copied(&slot->tree, snapshot + 1),
		.made = journal->made,
	};
	strcpy(snapshot->name, name);
	snapshot_put(journal);
	return 0;
}

const struct dt_snapshot *dt_snapshot(const struct dt_slot *slot, const char *name)
{
	return slot->journal ? *snapshot_find(slot->journal, name) : NULL;
}

const struct dt_snapshot *dt_snapshots(const struct dt_slot *slot)
{
	return slot->journal ? slot->journal->snapshots : NULL;
}
