#include "fdt/edit/overlay_fix.h"
/*
 * References of an overlay, filled in in the copy: those to labels of the base, and those to its
 * own nodes, whose phandles are moved past the base's highest.
 *
 * An overlay is not trusted beyond what dt_open checks: a fixup may name any place. Source: dtc,
 * Documentation/dt-object-internal.txt.
 */
#include <errno.h>
#include <string.h>
#include "fdt/core/label.h"
#include "fdt/core/nearest.h"
#include "fdt/edit/overlay_parts.h"
#include "fdt/where/fixup.h"

/* The cell of the copy that a fixup names, to be written; NULL: there is no such cell. */
static uint8_t *fix_cell(struct dt_node node, const char *name, size_t len, uint32_t offset)
{
	struct dt_fixup_hint hint = { 0 };
	const uint8_t *cell = dt_fixup_cell(&hint, node, name, len, offset);

	return cell ? (uint8_t *)overlay_copy.blob +
			       (cell - (const uint8_t *)overlay_copy.tree.blob)
		    : NULL;
}

/* --- labels of the base ----------------------------------------------------------------------- */

/* Says that the base has no such label; @place is the first one that needs it. */
static int fix_no_label(struct dt_overlay *overlay, const struct dt_fixup *place, const char *label,
			struct dt_node symbols)
{
	struct dt_node other = dt_by_label(overlay->base, label, strlen(label));
	const char *near = dt_nearest_prop(symbols, label);
	int path = (int)place->path_len, name = (int)place->name_len;
	const char *where = place->path;

	if (path && *where == '/') {
		where++;
		path--;
	}
	if (!overlay->labels && dt_found(other) &&
	    dt_path(other, overlay->path, sizeof(overlay->path)) >= 0)
		return overlay_say(overlay, -ENOENT, "%.*s: %.*s &%s: %s; -l would take %s", path,
				   where, name, place->name, label,
				   dt_found(symbols) ? "no such label in /__symbols__"
						     : "the base has no /__symbols__",
				   overlay->path);
	if (!dt_found(symbols))
		return overlay_say(overlay, -ENOENT,
				   "%.*s: %.*s &%s: the base has no /__symbols__: it was not "
				   "compiled with dtc -@",
				   path, where, name, place->name, label);
	return overlay_say(overlay, -ENOENT, "%.*s: %.*s &%s: no label %s in /__symbols__%s%s%s",
			   path, where, name, place->name, label, label,
			   near ? " (did you mean " : "", near ? near : "", near ? "?)" : "");
}

/* The node of the base that has the label; not found, with overlay->why. */
static struct dt_node fix_label(struct dt_overlay *overlay, const struct dt_fixup *place,
				const char *label)
{
	struct dt_node symbols = dt_find(dt_root(overlay->base), "/__symbols__", DT_PATH_MAX);
	struct dt_node node = { overlay->base, -ENOENT };
	int len;
	const char *path = dt_prop(symbols, label, &len);

	if (path && len && *path == '/')
		node = dt_find(dt_root(overlay->base), path, (size_t)len);
	else if (!path && overlay->labels)
		node = dt_by_label(overlay->base, label, strlen(label));
	if (dt_found(node))
		return node;
	if (!path)
		node.offset = fix_no_label(overlay, place, label, symbols);
	else
		node.offset = overlay_say(overlay, -ENOENT,
					  "&%s: /__symbols__ of the base names no node for it",
					  label);
	return node;
}

static int fix_bad(struct dt_overlay *overlay, const char *label, const char *text, size_t len)
{
	return overlay_say(overlay, -EINVAL, "__fixups__/%s: \"%.*s\": %s", label, (int)len, text,
			   "not PATH:PROPERTY:OFFSET of an existing cell");
}

/* Fills in one of the places that need the label. */
static int fix_one(struct dt_overlay *overlay, const char *label, const char *text, size_t len)
{
	const struct dt_tree *tree = &overlay_copy.tree;
	struct dt_fixup place;
	struct dt_node node;
	uint32_t phandle;
	uint8_t *cell;

	if (!dt_fixup_read(text, len, &place))
		return fix_bad(overlay, label, text, len);
	node = dt_find(dt_root(tree), place.path, place.path_len);
	cell = dt_found(node) ? fix_cell(node, place.name, place.name_len, place.offset) : NULL;
	if (!cell)
		return fix_bad(overlay, label, text, len);
	node = fix_label(overlay, &place, label);
	if (!dt_found(node))
		return node.offset;
	phandle = overlay->base->index->node[dt_number_of(node)].phandle;
	if (!phandle)
		return overlay_say(overlay, -ENOENT, "&%s: that node of the base has no phandle",
				   label);
	dt_put_be32(cell, phandle);
	return 0;
}

static int fix_labels(struct dt_overlay *overlay)
{
	int32_t fixups = overlay_child(0, "__fixups__");
	struct dt_cursor cursor;

	dt_walk(&cursor, dt_numbered(&overlay_copy.tree, fixups));
	dt_next(&cursor);
	while (dt_next(&cursor) == DT_PROP) {
		const char *text = (const char *)cursor.value, *end = text + cursor.len;

		for (size_t len; text < end; text += len + 1) {
			int err;

			len = strnlen(text, (size_t)(end - text));
			err = fix_one(overlay, cursor.name, text, len);
			if (err)
				return err;
		}
	}
	return 0;
}

/* --- its own nodes ---------------------------------------------------------------------------- */

/* Finds the nodes of a fragment that the base has: they keep the phandles that they have there. */
static void fix_twins(struct dt_overlay *overlay, int32_t fragment, int32_t body)
{
	const struct dt_tree *base = overlay->base, *tree = &overlay_copy.tree;
	const struct dt_index_node *node = tree->index->node;
	struct dt_node target = overlay_target(overlay, base, fragment);

	overlay_row(body)->twin = dt_found(target) ? dt_number_of(target) : DT_NONE;
	for (int32_t i = body; i < node[body].end; i++) {
		struct overlay_row *row = overlay_row(i);
		int32_t above = i == body ? DT_NONE : overlay_row(node[i].parent)->twin;
		const char *name = dt_name(dt_numbered(tree, i));

		if (above >= 0)
			row->twin = dt_index_child(base, above, name, strlen(name));
		if (row->twin >= 0 && base->index->node[row->twin].phandle && node[i].phandle)
			row->phandle = base->index->node[row->twin].phandle;
	}
}

/* Moves the phandles of the overlay's nodes past @highest, the base's highest. */
static int fix_phandles(struct dt_overlay *overlay, uint32_t highest)
{
	const struct dt_index *index = overlay_copy.tree.index;

	for (int32_t i = 0; i < index->nodes; i++) {
		uint32_t phandle = index->node[i].phandle;

		*overlay_row(i) = (struct overlay_row){ .twin = DT_NONE };
		if (!phandle)
			continue;
		if (phandle >= UINT32_MAX - highest)
			return overlay_say(overlay, -EINVAL,
					   "phandle 0x%x: no number is left past the base's 0x%x",
					   (unsigned)phandle, (unsigned)highest);
		overlay_row(i)->phandle = phandle + highest;
	}
	for (int32_t i = 1; i < index->nodes; i = index->node[i].end)
		if (overlay_body(i) >= 0)
			fix_twins(overlay, i, overlay_body(i));
	return 0;
}

/* Fills in the places in a property of node @owner that refer to nodes of the overlay; @places is
 * the property of __local_fixups__ whose cells are their offsets. */
static int fix_local(struct dt_overlay *overlay, int32_t owner, const struct dt_cursor *places,
		     uint32_t highest)
{
	const struct dt_tree *tree = &overlay_copy.tree;
	struct dt_node node = dt_numbered(tree, owner);

	for (uint32_t at = 0; at < places->len; at += DT_CELL) {
		uint8_t *cell = NULL;
		int32_t number;

		if (places->len % DT_CELL == 0 && dt_found(node))
			cell = fix_cell(node, places->name, strlen(places->name),
					dt_be32(places->value + at));
		if (!cell)
			return overlay_say(overlay, -EINVAL,
					   "__local_fixups__: %s/%s: names a cell that does not "
					   "exist",
					   dt_name(node), places->name);
		number = dt_index_phandle(tree, dt_be32(cell));
		dt_put_be32(cell,
			    number < 0 ? dt_be32(cell) + highest : overlay_row(number)->phandle);
	}
	return 0;
}

/* The number of the overlay's node that node @here of __local_fixups__ describes. */
static int32_t fix_mirrored(int32_t here)
{
	const struct dt_tree *tree = &overlay_copy.tree;
	int32_t above = overlay_row(tree->index->node[here].parent)->twin;

	return above < 0 ? DT_NONE : overlay_child(above, dt_name(dt_numbered(tree, here)));
}

/* __local_fixups__ repeats the overlay's nodes: the twin of each of its rows is the node meant. */
static int fix_locals(struct dt_overlay *overlay, uint32_t highest)
{
	const struct dt_tree *tree = &overlay_copy.tree;
	int32_t top = overlay_child(0, "__local_fixups__"), here = top;
	struct dt_cursor cursor;
	enum dt_event event;
	int err = 0;

	dt_walk(&cursor, dt_numbered(tree, top));
	while (!err && (event = dt_next(&cursor)) != DT_END) {
		if (event == DT_NODE) {
			here = dt_number_of((struct dt_node){ tree, cursor.node });
			overlay_row(here)->twin = here == top ? 0 : fix_mirrored(here);
		} else if (event == DT_PROP) {
			err = fix_local(overlay, overlay_row(here)->twin, &cursor, highest);
		}
	}
	return err;
}

int overlay_fix(struct dt_overlay *overlay)
{
	const struct dt_index *base = overlay->base->index;
	uint32_t highest = 0;
	int err;

	for (int32_t i = 0; i < base->nodes; i++)
		if (base->node[i].phandle > highest && base->node[i].phandle != UINT32_MAX)
			highest = base->node[i].phandle;
	err = fix_labels(overlay);
	if (!err)
		err = fix_phandles(overlay, highest);
	if (!err)
		err = fix_locals(overlay, highest);
	return err;
}
