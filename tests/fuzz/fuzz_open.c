/*
 * libFuzzer: dt_open accepts nothing that fdt_check_full refuses, and always gives a reason.
 *
 * It also notes where long nodes end: that must equal what a walk finds. Both functions get the
 * same bytes. libfdt 1.6 crashes on versions before 16 and may loop for ever on a property's
 * length; dt_open asks libfdt for the reason only with guards against both.
 */
#include <libfdt.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "fdt/core/dt.h"

static void fuzz_expect(bool right)
{
	if (!right)
		abort();
}

/* The noted ends of long nodes are those that a walk finds. */
static void fuzz_long_nodes(const struct dt_tree *tree)
{
	struct dt_tree plain = *tree;
	struct dt_trail trail, other;

	plain.longs = 0;
	fuzz_expect(tree->longs <= DT_LONG_MAX);
	for (uint32_t i = 0; i < tree->longs; i++) {
		struct dt_node node = { tree, tree->long_node[i].node };
		struct dt_node same = { &plain, node.offset };

		fuzz_expect(i == 0 || node.offset > tree->long_node[i - 1].node);
		fuzz_expect(dt_next_child(node).offset == dt_next_child(same).offset);
		fuzz_expect(dt_trail(node, &trail) == 0 && dt_trail(same, &other) == 0);
		fuzz_expect(trail.depth == other.depth);
		for (int level = 0; level <= trail.depth; level++)
			fuzz_expect(trail.node[level] == other.node[level]);
	}
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
		fuzz_expect(fdt_check_full(blob, size) == 0);
		fuzz_expect(*why == '\0');
		fuzz_long_nodes(&tree);
	} else {
		fuzz_expect(*why != '\0' && strlen(why) < sizeof(tree.why) - 1);
	}
	free(blob);
	return 0;
}
