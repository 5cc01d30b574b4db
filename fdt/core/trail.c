/* A node's ancestors. The format has no link upwards: the index has, or one walk finds them all. */
#include <errno.h>
#include "fdt/core/dt.h"
#include "fdt/core/cursor.h"
#include "fdt/core/index.h"

int dt_trail(struct dt_node node, struct dt_trail *trail)
{
	struct dt_cursor cursor;
	enum dt_event event;

	trail->tree = node.tree;
	trail->depth = 0;
	if (!dt_found(node))
		return node.offset;
	if (node.tree->index)
		return dt_index_trail(node.tree, dt_number_of(node), trail);
	cursor_start(&cursor, dt_root(node.tree));
	while ((event = cursor_next(&cursor)) != DT_END) {
		if (event != DT_NODE)
			continue;
		if (cursor.depth < DT_DEPTH_MAX)
			trail->node[cursor.depth] = cursor.node;
		if (cursor.node == node.offset)
			break;
	}
	if (event == DT_END)
		return -ENOENT;
	if (cursor.depth >= DT_DEPTH_MAX)
		return -E2BIG;
	trail->depth = cursor.depth;
	return 0;
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
