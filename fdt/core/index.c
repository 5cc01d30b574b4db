#include "fdt/core/index.h"
/*
 * One pass over the structure block fills one row per node; two hash tables, chained through the
 * rows, find rows by (parent, name) and by phandle.
 */
#include <errno.h>
#include <string.h>
#include "fdt/core/cursor.h"
#include "fdt/core/space.h"
#include "fdt/core/sum.h"

enum {
	INDEX_HEADS_MIN = 16,
	INDEX_MIX = 0x9e3779b1, /* 2^32 / golden ratio: a factor that spreads numbers */
};

static uint32_t index_hash_name(int32_t parent, const char *name, size_t len)
{
	return dt_hash((uint32_t)parent * (uint32_t)INDEX_MIX, name, len);
}

static uint32_t index_hash_phandle(uint32_t phandle)
{
	uint32_t hash = phandle * (uint32_t)INDEX_MIX;

	return hash ^ hash >> 16;
}

/* Allocates the index and its tables, empty, as one piece. */
static struct dt_index *index_make(uint32_t nodes, size_t *need)
{
	uint32_t heads = INDEX_HEADS_MIN;
	struct dt_index *index;
	size_t rows, size;

	while (heads < nodes)
		heads *= 2;
	rows = sizeof(*index) + nodes * sizeof(*index->node);
	size = rows + 2 * heads * sizeof(*index->by_name);
	if (need)
		*need = size;
	index = dt_alloc(size);
	if (!index)
		return NULL;
	*index = (struct dt_index){
		.mask = heads - 1,
		.node = (struct dt_index_node *)(index + 1),
		.by_name = (int32_t *)(void *)((char *)index + rows),
	};
	index->by_phandle = index->by_name + heads;
	memset(index->by_name, 0xff, 2 * heads * sizeof(*index->by_name)); /* DT_NONE */
	return index;
}

/* Adds the cursor's node, a child of @parent; its number. */
static int32_t index_add(struct dt_index *index, const struct dt_cursor *cursor, int32_t parent)
{
	int32_t number = index->nodes++;
	struct dt_index_node *node = &index->node[number];

	*node = (struct dt_index_node){
		.offset = cursor->node,
		.parent = parent,
		.depth = cursor->depth,
	};
	return number;
}

/* The first of several wins. */
static void index_take_phandle(struct dt_index *index, struct dt_index_node *node,
			       const struct dt_cursor *cursor)
{
	uint32_t phandle = cursor->len == DT_CELL ? dt_be32(cursor->value) : 0;

	if (phandle == 0 || phandle == UINT32_MAX || (node->phandle && node->phandle != phandle))
		index->odd = true;
	if (!node->phandle)
		node->phandle = phandle;
}

static void index_fill(struct dt_index *index, const struct dt_tree *tree)
{
	struct dt_cursor cursor;
	enum dt_event event;
	int32_t here = DT_NONE;

	cursor_start(&cursor, dt_root(tree));
	while ((event = cursor_next(&cursor)) != DT_END) {
		if (event == DT_NODE) {
			here = index_add(index, &cursor, here);
		} else if (event == DT_PROP) {
			if (dt_is_phandle(cursor.name))
				index_take_phandle(index, &index->node[here], &cursor);
		} else {
			index->node[here].end = index->nodes;
			here = index->node[here].parent;
		}
	}
}

/* From the last to the first, so that each chain begins with the first of several. */
static void index_chain(struct dt_index *index, const struct dt_tree *tree)
{
	for (int32_t i = index->nodes; i-- > 0;) {
		struct dt_index_node *node = &index->node[i];
		const char *name = dt_name((struct dt_node){ tree, node->offset });
		int32_t *head = &index->by_name[index_hash_name(node->parent, name, strlen(name)) &
						index->mask];

		node->same_name = *head;
		*head = i;
		if (!node->phandle)
			continue;
		head = &index->by_phandle[index_hash_phandle(node->phandle) & index->mask];
		node->same_phandle = *head;
		*head = i;
	}
}

int dt_index_build(struct dt_tree *tree, size_t *need)
{
	struct dt_index *index;

	if (tree->index)
		return 0;
	index = index_make(tree->nodes, need);
	if (!index)
		return -ENOMEM;
	index_fill(index, tree);
	index_chain(index, tree);
	tree->index = index;
	return 0;
}

void dt_index_drop(struct dt_tree *tree)
{
	struct dt_index *index = tree->index;

	tree->index = NULL;
	if (index) {
		dt_free(index->labels);
		dt_free(index->aliases);
	}
	dt_free(index);
}

int32_t dt_number_of(struct dt_node node)
{
	const struct dt_index *index = node.tree->index;
	int32_t low = 0, high = index->nodes;

	while (low < high) {
		int32_t middle = low + (high - low) / 2;

		if (index->node[middle].offset == node.offset)
			return middle;
		if (index->node[middle].offset < node.offset)
			low = middle + 1;
		else
			high = middle;
	}
	return DT_NONE;
}

struct dt_node dt_numbered(const struct dt_tree *tree, int32_t number)
{
	return (struct dt_node){ tree, number < 0 ? -ENOENT : tree->index->node[number].offset };
}

int32_t dt_index_child(const struct dt_tree *tree, int32_t parent, const char *name, size_t len)
{
	const struct dt_index *index = tree->index;
	int32_t i = index->by_name[index_hash_name(parent, name, len) & index->mask];

	for (; i >= 0; i = index->node[i].same_name) {
		const char *here = dt_name(dt_numbered(tree, i));

		if (index->node[i].parent == parent && strncmp(here, name, len) == 0 && !here[len])
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

	if (index->odd)
		return false;
	for (int32_t i = 0; i < index->nodes; i++)
		if (index_twin(tree, i) || index_phandle_twice(index, &index->node[i]))
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
