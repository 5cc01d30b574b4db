/*
 * libFuzzer: random edits of whatever dt_open accepts. What each commit notes of its tree must
 * equal what dt_open finds, and an index that was carried along an edit must equal a new one; undo
 * must restore each byte of the tree, and redo each byte of the edited one.
 *
 * With files as arguments it tests each of them once: build/fuzz/fuzz_edit board.dtb ...
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "fdt/core/index.h"
#include "fdt/core/sum.h"
#include "fdt/edit/edit.h"
#include "fdt/edit/journal.h"
#include "fdt/edit/trees.h"

enum {
	FUZZ_EDITS = 12,
	FUZZ_CHANGES = 3,         /* changes of one edit, at most */
	FUZZ_BLOB_MAX = 32 << 10, /* bytes */
};

static struct dt_trees fuzz_trees;
static uint32_t fuzz_seed;

static void fuzz_expect(bool good)
{
	if (!good)
		abort();
}

/* Below @bound. xorshift. */
static uint32_t fuzz_random(uint32_t bound)
{
	fuzz_seed ^= fuzz_seed << 13;
	fuzz_seed ^= fuzz_seed >> 17;
	fuzz_seed ^= fuzz_seed << 5;
	return fuzz_seed % bound;
}

static struct dt_node fuzz_node(const struct dt_tree *tree)
{
	uint32_t left = fuzz_random(tree->nodes < 32 ? tree->nodes : 32);
	struct dt_cursor cursor;
	enum dt_event event;

	dt_walk(&cursor, dt_root(tree));
	while ((event = dt_next(&cursor)) != DT_END)
		if (event == DT_NODE && left-- == 0)
			return (struct dt_node){ tree, cursor.node };
	return dt_root(tree);
}

/* A name that @node has, or one that it may get. Not all of those can be written in source. */
static const char *fuzz_name(struct dt_node node)
{
	static const char *const names[] = { "phandle", "reg",     "chosen", "aliases", "cpus",
					     "le",      "a-@1,x.", "a b",    "..",      "" };
	uint32_t left = fuzz_random(4);
	struct dt_cursor cursor;
	enum dt_event event;

	dt_walk(&cursor, node);
	while ((event = dt_next(&cursor)) != DT_END)
		if (event != DT_NODE_END && *cursor.name && left-- == 0)
			return cursor.name;
	return names[fuzz_random(sizeof(names) / sizeof(names[0]))];
}

/* Removes some of the nodes and properties in one pass. */
static void fuzz_cut(struct dt_draft *draft, const struct dt_tree *tree)
{
	struct dt_cuts cuts = { 0 };
	struct dt_cursor cursor;
	enum dt_event event;

	dt_walk(&cursor, dt_root(tree));
	dt_next(&cursor);
	while ((event = dt_next(&cursor)) != DT_END) {
		if (event == DT_NODE_END || fuzz_random(8))
			continue;
		if (event == DT_PROP)
			dt_draft_cut_prop(draft, &cuts, cursor.value, cursor.len);
		else
			dt_draft_cut_node(draft, &cuts, (struct dt_node){ tree, cursor.node });
	}
	dt_draft_cut_end(draft, &cuts);
}

static void fuzz_change(struct dt_draft *draft)
{
	static const uint8_t value[] = "0123456789abcdef";
	struct dt_node node = fuzz_node(&draft->tree), other = fuzz_node(&draft->tree);
	char name[64];
	uint32_t phandle;

	strncpy(name, fuzz_name(node), sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	switch (fuzz_random(8)) {
	case 0:
		dt_draft_remove(draft, node, name);
		break;
	case 1:
		dt_draft_rename_prop(draft, node, name, "renamed");
		break;
	case 2:
		dt_draft_add(draft, node, name, strlen(name), NULL);
		break;
	case 3:
		dt_draft_delete(draft, node);
		break;
	case 4:
		dt_draft_rename(draft, node, name);
		break;
	case 5:
		dt_draft_move(draft, &node, other);
		break;
	case 6:
		dt_draft_phandle(draft, node, &phandle);
		break;
	default:
		dt_draft_set(draft, node, name, value, fuzz_random(sizeof(value)));
	}
}

/* By their rows and by what look-ups find. */
static void fuzz_same_index(const struct dt_tree *carried, const struct dt_tree *fresh)
{
	fuzz_expect(carried->index->nodes == fresh->index->nodes);
	for (int32_t i = 0; i < fresh->index->nodes; i++) {
		const struct dt_index_node *a = &carried->index->node[i];
		const struct dt_index_node *b = &fresh->index->node[i];
		const char *name = dt_name(dt_numbered(fresh, i));

		fuzz_expect(a->offset == b->offset && a->parent == b->parent && a->end == b->end &&
			    a->depth == b->depth && a->phandle == b->phandle && a->odd == b->odd &&
			    a->paths == b->paths);
		if (i > 0)
			fuzz_expect(dt_index_child(carried, a->parent, name, strlen(name)) ==
				    dt_index_child(fresh, b->parent, name, strlen(name)));
		if (a->phandle)
			fuzz_expect(dt_index_phandle(carried, a->phandle) ==
				    dt_index_phandle(fresh, b->phandle));
	}
	fuzz_expect(dt_index_resolves(carried) == dt_index_resolves(fresh));
}

static void fuzz_known(const struct dt_tree *known)
{
	struct dt_tree fresh;
	const char *why;

	fuzz_expect(dt_open(&fresh, known->blob, known->size, &why) == 0);
	fuzz_expect(known->structs == fresh.structs && known->strings == fresh.strings &&
		    known->reserve == fresh.reserve);
	fuzz_expect(memcmp(&known->reserves, &fresh.reserves,
			   offsetof(struct dt_tree, cpus) + sizeof(int) -
				   offsetof(struct dt_tree, reserves)) == 0);
	if (!known->index)
		return;
	fuzz_expect(dt_index_build(&fresh, NULL) == 0);
	fuzz_same_index(known, &fresh);
	dt_index_drop(&fresh);
}

static void fuzz_edit(struct dt_slot *slot)
{
	struct dt_draft *draft = dt_edit_begin(&slot->tree);

	fuzz_expect(draft);
	if (fuzz_random(8) == 0)
		fuzz_cut(draft, &slot->tree);
	else
		for (uint32_t i = 0; i <= fuzz_random(FUZZ_CHANGES); i++)
			fuzz_change(draft);
	fuzz_expect(dt_edit_commit(slot, draft, "edit") >= 0);
	fuzz_known(&slot->tree);
}

static uint32_t fuzz_crc(const struct dt_slot *slot)
{
	return dt_crc32(0, slot->tree.blob, slot->tree.size);
}

static void fuzz_edits(struct dt_slot *slot)
{
	uint32_t before = fuzz_crc(slot), after;

	for (int i = 0; i < FUZZ_EDITS; i++) {
		if (fuzz_random(2))
			fuzz_expect(dt_index_build(&slot->tree, NULL) == 0);
		fuzz_edit(slot);
	}
	after = fuzz_crc(slot);
	while (dt_edit_undo(slot, NULL) == 0)
		fuzz_known(&slot->tree);
	fuzz_expect(fuzz_crc(slot) == before && dt_edits_made(slot) == 0);
	while (dt_edit_redo(slot, NULL) == 0)
		fuzz_known(&slot->tree);
	fuzz_expect(fuzz_crc(slot) == after);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *blob = aligned_alloc(8, (size + 7) & ~(size_t)7);
	struct dt_tree tree;
	const char *why;

	if (!blob || size > FUZZ_BLOB_MAX) {
		free(blob);
		return 0;
	}
	memcpy(blob, data, size);
	if (dt_open(&tree, blob, size, &why) == 0) {
		fuzz_seed = dt_crc32(0, data, size) | 1;
		dt_trees_init(&fuzz_trees, &tree);
		fuzz_expect(dt_trees_copy(&fuzz_trees, 0) == 1);
		fuzz_edits(dt_trees_slot(&fuzz_trees, 1));
		fuzz_expect(dt_trees_close(&fuzz_trees, 1) == 0);
	}
	free(blob);
	return 0;
}
