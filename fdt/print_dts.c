/*
 * A tree as DTS source, in one pass. Source: Devicetree Specification v0.4, 6.2 and 6.3.
 *
 * The strings block holds each property's name once, so what can be said of a name (its length,
 * its type, whether DTS can express it) is worked out once and kept.
 */
#include <string.h>
#include "fdt/print.h"
#include "fdt/cursor.h"
#include "fdt/prop_type.h"

enum {
	DTS_TABS_MAX = 40,  /* bounds the output of deep trees */
	DTS_NAMES = 64,     /* names kept; a power of two, and most trees have no more */
	DTS_NAME_MAX = 255, /* characters of a name that is kept */
};

struct dts_name {
	uint32_t offset; /* in the strings block */
	uint8_t len;     /* 0: an empty row */
	uint8_t type;    /* by the name alone */
};

struct dts {
	struct dt_text *out;
	struct dt_cursor cursor;
	bool text_node; /* all properties of the node in hand are strings */
	struct dts_name names[DTS_NAMES];
};

/* What dtc reads as a node's or property's name. */
static bool dts_name_char(char c)
{
	if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
		return true;
	return c && strchr(",._+*#?@-", c);
}

/* Length of a name that DTS can express; 0 for any other. */
static size_t dts_name_len(const char *name)
{
	size_t len = 0;

	while (dts_name_char(name[len]))
		len++;
	return name[len] ? 0 : len;
}

/* A name in place of one that DTS cannot express. */
static void dts_put_mended(struct dt_text *out, const char *name)
{
	if (*name == '\0')
		dt_putc(out, '_');
	for (; *name; name++)
		dt_putc(out, dts_name_char(*name) ? *name : '_');
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

static void dts_indent(struct dt_text *out, int depth)
{
	int tabs = depth < DTS_TABS_MAX ? depth : DTS_TABS_MAX;
	char *at = dt_room(out, DTS_TABS_MAX);

	while (tabs-- > 0)
		*at++ = '\t';
	dt_filled(out, at);
}

static void dts_begin(struct dts *dts)
{
	struct dt_text *out = dts->out;
	const char *name = dts->cursor.name;
	bool root = dts->cursor.node == dt_root(dts->cursor.tree).offset;
	size_t len = dts_name_len(name);

	dts->text_node = prop_type_node_is_text(name);
	if (dts->cursor.depth)
		dt_putc(out, '\n');
	dts_indent(out, dts->cursor.depth);
	if (root)
		dt_putc(out, '/');
	else if (len)
		dt_write(out, name, len);
	else
		dts_put_mended(out, name);
	dt_write(out, " {", 2);
	if (!root && !len)
		dts_put_name_comment(out, name);
	dt_putc(out, '\n');
}

static void dts_value(struct dts *dts, enum dt_type declared)
{
	const struct dt_cursor *cursor = &dts->cursor;

	if (cursor->len == 0)
		return;
	if (dts->text_node)
		declared = DT_TYPE_STRINGS;
	dt_write(dts->out, " = ", 3);
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
	struct dts_name *kept = &dts->names[(offset ^ offset / DTS_NAMES) % DTS_NAMES];
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

static void dts_prop(struct dts *dts)
{
	const struct dts_name *name = dts_name(dts);

	dts_indent(dts->out, dts->cursor.depth + 1);
	if (name->len == 0) {
		dts_odd_prop(dts);
		return;
	}
	dt_write(dts->out, dts->cursor.name, name->len);
	dts_value(dts, (enum dt_type)name->type);
	dt_write(dts->out, ";\n", 2);
}

static void dts_end(struct dts *dts)
{
	dts_indent(dts->out, dts->cursor.depth);
	dt_write(dts->out, "};\n", 3);
}

static void dts_head(struct dt_text *out, const struct dt_tree *tree)
{
	const uint8_t *at = tree->reserve;

	dt_puts(out, "/dts-v1/;\n\n");
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
	struct dts dts = { .out = out };
	enum dt_event event;

	if (!dt_found(node))
		return;
	if (node.offset == dt_root(node.tree).offset)
		dts_head(out, node.tree);
	cursor_start(&dts.cursor, node);
	while ((event = cursor_next(&dts.cursor)) != DT_END) {
		if (event == DT_PROP)
			dts_prop(&dts);
		else if (event == DT_NODE)
			dts_begin(&dts);
		else
			dts_end(&dts);
	}
}
