#include "fdt/core/index.h"
/*
 * Look-ups by an index: rows by number, offset, name and phandle.
 */
#include <errno.h>
#include <string.h>
#include "fdt/core/cursor.h"
#include "fdt/core/index_hash.h"
#include "fdt/core/space.h"
#include "fdt/core/table.h"

static void index_drop_tables(struct dt_index *index)
{
	for (int i = 0; i < DT_INDEX_TABLES; i++)
		while (index->tables[i]) {
			struct dt_table *table = index->tables[i];

			index->tables[i] = table->next;
			dt_free(table);
		}
}

void dt_index_drop(struct dt_tree *tree)
{
	dt_hold();
	if (tree->index) {
		dt_free(tree->index->labels);
		dt_free(tree->index->aliases);
		index_drop_tables(tree->index);
	}
	dt_free(tree->index);
	tree->index = NULL;
	dt_release();
}

int32_t dt_number_from(const struct dt_index *index, int offset)
{
	int32_t low = 0, high = index->nodes;

	while (low < high) {
		int32_t middle = low + (high - low) / 2;

		if (index->node[middle].offset < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int32_t dt_number_of(struct dt_node node)
{
	const struct dt_index *index = node.tree->index;
	int32_t number = dt_number_from(index, node.offset);

	if (number == index->nodes || index->node[number].offset != node.offset)
		return DT_NONE;
	return number;
}

int32_t dt_index_child(const struct dt_tree *tree, int32_t parent, const char *name, size_t len)
{
	const struct dt_index *index = tree->index;
	uint32_t hash = index_hash_name(name, len);
	int32_t i = index->by_name[index_hash_child(parent, hash) & index->mask];

	for (; i >= 0; i = index->node[i].same_name) {
		const char *here;

		if (index->node[i].hash != hash || index->node[i].parent != parent)
			continue;
		here = dt_name(dt_numbered(tree, i));
		if (strncmp(here, name, len) == 0 && !here[len])
			return i;
	}
	return DT_NONE;
}

int32_t dt_index_phandle(const struct dt_tree *tree, uint32_t phandle)
{
	const struct dt_index *index = tree->index;
	int32_t i = index->by_phandle[index_hash_phandle(phandle) & index->mask];

	while (i >= 0 && index->node[i].phandle != phandle)
		i = index->node[i].same_phandle;
	return i;
}

/* Whether a later node of the chain has the same parent and name. */
static bool index_twin(const struct dt_tree *tree, int32_t number)
{
	const struct dt_index_node *rows = tree->index->node, *node = &rows[number];

	for (int32_t i = node->same_name; i >= 0; i = rows[i].same_name)
		if (rows[i].parent == node->parent &&
		    strcmp(dt_name(dt_numbered(tree, i)), dt_name(dt_numbered(tree, number))) == 0)
			return true;
	return false;
}

static bool index_phandle_twice(const struct dt_index *index, const struct dt_index_node *node)
{
	int32_t i = node->phandle ? node->same_phandle : DT_NONE;

	while (i >= 0 && index->node[i].phandle != node->phandle)
		i = index->node[i].same_phandle;
	return i >= 0;
}

bool dt_index_resolves(const struct dt_tree *tree)
{
	const struct dt_index *index = tree->index;

	for (int32_t i = 0; i < index->nodes; i++)
		if (index->node[i].odd || index_twin(tree, i) ||
		    index_phandle_twice(index, &index->node[i]))
			return false;
	return true;
}

int dt_index_trail(const struct dt_tree *tree, int32_t number, struct dt_trail *trail)
{
	const struct dt_index *index = tree->index;
	int depth;

	trail->tree = tree;
	trail->depth = 0;
	if (number < 0)
		return -ENOENT;
	depth = index->node[number].depth;
	if (depth >= DT_DEPTH_MAX)
		return -E2BIG;
	trail->depth = depth;
	for (; number >= 0; number = index->node[number].parent)
		trail->node[depth--] = index->node[number].offset;
	return 0;
}
