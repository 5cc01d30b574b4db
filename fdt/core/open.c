/*
 * Opening a tree: everything that the rest of fdt/ trusts is checked here, once.
 *
 * libfdt checks the most (fdt_check_full: tokens, nesting, lengths, names). Here comes what it
 * lets through, in one walk that also counts: blocks that overlap or are misaligned, a reserve
 * map without its end, a structure that does not begin with one root, properties behind a child
 * (whose owner a reader could mistake, and which DTS cannot say).
 * Source: Devicetree Specification v0.4, chapter 5.
 */
#include <errno.h>
#include <inttypes.h>
#include <libfdt.h>
#include <stdio.h>
#include <string.h>
#include "fdt/core/dt.h"
#include "fdt/core/cursor.h"

enum {
	OPEN_VERSION = 16,      /* the first of the present format */
	OPEN_RESERVE_SIZE = 16, /* bytes of an entry in the reserve map */
};

static const struct open_reason {
	int err;
	const char *words;
} open_reasons[] = {
	{ FDT_ERR_TRUNCATED, "cut short, or a size or offset in its header is wrong" },
	{ FDT_ERR_BADSTRUCTURE, "the structure block is malformed" },
	{ FDT_ERR_BADOFFSET, "a property's name lies outside the strings block" },
	{ FDT_ERR_BADVERSION, "the version is not supported" },
	{ FDT_ERR_ALIGNMENT, "a block is misaligned" },
};

static int open_libfdt(struct dt_tree *tree, int err)
{
	const char *words = "refused";

	for (size_t i = 0; i < sizeof(open_reasons) / sizeof(open_reasons[0]); i++)
		if (open_reasons[i].err == -err)
			words = open_reasons[i].words;
	snprintf(tree->why, sizeof(tree->why), "%s (%s)", words, fdt_strerror(err));
	return -EINVAL;
}

static int open_refuse(struct dt_tree *tree, const char *words)
{
	snprintf(tree->why, sizeof(tree->why), "%s", words);
	return -EINVAL;
}

/*
 * Before libfdt sees the blob: it reads the whole header without knowing how much there is, and
 * 1.6.1 crashes on blobs that claim versions 2 and 3.
 */
static int open_header(struct dt_tree *tree, const void *blob, size_t room)
{
	const uint32_t last = FDT_LAST_SUPPORTED_VERSION;

	if ((uintptr_t)blob % 8)
		return open_refuse(tree, "its address is not a multiple of 8");
	if (room < sizeof(struct fdt_header))
		return open_refuse(tree, "shorter than a device tree's header");
	if (fdt_magic(blob) != FDT_MAGIC) {
		snprintf(tree->why, sizeof(tree->why),
			 "bad magic 0x%08" PRIx32 ", a device tree has 0x%08x",
			 (uint32_t)fdt_magic(blob), FDT_MAGIC);
		return -EINVAL;
	}
	if (fdt_version(blob) >= OPEN_VERSION && fdt_last_comp_version(blob) <= last)
		return 0;
	snprintf(tree->why, sizeof(tree->why),
		 "version %" PRIu32 ", compatible with %" PRIu32 ": %d to %" PRIu32 " are read",
		 (uint32_t)fdt_version(blob), (uint32_t)fdt_last_comp_version(blob), OPEN_VERSION,
		 last);
	return -EINVAL;
}

/*
 * libfdt 1.6 adds a property's length to its offset in 32 bits: one near 4 GiB leads it back to
 * where it was, for ever. So this comes before it; whatever else is wrong is libfdt's to find.
 */
static int open_lengths(struct dt_tree *tree, const void *blob)
{
	const char *at = (const char *)blob + fdt_off_dt_struct(blob);
	const char *end = (const char *)blob + fdt_totalsize(blob);

	while (end - at >= PROP_HEAD) {
		uint32_t token = dt_be32(at);
		size_t size = TOKEN_SIZE;

		if (token == TOKEN_PROP)
			size = PROP_HEAD + token_align(dt_be32(at + 4));
		else if (token == TOKEN_BEGIN_NODE)
			size += token_align(strnlen(at + 4, (size_t)(end - at) - 4) + 1);
		else if (token != TOKEN_END_NODE && token != TOKEN_NOP)
			break;
		if (size > (size_t)(end - at) && token == TOKEN_PROP)
			return open_refuse(tree, "a property is longer than the whole tree");
		if (size > (size_t)(end - at))
			break;
		at += size;
	}
	return 0;
}

static void open_blocks(struct dt_tree *tree, const void *blob)
{
	const char *base = blob;

	tree->blob = blob;
	tree->size = fdt_totalsize(blob);
	tree->structs = base + fdt_off_dt_struct(blob);
	tree->strings = base + fdt_off_dt_strings(blob);
	tree->reserve = (const uint8_t *)base + fdt_off_mem_rsvmap(blob);
	tree->chosen = tree->aliases = tree->cpus = -ENOENT;
}

/* Entries up to the one of two zeros; libfdt stops at any of size 0 and so may have seen less. */
static int open_reserve(struct dt_tree *tree)
{
	const uint8_t *end = (const uint8_t *)tree->blob + tree->size;
	const uint8_t *at = tree->reserve;

	for (; end - at >= OPEN_RESERVE_SIZE; at += OPEN_RESERVE_SIZE) {
		if (dt_be64(at) == 0 && dt_be64(at + 8) == 0)
			return 0;
		tree->reserves++;
	}
	return open_refuse(tree, "the reserve map has no end");
}

/* Keeps the offset of a child of the root that all machines have; the first of two wins. */
static void open_note(struct dt_tree *tree, const struct dt_cursor *cursor)
{
	const struct open_known {
		const char *name;
		int *offset;
	} known[] = {
		{ "chosen", &tree->chosen },
		{ "aliases", &tree->aliases },
		{ "cpus", &tree->cpus },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (*known[i].offset < 0 && strcmp(cursor->name, known[i].name) == 0)
			*known[i].offset = cursor->node;
}

static void open_node(struct dt_tree *tree, const struct dt_cursor *cursor)
{
	tree->nodes++;
	if ((uint32_t)cursor->depth > tree->depth)
		tree->depth = (uint32_t)cursor->depth;
	if (cursor->depth == 1)
		open_note(tree, cursor);
}

/* libfdt 1.6 lets the names of versions before 17 lie anywhere. */
static bool open_name_outside(const struct dt_tree *tree, const char *name)
{
	uint32_t size = fdt_size_dt_strings(tree->blob);
	size_t at = (size_t)(name - tree->strings);

	return fdt_version(tree->blob) < FDT_LAST_SUPPORTED_VERSION &&
	       (at >= size || strnlen(name, size - at) == size - at);
}

/* Counts all, and leaves in *@end where the structure block ends. */
static int open_walk(struct dt_tree *tree, const char **end)
{
	struct dt_cursor cursor;
	bool ended = false; /* the last token but NOPs ended a node */

	cursor_start(&cursor, dt_root(tree));
	if (token_at(cursor.at) != TOKEN_BEGIN_NODE)
		return open_refuse(tree, "the structure block does not begin with a root node");
	do {
		enum dt_event event;

		*end = cursor.at;
		event = cursor_next(&cursor);
		if (event == DT_PROP && ended)
			return open_refuse(tree, "a property stands behind a child of its node");
		if (event == DT_PROP && open_name_outside(tree, cursor.name))
			return open_refuse(tree,
					   "a property's name lies outside the strings block");
		ended = event == DT_NODE_END;
		tree->props += event == DT_PROP;
		if (event == DT_NODE)
			open_node(tree, &cursor);
	} while (cursor.open);
	*end = token_skip_nops(token_skip_nops(*end) + TOKEN_SIZE) + TOKEN_SIZE;
	return 0;
}

/* Whether the @a_size bytes at @a and the @b_size at @b share any. */
static bool open_overlap(const void *a, size_t a_size, const void *b, size_t b_size)
{
	uintptr_t a_at = (uintptr_t)a, b_at = (uintptr_t)b;

	return a_size && b_size && a_at < b_at + b_size && b_at < a_at + a_size;
}

/* One block read as two kinds of thing is a blob that lies, even where each reads well. */
static int open_apart(struct dt_tree *tree, const char *structs_end)
{
	size_t structs = (size_t)(structs_end - tree->structs);
	size_t strings = fdt_size_dt_strings(tree->blob);
	size_t reserve = ((size_t)tree->reserves + 1) * OPEN_RESERVE_SIZE;

	if (open_overlap(tree->structs, structs, tree->strings, strings))
		return open_refuse(tree, "the structure and strings blocks overlap");
	if (open_overlap(tree->structs, structs, tree->reserve, reserve))
		return open_refuse(tree, "the structure block and the reserve map overlap");
	if (open_overlap(tree->strings, strings, tree->reserve, reserve))
		return open_refuse(tree, "the strings block and the reserve map overlap");
	return 0;
}

/* Beyond libfdt's check. */
static int open_rest(struct dt_tree *tree)
{
	const char *end = tree->structs;
	int err;

	if ((uintptr_t)tree->structs % TOKEN_SIZE || (uintptr_t)tree->reserve % 8)
		return open_refuse(tree, "a block is misaligned");
	err = open_reserve(tree);
	if (err == 0)
		err = open_walk(tree, &end);
	if (err == 0)
		err = open_apart(tree, end);
	tree->structs_size = (uint32_t)(end - tree->structs);
	return err;
}

int dt_open(struct dt_tree *tree, const void *blob, size_t room, const char **why)
{
	int err;

	*tree = (struct dt_tree){ 0 };
	*why = tree->why;
	err = open_header(tree, blob, room);
	if (err)
		return err;
	err = fdt_check_header(blob);
	if (err == 0 && fdt_totalsize(blob) > room)
		err = -FDT_ERR_TRUNCATED;
	if (err)
		return open_libfdt(tree, err);
	err = open_lengths(tree, blob);
	if (err)
		return err;
	err = fdt_check_full(blob, room);
	if (err)
		return open_libfdt(tree, err);
	open_blocks(tree, blob);
	return open_rest(tree);
}

int dt_open_known(struct dt_tree *tree, const void *blob, const char **why)
{
	*tree = (struct dt_tree){ 0 };
	*why = tree->why;
	open_blocks(tree, blob);
	return open_rest(tree);
}

struct dt_tree dt_tree_copied(const struct dt_tree *tree, const void *blob)
{
	struct dt_tree copy = *tree;

	copy.blob = blob;
	copy.structs = (const char *)blob + (tree->structs - (const char *)tree->blob);
	copy.strings = (const char *)blob + (tree->strings - (const char *)tree->blob);
	copy.reserve = (const uint8_t *)blob + (tree->reserve - (const uint8_t *)tree->blob);
	copy.index = NULL;
	return copy;
}
