#include "fdt/edit/draft.h"
/*
 * The draft: a copy of a tree whose blocks are packed, with room after them.
 *
 * Made without fdt_open_into, which ends the reserve map at any entry of size 0.
 * Source of the format: Devicetree Specification v0.4, chapter 5.
 */
#include <errno.h>
#include <libfdt.h>
#include <string.h>
#include "fdt/core/cursor.h"
#include "fdt/core/move.h"
#include "fdt/core/space.h"

enum {
	DRAFT_VERSION = 17,
	DRAFT_COMPATIBLE = 16,
	DRAFT_RESERVE = 16, /* bytes of an entry in the reserve map */
	DRAFT_SLACK = 512,  /* bytes of room to begin with */
};

static struct dt_draft draft_one;

/* Bytes in use. */
static size_t draft_used(const struct dt_draft *draft)
{
	return (size_t)fdt_off_dt_strings(draft->blob) + fdt_size_dt_strings(draft->blob);
}

void dt_draft_moved(struct dt_draft *draft)
{
	const char *base = draft->blob;

	draft->tree.blob = base;
	draft->tree.reserve = (const uint8_t *)base + fdt_off_mem_rsvmap(base);
	if (draft->whole) {
		draft->tree.structs = base + fdt_off_dt_struct(base);
		draft->tree.strings = base + fdt_off_dt_strings(base);
	}
	draft->tree.structs_size = fdt_size_dt_struct(base);
	draft->tree.size = fdt_totalsize(base);
}

void dt_draft_move_rest(struct dt_draft *draft, uint32_t from, uint32_t to)
{
	uint32_t size = fdt_size_dt_struct(draft->blob) - from;
	uint32_t begin = fdt_off_dt_struct(draft->blob), end = begin + to + size;
	uint32_t strings = fdt_size_dt_strings(draft->blob);
	char *blob = draft->blob;

	if (draft->whole) {
		dt_move(blob + begin + to, draft->tree.structs + from, (size_t)size + strings);
	} else {
		dt_copy(blob + begin + to, draft->tree.structs + from, size);
		dt_copy(blob + end, draft->tree.strings, strings);
		draft->whole = true;
	}
	fdt_set_size_dt_struct(blob, to + size);
	fdt_set_off_dt_strings(blob, end);
	dt_draft_moved(draft);
}

void *dt_draft_blob(struct dt_draft *draft)
{
	if (!draft->whole)
		dt_draft_move_rest(draft, 0, 0);
	return draft->blob;
}

void dt_draft_view(struct dt_draft *draft)
{
	draft->unknown = true;
	draft->began = NULL;
	dt_draft_moved(draft);
}

void dt_draft_note(struct dt_draft *draft, uint32_t at, uint32_t old, uint32_t new)
{
	struct dt_splice *splice = &draft->splice;
	uint32_t end = splice->at + splice->new, before, after;

	if (!splice->old && !splice->new) {
		*splice = (struct dt_splice){ at, old, new };
		return;
	}
	before = at < splice->at ? splice->at - at : 0;
	after = at + old > end ? at + old - end : 0;
	splice->at -= before;
	splice->old += before + after;
	splice->new += before + after + new - old;
}

void dt_draft_doubt(struct dt_draft *draft, const char *name)
{
	draft->unknown |= !strcmp(name, "chosen") || !strcmp(name, "aliases") ||
			  !strcmp(name, "cpus");
}

/* Lays @tree's blocks out in the draft, which has room for them, and copies the reserve map. */
static void draft_fill(struct dt_draft *draft, const struct dt_tree *tree)
{
	uint32_t reserve = (tree->reserves + 1) * DRAFT_RESERVE;
	uint32_t strings = fdt_size_dt_strings(tree->blob), structs = tree->structs_size;
	char *blob = draft->blob, *at = blob + sizeof(struct fdt_header);

	memset(blob, 0, sizeof(struct fdt_header));
	fdt_set_magic(blob, FDT_MAGIC);
	fdt_set_totalsize(blob, (uint32_t)draft->room);
	fdt_set_version(blob, DRAFT_VERSION);
	fdt_set_last_comp_version(blob, DRAFT_COMPATIBLE);
	fdt_set_boot_cpuid_phys(blob, fdt_boot_cpuid_phys(tree->blob));
	fdt_set_off_mem_rsvmap(blob, (uint32_t)(at - blob));
	memcpy(at, tree->reserve, reserve);
	at += reserve;
	fdt_set_off_dt_struct(blob, (uint32_t)(at - blob));
	fdt_set_size_dt_struct(blob, structs);
	fdt_set_off_dt_strings(blob, (uint32_t)(at - blob) + structs);
	fdt_set_size_dt_strings(blob, strings);
}

struct dt_draft *dt_edit_begin(const struct dt_tree *tree)
{
	struct dt_draft *draft = &draft_one;

	dt_edit_abandon();
	draft->room = sizeof(struct fdt_header) + (tree->reserves + 1) * DRAFT_RESERVE +
		      tree->structs_size + fdt_size_dt_strings(tree->blob) + DRAFT_SLACK;
	if (dt_keep(&draft->blob, draft->room))
		return NULL;
	draft_fill(draft, tree);
	dt_hold(); /* until the index that is copied here has only one owner again */
	*draft = (struct dt_draft){
		.blob = draft->blob,
		.room = draft->room,
		.tree = *tree,
		.began = tree->blob,
		.chosen = tree->chosen,
		.aliases = tree->aliases,
		.cpus = tree->cpus,
		.why = "",
	};
	draft->tree.index = NULL;
	dt_release();
	draft->tree.longs = 0;
	draft->tree.chosen = draft->tree.aliases = draft->tree.cpus = -ENOENT;
	dt_draft_moved(draft);
	return draft;
}

void dt_edit_abandon(void)
{
	dt_index_drop(&draft_one.tree);
	dt_drop(&draft_one.blob);
}

/* Resizes the blob; false: it stays as it is. */
static bool draft_resize(struct dt_draft *draft, size_t room)
{
	if (dt_resize_kept(&draft->blob, room))
		return false;
	draft->room = room;
	fdt_set_totalsize(draft->blob, (uint32_t)room);
	dt_draft_moved(draft);
	return true;
}

/* By a quarter at the least, so that many small changes copy the tree a few times only. */
int dt_draft_grow(struct dt_draft *draft, size_t more)
{
	size_t used = draft_used(draft), least = used + more;

	if (draft->room >= least)
		return 0;
	if (least > INT32_MAX)
		return -EFBIG;
	if (draft_resize(draft, least + least / 4) || draft_resize(draft, least))
		return 0;
	return -ENOMEM;
}

void dt_draft_pack(struct dt_draft *draft)
{
	size_t used = draft_used(draft);

	dt_draft_blob(draft);
	if (draft_resize(draft, used))
		return;
	fdt_set_totalsize(draft->blob, (uint32_t)used);
	dt_draft_moved(draft);
}

int dt_draft_finish(struct dt_draft *draft)
{
	struct dt_tree *tree = &draft->tree;

	dt_draft_pack(draft);
	if (draft->unknown)
		return dt_open(tree, draft->blob, draft->room, &draft->why);
	tree->chosen = draft->chosen;
	tree->aliases = draft->aliases;
	tree->cpus = draft->cpus;
	return 0;
}
