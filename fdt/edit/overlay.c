#include "fdt/edit/overlay.h"
/*
 * The steps of an overlay, in order, and the merge of its fragments.
 *
 * Source: dtc, Documentation/dt-object-internal.txt.
 */
#include <errno.h>
#include <string.h>
#include "fdt/edit/overlay_fix.h"
#include "fdt/edit/overlay_parts.h"
#include "fdt/edit/overlay_symbols.h"
#include "fdt/where/fixup.h"

/* --- the merge -------------------------------------------------------------------------------- */

/* The child of @parent of that very name, which is added if it is missing. Nodes of the draft. */
static int overlay_put_node(struct dt_overlay *overlay, struct dt_node parent, const char *name,
			    struct dt_node *node)
{
	int err = 0;

	for (*node = dt_first_child(parent); dt_found(*node); *node = dt_next_child(*node))
		if (strcmp(dt_name(*node), name) == 0)
			return 0;
	err = dt_draft_add(overlay->draft, parent, name, strlen(name), node);
	if (err == -EINVAL)
		return overlay_say(overlay, err, "invalid node name '%s'", name);
	return err ? overlay_no_memory(overlay) : 0;
}

/* Sets the cursor's property, of the copy, in @node of the draft. */
static int overlay_put_prop(struct dt_overlay *overlay, struct dt_node node,
			    const struct dt_cursor *cursor)
{
	struct dt_node owner = { cursor->tree, cursor->node };
	uint32_t phandle = overlay_row(dt_number_of(owner))->phandle;
	bool own = phandle && cursor->len == DT_CELL && dt_is_phandle(cursor->name);
	uint8_t cell[DT_CELL];
	int err;

	dt_put_be32(cell, phandle);
	err = dt_draft_set(overlay->draft, node, cursor->name, own ? cell : cursor->value,
			   cursor->len);
	if (err == -EINVAL)
		return overlay_say(overlay, err, "invalid property name '%s'", cursor->name);
	return err ? overlay_no_memory(overlay) : 0;
}

/* Merges fragment @number, whose __overlay__ is node @body. What is added to a node comes after its
 * beginning, so the nodes above keep their offsets. */
static int overlay_merge(struct dt_overlay *overlay, int32_t number, int32_t body)
{
	const struct dt_tree *tree = &overlay->draft->tree;
	struct dt_node node = overlay_target(overlay, tree, number);
	int at[DT_DEPTH_MAX], err = node.offset < 0 ? node.offset : 0;
	struct dt_cursor cursor;
	enum dt_event event;

	dt_walk(&cursor, dt_numbered(&overlay_copy.tree, body));
	while (!err && (event = dt_next(&cursor)) != DT_END) {
		if (event == DT_NODE && cursor.depth > 0) {
			node.offset = at[cursor.depth - 1];
			err = overlay_put_node(overlay, node, cursor.name, &node);
		} else if (event == DT_PROP) {
			err = overlay_put_prop(overlay, node, &cursor);
		}
		if (event == DT_NODE)
			at[cursor.depth] = node.offset;
	}
	return err;
}

static int overlay_merge_all(struct dt_overlay *overlay)
{
	const struct dt_index *index = overlay_copy.tree.index;

	for (int32_t i = 1; i < index->nodes; i = index->node[i].end) {
		int32_t body = overlay_body(i);
		int err = body < 0 ? 0 : overlay_merge(overlay, i, body);

		if (err)
			return err;
		overlay->fragments += body >= 0;
	}
	return 0;
}

/* --- all of it -------------------------------------------------------------------------------- */

int dt_overlay_apply(struct dt_overlay *overlay)
{
	int err;

	overlay_drop();
	overlay->fragments = 0;
	err = overlay_load(overlay);
	if (!err && !dt_is_overlay(&overlay_copy.tree))
		err = overlay_say(overlay, -EINVAL,
				  "not an overlay: no child of its root has an __overlay__");
	if (!err)
		err = overlay_fix(overlay);
	if (!err)
		err = overlay_merge_all(overlay);
	if (!err)
		err = overlay_symbols(overlay);
	overlay_drop();
	return err;
}
