/*
 * A tree as DTS source, in one pass. Source: Devicetree Specification v0.4, 6.2 and 6.3.
 *
 * The strings block holds each property's name once, so what can be said of a name (its length,
 * its type, whether DTS can express it) is worked out once and kept.
 */
#include <string.h>
#include "fdt/print.h"
#include "fdt/chars.h"
#include "fdt/cursor.h"
#include "fdt/prop_type.h"

enum {
	DTS_TABS_MAX = 40,  /* bounds the output of deep trees */
	DTS_NAMES = 128,    /* names kept; a power of two; few trees have more */
	DTS_NAME_MAX = 128, /* characters of a name that is kept */
	DTS_HEAD_MAX = DTS_TABS_MAX + DTS_NAME_MAX + 3, /* tabs, name, " = " */
};

struct dts_name {
	uint32_t offset; /* in the strings block */
	uint8_t len;     /* 0: an empty row */
	uint8_t type;    /* by the name alone */
};

struct dts {
	struct dt_text *out;
	struct dt_cursor cursor;
	int root;       /* the root's offset */
	bool text_node; /* all properties of the node in hand are strings */
	struct dts_name names[DTS_NAMES];
};

/* Length of a name that DTS can express; 0 for any other. */
static size_t dts_name_len(const char *name)
{
	size_t len = 0;

	while (char_is(name[len], CHAR_NAME))
		len++;
	return name[len] ? 0 : len;
}

/* A name in place of one that DTS cannot express. */
static void dts_put_mended(struct dt_text *out, const char *name)
{
	if (*name == '\0')
		dt_putc(out, '_');
	for (; *name; name++)
		dt_write(out, char_is(*name, CHAR_NAME) ? name : "_", 1);
}

/* Says what a mended name really is; no "*" may meet a "/", which would end the comment. */
static void dts_put_name_comment(struct dt_text *out, const char *name)
{
	dt_puts(out, " /* DTS cannot express this name: \"");
	for (; *name; name++) {
		if (*name == '/')
			dt_put_escape(out, *name);
		else
			dt_put_escaped(out, name, 1);
	}
	dt_puts(out, "\" */");
}

/* Fills in the indentation; there is room for DTS_TABS_MAX. */
static inline char *dts_tabs(char *at, int depth)
{
	char *end = at + (depth < DTS_TABS_MAX ? depth : DTS_TABS_MAX);

	while (at < end)
		*at++ = '\t';
	return at;
}

/* The indentation and a name of at most DTS_NAME_MAX; room for three characters is left. By
 * bytes, for names are too short to gain from memcpy. */
static inline char *dts_name_line(struct dt_text *out, int depth, const char *name, size_t len)
{
	char *at = dts_tabs(dt_room(out, DTS_HEAD_MAX), depth);

	for (const char *end = name + len; name < end; name++)
		*at++ = *name;
	return at;
}

static void dts_indent(struct dt_text *out, int depth)
{
	dt_filled(out, dts_tabs(dt_room(out, DTS_TABS_MAX), depth));
}

/* A node whose name is too long for a line's buffer, or nothing that DTS can express. */
static void dts_begin_odd(struct dts *dts, bool mended)
{
	struct dt_text *out = dts->out;

	dts_indent(out, dts->cursor.depth);
	if (!mended) {
		dt_puts(out, dts->cursor.name);
		dt_puts(out, " {\n");
		return;
	}
	dts_put_mended(out, dts->cursor.name);
	dt_puts(out, " {");
	dts_put_name_comment(out, dts->cursor.name);
	dt_putc(out, '\n');
}

static void dts_begin(struct dts *dts)
{
	const struct dt_cursor *cursor = &dts->cursor;
	bool root = cursor->node == dts->root;
	const char *name = root ? "/" : cursor->name;
	size_t len = root ? 1 : dts_name_len(name);
	char *at;

	dts->text_node = prop_type_node_is_text(cursor->name);
	if (cursor->depth)
		dt_putc(dts->out, '\n');
	if (len == 0 || len > DTS_NAME_MAX) {
		dts_begin_odd(dts, len == 0);
		return;
	}
	at = dts_name_line(dts->out, cursor->depth, name, len);
	*at++ = ' ';
	*at++ = '{';
	*at++ = '\n';
	dt_filled(dts->out, at);
}

static void dts_value(struct dts *dts, enum dt_type declared)
{
	const struct dt_cursor *cursor = &dts->cursor;

	if (dts->text_node)
		declared = DT_TYPE_STRINGS;
	print_value(dts->out, prop_type_of_value(declared, cursor->value, cursor->len),
		    cursor->value, cursor->len);
}

/* A property whose name is too long to be kept, or nothing that DTS can express. */
static void dts_odd_prop(struct dts *dts)
{
	const char *name = dts->cursor.name;
	bool mended = dts_name_len(name) == 0;

	if (mended)
		dts_put_mended(dts->out, name);
	else
		dt_puts(dts->out, name);
	if (dts->cursor.len)
		dt_puts(dts->out, " = ");
	dts_value(dts, prop_type_of_name(name));
	dt_putc(dts->out, ';');
	if (mended)
		dts_put_name_comment(dts->out, name);
	dt_putc(dts->out, '\n');
}

/* What is known of the name of the property in hand; len is 0 where nothing can be kept. */
static const struct dts_name *dts_name(struct dts *dts)
{
	const char *name = dts->cursor.name;
	uint32_t offset = (uint32_t)(name - dts->cursor.tree->strings);
	struct dts_name *kept = &dts->names[(offset ^ offset / 16) % DTS_NAMES];
	size_t len;

	if (kept->len && kept->offset == offset)
		return kept;
	len = dts_name_len(name);
	*kept = (struct dts_name){ .offset = offset };
	if (len && len <= DTS_NAME_MAX) {
		kept->len = (uint8_t)len;
		kept->type = (uint8_t)prop_type_of_name(name);
	}
	return kept;
}

/* "name = ", or "name" where no value follows. */
static inline void dts_prop_head(struct dts *dts, const struct dts_name *name)
{
	const struct dt_cursor *cursor = &dts->cursor;
	char *at = dts_name_line(dts->out, cursor->depth + 1, cursor->name, name->len);

	if (cursor->len) {
		*at++ = ' ';
		*at++ = '=';
		*at++ = ' ';
	}
	dt_filled(dts->out, at);
}

static void dts_prop(struct dts *dts)
{
	const struct dts_name *name = dts_name(dts);

	if (name->len == 0) {
		dts_indent(dts->out, dts->cursor.depth + 1);
		dts_odd_prop(dts);
		return;
	}
	dts_prop_head(dts, name);
	dts_value(dts, (enum dt_type)name->type);
	dt_putc(dts->out, ';');
	dt_putc(dts->out, '\n');
}

static void dts_end(struct dts *dts)
{
	char *at = dts_tabs(dt_room(dts->out, DTS_TABS_MAX + 3), dts->cursor.depth);

	*at++ = '}';
	*at++ = ';';
	*at++ = '\n';
	dt_filled(dts->out, at);
}

static void dts_reserves(struct dt_text *out, const struct dt_tree *tree)
{
	const uint8_t *at = tree->reserve;

	for (uint32_t i = 0; i < tree->reserves; i++, at += 16) {
		dt_puts(out, "/memreserve/ ");
		dt_put_hex(out, dt_be64(at));
		dt_putc(out, ' ');
		dt_put_hex(out, dt_be64(at + 8));
		dt_puts(out, ";\n");
	}
	if (tree->reserves)
		dt_putc(out, '\n');
}

void dt_print_dts(struct dt_text *out, struct dt_node node)
{
	struct dts dts = { .out = out, .root = dt_root(node.tree).offset };
	int top = node.offset != dts.root; /* depth of @node in the file */
	enum dt_event event;

	if (!dt_found(node))
		return;
	dt_puts(out, "/dts-v1/;\n\n");
	if (top)
		dt_puts(out, "/ {\n");
	else
		dts_reserves(out, node.tree);
	cursor_start(&dts.cursor, node);
	dts.cursor.open = top; /* as if inside the root: depths are the file's */
	do {
		event = cursor_next(&dts.cursor);
		if (event == DT_PROP)
			dts_prop(&dts);
		else if (event == DT_NODE)
			dts_begin(&dts);
		else
			dts_end(&dts);
	} while (event != DT_NODE_END || dts.cursor.depth > top);
	if (top)
		dt_puts(out, "};\n");
}
