#include "fdt/core/open.h"
/*
 * Opening a tree: everything that the rest of fdt/ trusts is checked here, once.
 *
 * libfdt checks the header (fdt_check_header), and passes of ours the blocks. They refuse whatever
 * fdt_check_full does, and besides: blocks that overlap or are misaligned, a reserve map without
 * its end, and what fdt/core/open_structs.c says. tests/fuzz/fuzz_open.c holds them against libfdt.
 * Source: Devicetree Specification v0.4, chapter 5.
 */
#include <errno.h>
#include <inttypes.h>
#include <libfdt.h>
#include <stdio.h>
#include "fdt/core/cursor.h"

enum {
	OPEN_VERSION = 16,         /* the first of the present format */
	OPEN_RESERVE_SIZE = 16,    /* bytes of an entry in the reserve map */
	OPEN_MOST = INT32_MAX - 1, /* bytes of a tree: libfdt's other calls refuse larger ones */
};

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

/* Counts the entries up to the one of two zeros, and gives the fault or NULL. libfdt stops at any
 * entry of size 0. */
static const char *open_reserve(struct dt_tree *tree)
{
	const uint8_t *end = (const uint8_t *)tree->blob + tree->size;
	const uint8_t *at = tree->reserve;

	for (; end - at >= OPEN_RESERVE_SIZE; at += OPEN_RESERVE_SIZE) {
		if (dt_be64(at) == 0 && dt_be64(at + 8) == 0)
			return NULL;
		tree->reserves++;
	}
	return "the reserve map has no end";
}

/* Whether the @a_size bytes at @a and the @b_size at @b share any. */
static bool open_overlap(const void *a, size_t a_size, const void *b, size_t b_size)
{
	uintptr_t a_at = (uintptr_t)a, b_at = (uintptr_t)b;

	return a_size && b_size && a_at < b_at + b_size && b_at < a_at + a_size;
}

/* One block read as two kinds of thing is a blob that lies, even where each reads well. */
static const char *open_apart(const struct dt_tree *tree)
{
	size_t strings = fdt_size_dt_strings(tree->blob);
	size_t reserve = ((size_t)tree->reserves + 1) * OPEN_RESERVE_SIZE;

	if (open_overlap(tree->structs, tree->structs_size, tree->strings, strings))
		return "the structure and strings blocks overlap";
	if (open_overlap(tree->structs, tree->structs_size, tree->reserve, reserve))
		return "the structure block and the reserve map overlap";
	if (open_overlap(tree->strings, strings, tree->reserve, reserve))
		return "the strings block and the reserve map overlap";
	return NULL;
}

/* What is wrong with a blob whose header is right, or NULL. */
static const char *open_fault(struct dt_tree *tree)
{
	const char *fault;

	if ((uintptr_t)tree->structs % TOKEN_SIZE || (uintptr_t)tree->reserve % 8)
		return "a block is misaligned";
	fault = open_reserve(tree);
	if (!fault)
		fault = open_structs(tree);
	if (!fault)
		fault = open_apart(tree);
	return fault;
}

int dt_open(struct dt_tree *tree, const void *blob, size_t room, const char **why)
{
	const char *fault = "refused";
	int err;

	*tree = (struct dt_tree){ 0 };
	*why = tree->why;
	err = open_header(tree, blob, room);
	if (err)
		return err;
	if (room > OPEN_MOST)
		room = OPEN_MOST;
	if (fdt_check_header(blob) == 0 && fdt_totalsize(blob) <= room) {
		open_blocks(tree, blob);
		fault = open_fault(tree);
	}
	return fault ? open_refuse_by_libfdt(tree, blob, room, fault) : 0;
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
