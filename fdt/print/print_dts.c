#include "fdt/print/print.h"
/*
 * A tree as DTS source, in one pass.
 *
 * The strings block holds each property's name once. What a name says (its length, its type,
 * whether DTS can express it) is worked out once and kept. Source: Devicetree Specification v0.4,
 * 6.2 and 6.3.
 */
#include <string.h>
#include "fdt/core/chars.h"
#include "fdt/core/cursor.h"
#include "fdt/core/label.h"
#include "fdt/print/marks.h"
#include "fdt/print/print_name.h"
#include "fdt/print/printer.h"
#include "fdt/print/prop_type.h"

enum {
	DTS_NAMES = 128, /* names kept; a power of two; few trees have more */
	DTS_BUSES = 32,  /* levels whose cells are kept */
	DTS_UNKNOWN = UINT8_MAX,
};

struct dts_name {
	uint32_t offset; /* in the strings block */
	uint8_t len;     /* 0: an empty row */
	uint8_t type;    /* by the name alone; DTS_UNKNOWN: not looked up yet */
};

/* A node that may be a bus. */
struct dts_bus {
	int node;       /* offset */
	uint32_t entry; /* cells of an entry of its children's reg; 0: not looked up yet */
};

struct dts {
	struct dt_text *out;
	struct dt_cursor cursor;
	struct printer printer;
	int root;                      /* the root's offset */
	int32_t number;                /* of the current node */
	bool plugin;                   /* an overlay, printed with the references of its fixups */
	bool text_node;                /* all properties of the current node are strings */
	bool plain_node;               /* its cells may be printed as they are */
	int top;                       /* depth of the first node in the file */
	struct dts_bus bus[DTS_BUSES]; /* the current node and those above it, by depth */
	struct dts_name names[DTS_NAMES];
};

/* The label of the current node; NULL: it has none, or labels are not printed. The root's would not
 * compile. */
static const char *dts_label(struct dts *dts)
{
	if ((!dts->printer.named && !dts->plugin) || dts->number == 0)
		return NULL;
	return dt_label(dts->printer.tree, dts->number);
}

static void dts_begin(struct dts *dts)
{
	const struct dt_cursor *cursor = &dts->cursor;
	bool root = cursor->node == dts->root;
	const char *name = root ? "/" : cursor->name, *label = dts_label(dts);
	size_t len = root ? 1 : name_len(name);
	int depth = cursor->depth;
	char *at;

	dts->text_node = prop_type_node_is_text(cursor->name);
	dts->plain_node = !dts->text_node && !dts->plugin;
	if (depth < DTS_BUSES)
		dts->bus[depth] = (struct dts_bus){ .node = cursor->node };
	if (depth)
		dt_putc(dts->out, '\n');
	if (label) {
		name_indent(dts->out, depth);
		if (dts->plugin)
			dt_puts(dts->out, marks_prefix());
		name_put_label(dts->out, label);
		depth = 0;
	}
	if (len == 0 || len > NAME_KEPT_MAX) {
		name_begin_odd(dts->out, depth, name, len == 0);
		return;
	}
	at = name_line(dts->out, depth, name, len);
	*at++ = ' ';
	*at++ = '{';
	*at++ = '\n';
	dt_filled(dts->out, at);
}

/* Cells of an entry of the current node's reg; 0: unknown. */
static uint32_t dts_entry(struct dts *dts)
{
	int above = dts->cursor.depth - 1;
	struct dts_bus *bus;

	if (!dts->printer.grouped || above < dts->top || above >= DTS_BUSES)
		return 0;
	bus = &dts->bus[above];
	if (!bus->entry)
		bus->entry = printer_entry((struct dt_node){ dts->cursor.tree, bus->node });
	return bus->entry;
}

static inline void dts_value(struct dts *dts, enum dt_type declared)
{
	const struct dt_cursor *cursor = &dts->cursor;
	struct printer_prop prop = {
		.number = dts->number,
		.entry = declared == DT_TYPE_REG ? dts_entry(dts) : 0,
		.name = cursor->name,
		.value = cursor->value,
		.len = cursor->len,
	};

	if (dts->plugin && marks_put(dts->out, prop.value, prop.len))
		return;
	if (dts->text_node)
		declared = DT_TYPE_STRINGS;
	if (declared == DT_TYPE_STRINGS && print_strings(dts->out, prop.value, prop.len))
		return;
	printer_value(&dts->printer, prop_type_of_value(declared, prop.value, prop.len), &prop);
}

/* A property whose name is too long to be kept, or one that DTS cannot express. */
static void dts_odd_prop(struct dts *dts)
{
	const char *name = dts->cursor.name;
	bool replaced = name_len(name) == 0;

	if (replaced)
		name_put_replaced(dts->out, name);
	else
		dt_puts(dts->out, name);
	if (dts->cursor.len)
		dt_puts(dts->out, " = ");
	dts_value(dts, prop_type_of_name(name));
	dt_putc(dts->out, ';');
	if (replaced)
		name_put_comment(dts->out, name);
	dt_putc(dts->out, '\n');
}

/* What the name of the current property says; len is 0 where that cannot be kept. */
static inline struct dts_name *dts_name(struct dts *dts)
{
	const char *name = dts->cursor.name;
	uint32_t offset = (uint32_t)(name - dts->cursor.tree->strings);
	struct dts_name *kept = &dts->names[(offset ^ offset / 16) % DTS_NAMES];
	size_t len;

	if (kept->offset == offset && kept->len)
		return kept;
	kept = &dts->names[(size_t)(kept - dts->names) ^ (kept->len != 0)]; /* or its neighbour */
	if (kept->offset == offset && kept->len)
		return kept;
	len = name_len(name);
	*kept = (struct dts_name){ .offset = offset };
	if (len && len <= NAME_KEPT_MAX) {
		kept->len = (uint8_t)len;
		kept->type = DTS_UNKNOWN;
	}
	return kept;
}

/* A cell that reads neither as text nor as anything but a number, which most properties are. */
static inline bool dts_is_plain_cell(const struct dts *dts, unsigned type)
{
	const uint8_t *value = dts->cursor.value;

	return dts->cursor.len == 4 && (type == DT_TYPE_UNKNOWN || type == DT_TYPE_CELLS) &&
	       dts->plain_node && (value[0] == 0 || value[3] != 0);
}

static void dts_prop(struct dts *dts)
{
	struct dts_name *name = dts_name(dts);
	const struct dt_cursor *cursor = &dts->cursor;
	char *at;

	if (name->len == 0) {
		name_indent(dts->out, cursor->depth + 1);
		dts_odd_prop(dts);
		return;
	}
	if (name->type == DTS_UNKNOWN && !dts->text_node)
		name->type = (uint8_t)prop_type_of_name(cursor->name);
	at = name_line(dts->out, cursor->depth + 1, cursor->name, name->len);
	if (cursor->len) {
		*at++ = ' ';
		*at++ = '=';
		*at++ = ' ';
	}
	if (dts_is_plain_cell(dts, name->type)) {
		*at++ = '<';
		at = hex_prefixed(at, cursor->value);
		*at++ = '>';
	} else {
		dt_filled(dts->out, at);
		dts_value(dts, (enum dt_type)name->type);
		at = dt_room(dts->out, 2);
	}
	*at++ = ';';
	*at++ = '\n';
	dt_filled(dts->out, at);
}

static void dts_end(struct dts *dts)
{
	char *at = name_tabs(dt_room(dts->out, NAME_TABS_MAX + 3), dts->cursor.depth);

	*at++ = '}';
	*at++ = ';';
	*at++ = '\n';
	dt_filled(dts->out, at);
}

/* Leaves out the current node and all below it. */
static void dts_leave_out(struct dts *dts)
{
	dts->number = dts->printer.tree->index->node[dts->number].end - 1;
	dt_skip(&dts->cursor);
}

/* Before the first node: prepares references and labels. */
static void dts_start(struct dts *dts, struct dt_node node, bool raw)
{
	const struct dt_tree *tree = node.tree;

	printer_init(&dts->printer, dts->out, tree, raw);
	if (!dts->printer.named)
		return;
	dts->number = dt_number_of(node);
	dts->printer.named = dt_index_resolves(tree);
	dts->plugin = !dts->top && marks_start(dts->out, tree);
	dts->printer.named = dts->printer.named && !dts->plugin;
	dts->printer.first = dts->number;
	dts->printer.end = tree->index->node[dts->number].end;
	dts->number--; /* the first DT_NODE counts it up again */
}

static void dts_print(struct dt_text *out, struct dt_node node, bool raw)
{
	struct dts dts = { .out = out };
	enum dt_event event;
	int top;

	if (!dt_found(node))
		return;
	dts.root = dt_root(node.tree).offset;
	top = node.offset != dts.root; /* depth of @node in the file */
	dts.top = top;
	dt_puts(out, "/dts-v1/;\n");
	dts_start(&dts, node, raw);
	dt_putc(out, '\n');
	if (top)
		dt_puts(out, "/ {\n");
	else
		print_reserves(out, node.tree);
	cursor_start(&dts.cursor, node);
	dts.cursor.open = top; /* as if inside the root: depths are the file's */
	do {
		event = cursor_next(&dts.cursor);
		if (event == DT_PROP) {
			dts_prop(&dts);
		} else if (event == DT_NODE) {
			dts.number++;
			if (dts.plugin && dts.cursor.depth == 1 && marks_made(dts.cursor.name))
				dts_leave_out(&dts);
			else
				dts_begin(&dts);
		} else {
			dts_end(&dts);
		}
	} while (event != DT_NODE_END || dts.cursor.depth > top);
	if (top)
		dt_puts(out, "};\n");
	marks_drop();
}

void dt_print_dts(struct dt_text *out, struct dt_node node)
{
	dts_print(out, node, false);
}

void dt_print_dts_raw(struct dt_text *out, struct dt_node node)
{
	dts_print(out, node, true);
}
