#include "fdt/where/fixup.h"
/*
 * Places as text, and as cells. An overlay is not trusted: a fixup may name any place.
 *
 * Source: dtc, Documentation/dt-object-internal.txt.
 */
#include <string.h>

static bool fixup_read_offset(const char *text, const char *end, uint32_t *offset)
{
	*offset = 0;
	for (; text < end && *text >= '0' && *text <= '9' && *offset < 100000000; text++)
		*offset = *offset * 10 + (uint32_t)(*text - '0');
	return text == end && text[-1] != ':';
}

bool dt_fixup_read(const char *text, size_t len, struct dt_fixup *place)
{
	const char *end = text + len, *first = memchr(text, ':', len), *second;

	if (!first)
		return false;
	second = memchr(first + 1, ':', (size_t)(end - first - 1));
	if (!second)
		return false;
	*place = (struct dt_fixup){ .path = text,
				    .name = first + 1,
				    .path_len = (size_t)(first - text),
				    .name_len = (size_t)(second - first - 1) };
	return fixup_read_offset(second + 1, end, &place->offset);
}

/* Finds the property from the cursor on; the cursor is then before it, and *@found after it. */
static bool fixup_find(struct dt_cursor *cursor, struct dt_cursor *found, const char *name,
		       size_t len)
{
	*found = *cursor;
	while (dt_next(found) == DT_PROP) {
		if (strncmp(found->name, name, len) == 0 && !found->name[len])
			return true;
		*cursor = *found;
	}
	return false;
}

const uint8_t *dt_fixup_cell(struct dt_fixup_hint *hint, struct dt_node node, const char *name,
			     size_t len, uint32_t offset)
{
	bool same = hint->node.tree == node.tree && hint->node.offset == node.offset;
	struct dt_cursor first, found;

	dt_walk(&first, node);
	dt_next(&first);
	if (!same)
		*hint = (struct dt_fixup_hint){ node, first };
	if (!fixup_find(&hint->cursor, &found, name, len)) {
		hint->cursor = first;
		if (!same || !fixup_find(&hint->cursor, &found, name, len))
			return NULL;
	}
	if (found.len < DT_CELL || offset > found.len - DT_CELL)
		return NULL;
	return found.value + offset;
}

bool dt_is_overlay(const struct dt_tree *tree)
{
	static const char body[] = "__overlay__";
	const struct dt_index *index = tree->index;

	for (int32_t i = 1; i < index->nodes; i = index->node[i].end)
		if (dt_index_child(tree, i, body, sizeof(body) - 1) >= 0)
			return true;
	return false;
}
