#include "fdt/core/index_rows.h"
/*
 * An index is carried along a change of its tree: the rows before and after the change are copied
 * and corrected, and the tokens that changed are read.
 */
#include <string.h>
#include "fdt/core/index_hash.h"
#include "fdt/core/move.h"

/* One such change. Numbers count nodes as the old index does, but for `moved`. */
struct carry {
	const struct dt_index *from;
	struct dt_index *to;
	const struct dt_tree *tree; /* after the change */
	int32_t first;              /* the last node that begins before the change */
	int32_t after;              /* the first one that begins after it */
	int32_t moved;              /* how much higher the numbers from there on are now */
	uint32_t grown;             /* how much higher their offsets are, modulo 2^32 */
};

/* Copies the rows up to `first`, reads that node again, and what changed after it. Returns the
 * node that is open there. */
static int32_t carry_read(struct carry *carry, const char *until)
{
	struct dt_index_node *node = &carry->to->node[carry->first];
	struct dt_cursor cursor;
	const char *name;

	memcpy(carry->to->node, carry->from->node, sizeof(*node) * ((size_t)carry->first + 1));
	carry->to->nodes = carry->first + 1;
	cursor_start(&cursor, (struct dt_node){ carry->tree, node->offset });
	cursor.open = node->depth;
	dt_next(&cursor);
	node->phandle = 0;
	node->odd = node->paths = false;
	name = dt_name((struct dt_node){ carry->tree, node->offset });
	node->hash = index_hash_name(name, strlen(name));
	return index_read(carry->to, cursor, carry->first, until);
}

/* The nodes that are open there end later by as many as there are more. */
static void carry_end(struct carry *carry, int32_t open)
{
	for (; open >= 0; open = carry->to->node[open].parent)
		carry->to->node[open].end = carry->from->node[open].end + carry->moved;
}

/* Copies the rows after the change. False: one has its parent in what changed. */
static bool carry_copy(struct carry *carry)
{
	struct dt_index_node *node = &carry->to->node[carry->to->nodes], *end;
	size_t rows = (size_t)(carry->from->nodes - carry->after);

	dt_copy((char *)node, (const char *)(carry->from->node + carry->after),
		rows * sizeof(*node));
	carry->to->nodes += (int32_t)rows;
	for (end = node + rows; node < end; node++) {
		node->offset += (int)carry->grown;
		node->end += carry->moved;
		if (node->parent >= carry->after)
			node->parent += carry->moved;
		else if (node->parent > carry->first)
			return false;
	}
	return true;
}

/* Only properties changed, and not the phandle: the hash tables are as they were. */
static bool carry_tables(struct carry *carry)
{
	const struct dt_index *from = carry->from;
	const struct dt_index_node *a = &from->node[carry->first];
	const struct dt_index_node *b = &carry->to->node[carry->first];

	if (carry->moved || a->hash != b->hash || a->phandle != b->phandle ||
	    carry->after != carry->first + 1)
		return false;
	memcpy(carry->to->by_name, from->by_name,
	       2 * sizeof(*from->by_name) * ((size_t)from->mask + 1));
	return true;
}

/* False: nodes after the change would be below a node that is new. */
static bool carry_rows(struct carry *carry, const char *until)
{
	int32_t open = carry_read(carry, until);

	if (open > carry->first)
		return false;
	carry->moved = carry->to->nodes - carry->after;
	carry_end(carry, open);
	return carry_copy(carry);
}

void dt_index_carry(struct dt_tree *tree, const struct dt_index *index,
		    const struct dt_splice *splice)
{
	struct carry carry = {
		.from = index,
		.tree = tree,
		.grown = splice->new - splice->old,
	};

	if (!index)
		return;
	carry.first = dt_number_from(index, (int)splice->at) - 1;
	carry.after = dt_number_from(index, (int)(splice->at + splice->old));
	carry.to = carry.first < 0 ? NULL : index_make(tree->nodes, NULL);
	if (!carry.to)
		return;
	if (!carry_rows(&carry, tree->structs + splice->at + splice->new)) {
		index_abandon();
		return;
	}
	if (!carry_tables(&carry))
		index_chain(carry.to);
	index_done(tree);
}
