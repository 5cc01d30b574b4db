#include "fdt/core/index_rows.h"
/*
 * One pass over the structure block fills one row per node; two hash tables, chained through the
 * rows, find rows by (parent, name) and by phandle.
 */
#include <errno.h>
#include <string.h>
#include "fdt/core/index_hash.h"
#include "fdt/core/space.h"

enum { INDEX_HEADS_MIN = 16 };

/* The index that is being made. A command that is ended by force leaves it to the next one. */
static void *index_new;

struct dt_index *index_make(uint32_t nodes, size_t *need)
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
	if (dt_keep(&index_new, size))
		return NULL;
	index = index_new;
	*index = (struct dt_index){
		.mask = heads - 1,
		.node = (struct dt_index_node *)(index + 1),
		.by_name = (int32_t *)(void *)((char *)index + rows),
	};
	index->by_phandle = index->by_name + heads;
	return index;
}

/* The hash of the cursor's node's name, whose end is in the last word before the next token. */
static uint32_t index_hash_here(const struct dt_cursor *cursor)
{
	const char *end = cursor->at - TOKEN_SIZE;

	while (*end)
		end++;
	return index_hash_name(cursor->name, (size_t)(end - cursor->name));
}

/* Adds the cursor's node, a child of @parent; its number. */
static int32_t index_add(struct dt_index *index, const struct dt_cursor *cursor, int32_t parent)
{
	int32_t number = index->nodes++;

	index->node[number] = (struct dt_index_node){
		.offset = cursor->node,
		.parent = parent,
		.depth = cursor->depth,
		.hash = index_hash_here(cursor),
	};
	return number;
}

/* The first of several wins. */
static void index_take_phandle(struct dt_index_node *node, const struct dt_cursor *cursor)
{
	uint32_t phandle = cursor->len == DT_CELL ? dt_be32(cursor->value) : 0;

	if (phandle == 0 || phandle == UINT32_MAX || (node->phandle && node->phandle != phandle))
		node->odd = true;
	if (!node->phandle)
		node->phandle = phandle;
}

int32_t index_read(struct dt_index *index, struct dt_cursor cursor, int32_t here, const char *until)
{
	enum dt_event event;

	while (cursor.at < until || token_at(token_skip_nops(cursor.at)) == TOKEN_PROP) {
		event = cursor_next(&cursor);
		if (event == DT_NODE) {
			here = index_add(index, &cursor, here);
		} else if (event == DT_PROP) {
			if (dt_is_phandle(cursor.name))
				index_take_phandle(&index->node[here], &cursor);
			if (*cursor.value == '/') /* without a value, a token's zero */
				index->node[here].paths = true;
		} else if (event == DT_NODE_END) {
			index->node[here].end = index->nodes;
			here = index->node[here].parent;
			if (here < 0)
				break; /* the root has ended */
		}
	}
	return here;
}

/* From the last to the first, so that each chain begins with the first of several. */
void index_chain(struct dt_index *index)
{
	memset(index->by_name, 0xff, /* DT_NONE */
	       2 * sizeof(*index->by_name) * ((size_t)index->mask + 1));
	for (int32_t i = index->nodes; i-- > 0;) {
		struct dt_index_node *node = &index->node[i];
		uint32_t hash = index_hash_child(node->parent, node->hash);
		int32_t *head = &index->by_name[hash & index->mask];

		node->same_name = *head;
		*head = i;
		if (!node->phandle)
			continue;
		head = &index->by_phandle[index_hash_phandle(node->phandle) & index->mask];
		node->same_phandle = *head;
		*head = i;
	}
}

void index_done(struct dt_tree *tree)
{
	dt_hold();
	tree->index = index_new;
	index_new = NULL;
	dt_release();
}

void index_abandon(void)
{
	dt_drop(&index_new);
}

int dt_index_build(struct dt_tree *tree, size_t *need)
{
	struct dt_index *index;
	struct dt_cursor cursor;

	if (tree->index)
		return 0;
	index = index_make(tree->nodes, need);
	if (!index)
		return -ENOMEM;
	cursor_start(&cursor, dt_root(tree));
	index_read(index, cursor, DT_NONE, tree->structs + tree->structs_size);
	index_chain(index);
	index_done(tree);
	return 0;
}
