/*
 * libFuzzer: in whatever dt_open accepts, look-ups by the index find what walks find, every label
 * leads back to its node, and references, aliases, globs and criteria read without a fault.
 *
 * With files as arguments it tests each of them once: build/fuzz/fuzz_index board.dtb ...
 */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "fdt/core/alias.h"
#include "fdt/core/glob.h"
#include "fdt/core/index.h"
#include "fdt/where/interrupt.h"
#include "fdt/core/label.h"
#include "fdt/where/mentions.h"
#include "fdt/where/query.h"
#include "fdt/where/refs.h"

enum {
	FUZZ_NODES = 200, /* nodes of one tree that are read one by one */
	FUZZ_REFS = 1000, /* references of one tree */
};

static void fuzz_expect(bool good)
{
	if (!good)
		abort();
}

/* @walked has no index; @node is in a tree of the same blob that has one. */
static void fuzz_compare(const struct dt_tree *walked, struct dt_node node)
{
	struct dt_node other = { walked, node.offset };
	char path[DT_PATH_MAX], again[DT_PATH_MAX];
	int len = dt_path(other, path, sizeof(path));
	struct dt_trail trail, trail_again;
	int err = dt_trail(other, &trail);

	fuzz_expect(dt_path(node, again, sizeof(again)) == len);
	fuzz_expect(dt_trail(node, &trail_again) == err);
	fuzz_expect(err || trail.depth == trail_again.depth);
	for (int i = 0; !err && i <= trail.depth; i++)
		fuzz_expect(trail.node[i] == trail_again.node[i]);
	if (len < 0)
		return;
	fuzz_expect(strcmp(path, again) == 0);
	for (int i = 0; i < 4; i++, len -= i)
		fuzz_expect(len < 0 ||
			    dt_find(dt_root(walked), path, (size_t)len).offset ==
				    dt_find(dt_root(node.tree), path, (size_t)len).offset);
	fuzz_expect(dt_find(other, "../.", 4).offset == dt_find(node, "../.", 4).offset);
}

static void fuzz_phandles(const struct dt_tree *walked, const struct dt_tree *tree, int32_t i)
{
	uint32_t phandle = tree->index->node[i].phandle;

	for (uint32_t p = phandle - 1; p != phandle + 2; p++)
		fuzz_expect(dt_by_phandle(walked, p).offset == dt_by_phandle(tree, p).offset);
}

/* Whether a property of the node has a cell with the phandle. */
static bool fuzz_has(struct dt_node node, uint32_t phandle)
{
	struct dt_cursor cursor;

	dt_walk(&cursor, node);
	dt_next(&cursor);
	while (dt_next(&cursor) == DT_PROP)
		for (uint32_t at = 0; at + 4 <= cursor.len; at += 4)
			if (dt_be32(cursor.value + at) == phandle)
				return true;
	return false;
}

static void fuzz_mentions(const struct dt_tree *tree, uint32_t phandle)
{
	struct dt_mentions it = dt_mentions(tree, phandle, phandle);
	int32_t found = dt_mentions_next(&it);

	for (int32_t i = 0; phandle && i < tree->index->nodes; i++) {
		fuzz_expect(i == found || !fuzz_has(dt_numbered(tree, i), phandle));
		if (i == found)
			found = dt_mentions_next(&it);
		fuzz_expect(found == DT_NONE || found > i);
	}
}

/* Whether a value of the node begins as paths do. */
static bool fuzz_has_path(struct dt_node node)
{
	struct dt_cursor cursor;

	dt_walk(&cursor, node);
	dt_next(&cursor);
	while (dt_next(&cursor) == DT_PROP)
		if (cursor.len && *cursor.value == '/')
			return true;
	return false;
}

static void fuzz_names(const struct dt_tree *tree, int32_t i)
{
	const char *label = dt_label(tree, i);
	int32_t alias = dt_alias(tree, i);

	if (label)
		fuzz_expect(dt_number_of(dt_by_label(tree, label, strlen(label))) == i);
	for (; alias >= 0; alias = dt_alias_next(tree, alias))
		(void)strlen(dt_alias_name(tree, alias));
}

static void fuzz_refs(const struct dt_tree *tree)
{
	struct dt_cursor cursor;
	enum dt_event event;
	unsigned count = 0;

	dt_walk(&cursor, dt_root(tree));
	while ((event = dt_next(&cursor)) != DT_END) {
		struct dt_node owner = { tree, cursor.node };
		struct dt_refs it;
		struct dt_ref ref;

		if (event != DT_PROP || !dt_refs(&it, owner, cursor.name, cursor.value, cursor.len))
			continue;
		while (count++ < FUZZ_REFS && dt_refs_next(&it, &ref) == 1)
			fuzz_expect(ref.cell + ref.args < cursor.len / 4);
	}
}

/* Every node below the root's children, counted twice. */
static void fuzz_globs(const struct dt_tree *tree)
{
	const struct dt_index *index = tree->index;
	struct dt_globs it;
	int32_t found = 0, deep = 0;

	fuzz_expect(dt_globs(&it, dt_root(tree), "*/*", 3) == 0);
	while (dt_found(dt_globs_next(&it)))
		found++;
	for (int32_t i = 0; i < index->nodes; i++)
		deep += index->node[i].depth == 2;
	fuzz_expect(found == deep);
}

static void fuzz_query(const struct dt_tree *tree, int32_t number)
{
	struct dt_query query = { .tree = tree, .count = 1 };

	for (int kind = DT_QUERY_NAME; kind <= DT_QUERY_BUS; kind++) {
		query.test[0] = (struct dt_query_test){
			.kind = (enum dt_query_kind)kind,
			.text = "[!x]*",
			.len = 5,
			.low = 1,
			.high = UINT64_MAX,
			.parent = { tree, -ENOENT },
		};
		(void)dt_query_fits(&query, number);
		query.windows = !query.windows;
	}
}

static void fuzz_indexed(const struct dt_tree *walked, struct dt_tree *tree)
{
	if (dt_index_build(tree, NULL))
		return;
	fuzz_expect(tree->index->nodes == (int32_t)tree->nodes);
	for (int32_t i = 0; i < tree->index->nodes && i < FUZZ_NODES; i++) {
		fuzz_compare(walked, dt_numbered(tree, i));
		fuzz_phandles(walked, tree, i);
		fuzz_mentions(tree, tree->index->node[i].phandle);
		fuzz_expect(tree->index->node[i].paths == fuzz_has_path(dt_numbered(tree, i)));
		fuzz_names(tree, i);
		fuzz_query(tree, i);
	}
	fuzz_refs(tree);
	fuzz_globs(tree);
	dt_index_drop(tree);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dt_tree tree, walked;
	const char *why;
	void *blob = aligned_alloc(8, (size + 7) & ~(size_t)7);

	if (!blob)
		return 0;
	memcpy(blob, data, size);
	if (dt_open(&tree, blob, size, &why) == 0) {
		walked = tree;
		fuzz_indexed(&walked, &tree);
	}
	free(blob);
	return 0;
}
