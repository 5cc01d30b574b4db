/*
 * libFuzzer: dt_find and dt_resolve find what fdt_path_offset and fdt_get_alias find.
 *
 * They differ only where that is intended: an exact name wins over an earlier sibling that has it
 * with a unit address; a name without its unit address that fits several is ambiguous; "." and ".."
 * are the node itself and its parent.
 */
#include <errno.h>
#include <libfdt.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "fdt/core/by_libfdt.h"
#include "fdt/where/address.h"

enum {
	FUZZ_PROPS = 20,   /* properties of one node */
	FUZZ_NODES = 200,  /* nodes of one tree that are looked for */
	FUZZ_ALIASES = 50, /* aliases of one tree */
	FUZZ_DEEP = 64,    /* levels for libfdt, which starts again at the root on each */
};

static void fuzz_expect(bool good)
{
	if (!good)
		abort();
}

/* How many of @parent's children have @name with a unit address, and whether one has it exactly. */
static int fuzz_with_unit(struct dt_node parent, const char *name, size_t len, bool *exact)
{
	struct dt_node child = dt_first_child(parent);
	int count = 0;

	*exact = false;
	for (; dt_found(child); child = dt_next_child(child)) {
		const char *here = dt_name(child);

		if (strncmp(here, name, len) != 0)
			continue;
		count += here[len] == '@';
		*exact = *exact || here[len] == '\0';
	}
	return count;
}

/* Whether both must find the same for one name below @parent. */
static bool fuzz_alike(struct dt_node parent, const char *name, size_t len)
{
	bool exact;
	int count;

	if ((len == 1 && *name == '.') || (len == 2 && memcmp(name, "..", 2) == 0))
		return false;
	if (memchr(name, '@', len))
		return true;
	count = fuzz_with_unit(parent, name, len, &exact);
	return count == 0 || (count == 1 && !exact);
}

/* Compares each step of the path; where all are equal, the whole path, too. */
static void fuzz_path(const struct dt_tree *tree, const char *path, size_t len)
{
	struct dt_node node = dt_root(tree);
	const char *at = path, *end = path + len;
	int steps = 0;

	while (dt_found(node) && at < end) {
		const char *slash = memchr(at, '/', (size_t)(end - at));
		size_t step = (size_t)((slash ? slash : end) - at);
		int found = dt_find(node, at, step).offset;

		if (step && !fuzz_alike(node, at, step))
			return;
		if (step) {
			int other = fdt_subnode_offset_namelen(tree->blob, node.offset, at,
							       (int)step);

			fuzz_expect(found == other || (found < 0 && other < 0));
			node.offset = found;
			steps++;
		}
		at += step + (slash ? 1 : 0);
	}
	/* libfdt looks for the root at offset 0, even if there is a NOP. */
	if (steps <= FUZZ_DEEP && dt_root(tree).offset == 0) {
		int found = dt_find(dt_root(tree), path, len).offset;
		int other = fdt_path_offset_namelen(tree->blob, path, (int)len);

		fuzz_expect(found == other || (found < 0 && other < 0));
	}
}

/* A node's path, the path without its last unit address, and a damaged path. */
static void fuzz_node(struct dt_node node)
{
	char path[DT_PATH_MAX], *unit;
	int len = dt_path(node, path, sizeof(path));

	if (len < 0)
		return;
	fuzz_path(node.tree, path, (size_t)len);
	unit = strrchr(path, '@');
	if (unit && !strchr(unit, '/'))
		fuzz_path(node.tree, path, (size_t)(unit - path));
	path[(size_t)len / 2] ^= 1;
	if (path[0] == '/')
		fuzz_path(node.tree, path, strlen(path));
}

/* libfdt reads what dt_prop reads. */
static void fuzz_prop(struct dt_node node, const char *name)
{
	int len, other;

	fuzz_expect(dt_libfdt_prop(node, name, &other) == dt_prop(node, name, &len));
	fuzz_expect(len == other);
}

/* The node's first few properties, and one that it lacks, if the input does not name it. */
static void fuzz_props(struct dt_node node)
{
	struct dt_cursor cursor;
	int count = 0;

	dt_walk(&cursor, node);
	dt_next(&cursor);
	while (dt_next(&cursor) == DT_PROP && count++ < FUZZ_PROPS)
		fuzz_prop(node, cursor.name);
	fuzz_prop(node, "no such property");
}

/* Likewise what is made of those: strings, status and reg. */
static void fuzz_read(struct dt_node node)
{
	struct dt_reg reg, same;
	struct dt_trail trail;
	const char *text = NULL, *other = NULL;
	int len, value_len;
	const void *value = dt_libfdt_prop(node, "reg", &value_len);

	len = dt_string(node, "compatible", &text);
	fuzz_expect(dt_libfdt_string(node, "compatible", &other) == len && text == other);
	if (dt_trail(node, &trail))
		return;
	fuzz_expect(dt_libfdt_okay(node) == dt_okay(node));
	fuzz_expect(dt_reg_of(&trail, value, value_len, 0, &same, NULL) ==
		    dt_reg(&trail, 0, &reg, NULL));
	fuzz_expect(memcmp(&reg, &same, sizeof(reg)) == 0);
}

static void fuzz_nodes(const struct dt_tree *tree)
{
	struct dt_cursor cursor;
	enum dt_event event;
	int nodes = 0;

	dt_walk(&cursor, dt_root(tree));
	while ((event = dt_next_node(&cursor)) != DT_END && nodes < FUZZ_NODES)
		if (event == DT_NODE && nodes++ < FUZZ_NODES) {
			struct dt_node node = { tree, cursor.node };

			fuzz_node(node);
			fuzz_props(node);
			fuzz_read(node);
		}
}

/* libfdt returns an alias' value unchanged; the part before its options is the node's path. */
static void fuzz_alias(const struct dt_tree *tree, const char *name)
{
	const char *path = fdt_get_alias(tree->blob, name);
	int len, found = dt_resolve(tree, name, strlen(name)).offset;

	fuzz_expect(dt_libfdt_resolve(tree, name, strlen(name)).offset == found);
	fuzz_expect(dt_libfdt_resolve(tree, name, strlen(name) / 2).offset ==
		    dt_resolve(tree, name, strlen(name) / 2).offset);

	(void)fdt_getprop(tree->blob, tree->aliases, name, &len);
	if (strpbrk(name, "/:") || !*name)
		return;
	if (!path || *path != '/' || len < 1 || memchr(path, '\0', (size_t)len) == NULL) {
		fuzz_expect(!path || *path == '/' || found < 0);
		return;
	}
	fuzz_expect(found == dt_find(dt_root(tree), path, strlen(path)).offset);
	fuzz_path(tree, path, strlen(path));
}

static void fuzz_aliases(const struct dt_tree *tree)
{
	struct dt_cursor cursor;
	int count = 0;

	/* libfdt takes a node "aliases@0" for /aliases if it comes first. */
	if (tree->aliases < 0 || fdt_path_offset(tree->blob, "/aliases") != tree->aliases)
		return;
	dt_walk(&cursor, (struct dt_node){ tree, tree->aliases });
	dt_next(&cursor);
	while (dt_next(&cursor) == DT_PROP && count++ < FUZZ_ALIASES)
		fuzz_alias(tree, cursor.name);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dt_tree tree;
	const char *why;
	void *blob = aligned_alloc(8, (size + 7) & ~(size_t)7);

	if (!blob)
		return 0;
	memcpy(blob, data, size);
	if (dt_open(&tree, blob, size, &why) == 0) {
		fuzz_nodes(&tree);
		fuzz_aliases(&tree);
	}
	free(blob);
	return 0;
}
