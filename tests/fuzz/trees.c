#include "tests/fuzz/trees.h"
/* Reads the trees of tests/fuzz/corpus. */
#include <stdio.h>
#include <stdlib.h>

enum { TREE_BYTES = 8192 };

static const char *const tree_names[FUZZ_TREES] = {
	"board",          "values", "ranges-two-levels", "cpu-map", "reserved", "odd-names",
	"bootargs-alias", "nops",   "overlay",
};
static struct dt_tree trees[FUZZ_TREES];

static void tree_read(const char *name, struct dt_tree *tree)
{
	char path[64];
	const char *why = "it cannot be read";
	void *blob = aligned_alloc(8, TREE_BYTES);
	FILE *file;
	size_t size;

	snprintf(path, sizeof(path), "tests/fuzz/corpus/%s.dtb", name);
	file = fopen(path, "rb");
	size = blob && file ? fread(blob, 1, TREE_BYTES, file) : 0;
	if (!size || dt_open(tree, blob, size, &why)) {
		fprintf(stderr, "%s: %s\n", path, why);
		exit(1);
	}
	fclose(file);
}

void fuzz_trees_read(void)
{
	for (int i = 0; i < FUZZ_TREES; i++)
		tree_read(tree_names[i], &trees[i]);
}

const struct dt_tree *fuzz_tree(unsigned number)
{
	return &trees[number % FUZZ_TREES];
}
