#include "fdt/print/marks.h"
/*
 * A hash table of the cells by their place in the blob.
 *
 * Source: dtc, Documentation/dt-object-internal.txt: the form of both nodes; a cell of __fixups__
 * holds 0xffffffff, one of __local_fixups__ a phandle of the overlay.
 */
#include <string.h>
#include "fdt/core/label.h"
#include "fdt/core/space.h"
#include "fdt/print/printer.h"
#include "fdt/where/fixup.h"

/* A reference. */
struct marks_row {
	const uint8_t *cell; /* NULL: an empty row */
	const char *label;   /* without prefix */
	bool local;
};

/* All of a tree; kept here, because a command may be ended while it prints. */
static struct {
	void *rows;
	uint32_t mask; /* rows - 1 */
	const char *prefix;
	struct dt_fixup_hint hint;
} marks;

static struct marks_row *marks_rows(void)
{
	return marks.rows;
}

/* The row of the cell, or the empty one where it would be. */
static struct marks_row *marks_row(const uint8_t *cell)
{
	uint32_t i = (uint32_t)((uintptr_t)cell / DT_CELL) * 0x9e3779b1u >> 7;

	while (marks_rows()[i & marks.mask].cell && marks_rows()[i & marks.mask].cell != cell)
		i++;
	return &marks_rows()[i & marks.mask];
}

static const char *marks_add(const uint8_t *cell, uint32_t offset, const char *label, bool local)
{
	struct marks_row *row;

	if (!cell || offset % DT_CELL)
		return "they name a cell that does not exist";
	row = marks_row(cell);
	if (row->cell)
		return "they name a cell twice";
	*row = (struct marks_row){ .cell = cell, .label = label, .local = local };
	return NULL;
}

/* --- __fixups__ ------------------------------------------------------------------------------- */

/* Whether a node of the tree has the label when @prefix comes before its own. */
static bool marks_clash(const struct dt_tree *tree, const char *label, const char *prefix)
{
	size_t len = strlen(prefix);

	return strncmp(label, prefix, len) == 0 &&
	       dt_found(dt_by_label(tree, label + len, strlen(label + len)));
}

/* Adds the place of @len bytes at @text. */
static const char *marks_place(const struct dt_tree *tree, const char *label, const char *text,
			       size_t len)
{
	struct dt_fixup place;
	const uint8_t *cell;
	int32_t number;

	if (!dt_fixup_read(text, len, &place))
		return "they hold what is not PATH:PROPERTY:OFFSET";
	number = dt_index_path(tree, place.path, place.path_len);
	if (number < 0)
		return "they name a node that does not exist";
	cell = dt_fixup_cell(&marks.hint, dt_numbered(tree, number), place.name, place.name_len,
			     place.offset);
	if (cell && dt_be32(cell) != UINT32_MAX)
		return "they name a cell that is not 0xffffffff";
	return marks_add(cell, place.offset, label, false);
}

static const char *marks_places(const struct dt_tree *tree, struct dt_cursor cursor)
{
	const char *why = NULL;

	while (!why && dt_next(&cursor) == DT_PROP) {
		const char *text = (const char *)cursor.value, *end = text + cursor.len;

		if (!dt_label_fits(cursor.name))
			return "they name what is not a label";
		if (marks_clash(tree, cursor.name, marks.prefix))
			return "one label is of a node here and of one of the base";
		for (size_t len; !why && text < end; text += len + 1) {
			len = strnlen(text, (size_t)(end - text));
			why = marks_place(tree, cursor.name, text, len);
		}
	}
	return why;
}

/* Prefers no prefix, unless a label of the base is that of a node here. */
static void marks_choose_prefix(const struct dt_tree *tree, struct dt_cursor cursor)
{
	marks.prefix = "";
	while (!*marks.prefix && dt_next(&cursor) == DT_PROP)
		if (marks_clash(tree, cursor.name, ""))
			marks.prefix = "local_";
}

/* --- __local_fixups__ ------------------------------------------------------------------------- */

/* Adds the cells of a property of node @number whose offsets are @offsets's value. */
static const char *marks_local(const struct dt_tree *tree, int32_t number,
			       const struct dt_cursor *offsets)
{
	const char *why = offsets->len % DT_CELL ? "they hold what is not an offset" : NULL;

	for (uint32_t at = 0; !why && at < offsets->len; at += DT_CELL) {
		uint32_t offset = dt_be32(offsets->value + at);
		const uint8_t *cell = dt_fixup_cell(&marks.hint, dt_numbered(tree, number),
						    offsets->name, strlen(offsets->name), offset);
		const char *label = NULL;

		if (cell)
			label = dt_label(tree, dt_index_phandle(tree, dt_be32(cell)));
		why = label ? marks_add(cell, offset, label, true)
			    : "they name a cell without the phandle of a node";
	}
	return why;
}

/* Walks __local_fixups__, node number @locals, beside the nodes that it repeats. */
static const char *marks_locals(const struct dt_tree *tree, int32_t locals)
{
	int32_t meant[DT_DEPTH_MAX] = { 0 }; /* the node repeated, by depth */
	struct dt_cursor cursor;
	const char *why = NULL;
	enum dt_event event;

	dt_walk(&cursor, dt_numbered(tree, locals));
	dt_next(&cursor);
	while (!why && (event = dt_next(&cursor)) != DT_END) {
		int depth = cursor.depth;

		if (event == DT_NODE && depth >= DT_DEPTH_MAX)
			return "they are nested too deep";
		if (event == DT_NODE)
			meant[depth] = dt_index_child(tree, meant[depth - 1], cursor.name,
						      strlen(cursor.name));
		if (event == DT_NODE && meant[depth] < 0)
			return "they name a node that does not exist";
		if (event == DT_PROP)
			why = marks_local(tree, meant[depth], &cursor);
	}
	return why;
}

/* --- all -------------------------------------------------------------------------------------- */

/* At least as many cells as the values of node @number and all below it can name: a place in
 * __fixups__ is a text of more than four bytes. */
static uint32_t marks_bound(const struct dt_tree *tree, int32_t number)
{
	struct dt_cursor cursor;
	uint32_t bytes = 0;
	enum dt_event event;

	dt_walk(&cursor, dt_numbered(tree, number));
	while ((event = dt_next(&cursor)) != DT_END)
		if (event == DT_PROP)
			bytes += cursor.len;
	return bytes / DT_CELL;
}

/* A table that is half empty at most. */
static bool marks_make(uint32_t count)
{
	uint32_t rows = 2;
	size_t size;

	while (rows < 2 * count)
		rows *= 2;
	size = rows * sizeof(struct marks_row);
	if (dt_keep(&marks.rows, size))
		return false;
	memset(marks.rows, 0, size);
	marks.mask = rows - 1;
	return true;
}

static int32_t marks_child(const struct dt_tree *tree, const char *name)
{
	return dt_index_child(tree, 0, name, strlen(name));
}

/* NULL; or why the fixups cannot be written as references. */
static const char *marks_read(const struct dt_tree *tree)
{
	int32_t fixups = marks_child(tree, "__fixups__");
	int32_t locals = marks_child(tree, "__local_fixups__");
	struct dt_cursor cursor;
	const char *why;

	if (!dt_index_resolves(tree))
		return "names or phandles are not unique";
	if (!marks_make(marks_bound(tree, fixups) + marks_bound(tree, locals)))
		return "there is no memory";
	marks.hint = (struct dt_fixup_hint){ 0 };
	dt_walk(&cursor, dt_numbered(tree, fixups));
	dt_next(&cursor);
	marks_choose_prefix(tree, cursor);
	why = marks_places(tree, cursor);
	return why ? why : marks_locals(tree, locals);
}

bool marks_start(struct dt_text *out, const struct dt_tree *tree)
{
	const char *why = dt_is_overlay(tree) ? marks_read(tree) : "";

	if (!why) {
		dt_puts(out, "/plugin/;\n");
		return true;
	}
	if (*why) {
		dt_puts(out, "/* An overlay, whose fixups cannot be written as references: ");
		dt_puts(out, why);
		dt_puts(out, ". */\n");
	}
	return false;
}

bool marks_made(const char *name)
{
	return strcmp(name, "__fixups__") == 0 || strcmp(name, "__local_fixups__") == 0;
}

void marks_drop(void)
{
	dt_drop(&marks.rows);
}

const char *marks_prefix(void)
{
	return marks.prefix;
}

/* Puts a cell, or its label. */
static void marks_put_cell(struct dt_text *out, const uint8_t *cell)
{
	const struct marks_row *row = marks_row(cell);

	if (!row->cell) {
		dt_put_hex(out, dt_be32(cell));
		return;
	}
	dt_putc(out, '&');
	dt_puts(out, row->local ? marks.prefix : "");
	dt_puts(out, row->label);
}

bool marks_put(struct dt_text *out, const uint8_t *value, uint32_t len)
{
	uint32_t cells = len / DT_CELL, i = 0;

	while (i < cells && !marks_row(value + (size_t)i * DT_CELL)->cell)
		i++;
	if (i == cells)
		return false;
	for (i = 0; i < cells; i++) {
		dt_putc(out, i ? ' ' : '<');
		marks_put_cell(out, value + (size_t)i * DT_CELL);
	}
	dt_putc(out, '>');
	if (len % DT_CELL) {
		dt_puts(out, ", ");
		print_value(out, DT_TYPE_BYTES, value + (size_t)cells * DT_CELL, len % DT_CELL);
	}
	return true;
}
