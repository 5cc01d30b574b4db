#include "fdt/edit/trees.h"
/* The places for trees: filled, copied, freed. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "fdt/core/index.h"
#include "fdt/core/space.h"
#include "fdt/edit/journal.h"

void dt_trees_init(struct dt_trees *trees, const struct dt_tree *tree)
{
	memset(trees, 0, sizeof(*trees));
	for (int i = 0; i < DT_TREES_MAX; i++)
		trees->slot[i].copy_of = -1;
	if (!tree)
		return;
	trees->slot[0].tree = *tree;
	snprintf(trees->slot[0].name, sizeof(trees->slot[0].name), "handed over");
}

struct dt_slot *dt_trees_slot(struct dt_trees *trees, int number)
{
	if (number < 0 || number >= DT_TREES_MAX || !trees->slot[number].tree.blob)
		return NULL;
	return &trees->slot[number];
}

struct dt_slot *dt_trees_current(struct dt_trees *trees)
{
	return dt_trees_slot(trees, trees->used);
}

/* The number of a free place; 0 is reserved for the handed-over tree. */
static int trees_free(struct dt_trees *trees)
{
	for (int i = 1; i < DT_TREES_MAX; i++)
		if (!trees->slot[i].tree.blob)
			return i;
	snprintf(trees->why, sizeof(trees->why), "all %d places for trees are taken", DT_TREES_MAX);
	return -ENOSPC;
}

/* Puts @tree in a free place; its number, or -ENOSPC. */
static int trees_put(struct dt_trees *trees, const char *name, const struct dt_tree *tree)
{
	int number = trees_free(trees);
	struct dt_slot *slot = &trees->slot[number < 0 ? 0 : number];

	if (number < 0)
		return number;
	*slot = (struct dt_slot){ .tree = *tree, .copy_of = -1 };
	snprintf(slot->name, sizeof(slot->name), "%s", name);
	return number;
}

int dt_trees_add(struct dt_trees *trees, const char *name, const void *blob, size_t room)
{
	struct dt_tree tree;
	const char *why;
	int err = dt_open(&tree, blob, room, &why);

	if (!err)
		return trees_put(trees, name, &tree);
	snprintf(trees->why, sizeof(trees->why), "%s", why);
	return err;
}

int dt_trees_add_own(struct dt_trees *trees, const char *name, void *blob, size_t room, int copy_of)
{
	int number = dt_trees_add(trees, name, blob, room);

	if (number < 0)
		return number;
	trees->slot[number].own = blob;
	trees->slot[number].copy_of = copy_of;
	return number;
}

int dt_trees_take(struct dt_trees *trees, const struct dt_slot *slot)
{
	int number = trees_free(trees);
	struct dt_slot *place = &trees->slot[number < 0 ? 0 : number];

	if (number < 0)
		return number;
	*place = *slot;
	snprintf(place->name, sizeof(place->name), "copy of %d", slot->copy_of);
	return number;
}

/* The copy that is being made. */
static void *trees_blob;

int dt_trees_copy(struct dt_trees *trees, int number)
{
	const struct dt_slot *from = dt_trees_slot(trees, number);
	struct dt_slot slot = { .copy_of = number };
	int copy;

	if (!from)
		return -ENOENT;
	if (dt_keep(&trees_blob, from->tree.size)) {
		snprintf(trees->why, sizeof(trees->why), "no memory for a copy of %u bytes",
			 (unsigned)from->tree.size);
		return -ENOMEM;
	}
	memcpy(trees_blob, from->tree.blob, from->tree.size);
	slot.tree = dt_tree_copied(&from->tree, trees_blob);
	slot.own = trees_blob;
	dt_hold();
	copy = dt_trees_take(trees, &slot);
	if (copy >= 0)
		trees_blob = NULL;
	dt_release();
	dt_drop(&trees_blob);
	if (copy >= 0)
		dt_index_carry(&trees->slot[copy].tree, from->tree.index,
			       &(struct dt_splice){ .at = slot.tree.structs_size });
	return copy;
}

int dt_trees_origin(struct dt_trees *trees, int number)
{
	for (int copies = 0; copies < DT_TREES_MAX; copies++) {
		struct dt_slot *slot = dt_trees_slot(trees, number);

		if (!slot || slot->copy_of < 0 || !dt_trees_slot(trees, slot->copy_of))
			break;
		number = slot->copy_of;
	}
	return number;
}

int dt_trees_use(struct dt_trees *trees, int number)
{
	if (!dt_trees_slot(trees, number))
		return -ENOENT;
	trees->used = number;
	return 0;
}

void dt_slot_free(struct dt_slot *slot)
{
	dt_journal_drop(slot);
	dt_index_drop(&slot->tree);
	dt_hold();
	dt_free(slot->own);
	dt_free(slot->loaded);
	*slot = (struct dt_slot){ .copy_of = -1 };
	dt_release();
}

int dt_trees_close(struct dt_trees *trees, int number)
{
	struct dt_slot *slot = dt_trees_slot(trees, number);

	if (!slot)
		return -ENOENT;
	if (number == 0)
		return -EPERM;
	if (trees->used == number)
		trees->used = dt_trees_slot(trees, slot->copy_of) ? slot->copy_of : 0;
	for (int i = 0; i < DT_TREES_MAX; i++)
		if (trees->slot[i].copy_of == number)
			trees->slot[i].copy_of = -1;
	dt_slot_free(slot);
	return 0;
}
