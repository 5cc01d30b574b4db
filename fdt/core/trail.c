#include "fdt/core/dt.h"
/*
 * A node's ancestors. The format has no link upwards: the index has, or one walk finds them all.
 *
 * Source of the format: Devicetree Specification v0.4, 5.4.
 */
#include <errno.h>
#include "fdt/core/cursor.h"
#include "fdt/core/index.h"

/* The walk to a node, along the tokens before it. */
struct trail_walk {
	const char *at, *to;
	const struct dt_long *row, *rows; /* the next long node, and the end of them */
	int depth;                        /* of the node that is open; -1 before the root */
};

/* Takes the BEGIN_NODE at walk->at, or passes all of a long node that does not hold walk->to. */
static void trail_begin(struct trail_walk *walk, struct dt_trail *trail)
{
	int offset = (int)(walk->at - trail->tree->structs);

	while (walk->row < walk->rows && walk->row->node < offset)
		walk->row++;
	if (walk->row < walk->rows && walk->row->node == offset &&
	    trail->tree->structs + walk->row->end <= walk->to) {
		walk->at = trail->tree->structs + walk->row->end;
		return;
	}
	if (++walk->depth < DT_DEPTH_MAX)
		trail->node[walk->depth] = offset;
	walk->at = token_after_name(walk->at);
}

static int trail_walk(struct dt_node node, struct dt_trail *trail)
{
	const struct dt_tree *tree = node.tree;
	struct trail_walk walk = {
		.at = tree->structs + dt_root(tree).offset,
		.to = tree->structs + node.offset,
		.row = tree->long_node,
		.rows = tree->long_node + tree->longs,
		.depth = -1,
	};

	while (walk.at < walk.to && token_at(walk.at) != TOKEN_END) {
		unsigned token = token_at(walk.at);

		if (token == TOKEN_PROP) {
			walk.at = token_after_prop(walk.at);
		} else if (token == TOKEN_BEGIN_NODE) {
			trail_begin(&walk, trail);
		} else {
			walk.depth -= token == TOKEN_END_NODE;
			walk.at += TOKEN_SIZE;
		}
	}
	if (walk.at > walk.to || token_at(walk.at) != TOKEN_BEGIN_NODE)
		return -ENOENT;
	if (++walk.depth >= DT_DEPTH_MAX)
		return -E2BIG;
	trail->node[walk.depth] = node.offset;
	trail->depth = walk.depth;
	return 0;
}

int dt_trail(struct dt_node node, struct dt_trail *trail)
{
	trail->tree = node.tree;
	trail->depth = 0;
	if (!dt_found(node))
		return node.offset;
	if (node.tree->index)
		return dt_index_trail(node.tree, dt_number_of(node), trail);
	return trail_walk(node, trail);
}

struct dt_node dt_trail_node(const struct dt_trail *trail)
{
	return (struct dt_node){ trail->tree, trail->node[trail->depth] };
}

bool dt_enabled(const struct dt_trail *trail, struct dt_node *off)
{
	struct dt_node node = { trail->tree, 0 };

	for (int i = 0; i <= trail->depth; i++) {
		node.offset = trail->node[i];
		if (dt_okay(node))
			continue;
		if (off)
			*off = node;
		return false;
	}
	return true;
}
