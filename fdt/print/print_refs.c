#include "fdt/print/printer.h"
/*
 * Values that need their tree: references by label, entries of addresses in groups.
 *
 * All of it compiles to the same bytes: a label becomes the phandle that was read, and groups do
 * not change the cells. Source: Devicetree Specification v0.4, 6.3, and what fdt/where/refs.h
 * names.
 */
#include <string.h>
#include "fdt/core/chars.h"
#include "fdt/core/fault.h"
#include "fdt/core/label.h"

enum {
	REFS_CELL_TEXT = 11,      /* characters of a cell: a blank, 0x and 8 digits */
	REFS_DECIMAL_MAX = 65535, /* numbers of lines and clocks; larger ones are bit patterns */
	REFS_DECIMAL_TEXT = 10,
	REFS_KEPT = 8,       /* references that are kept, so that short lists are read once */
	REFS_ENTRY_MAX = 16, /* cells of an entry; more make no sense */
};

void printer_init(struct printer *printer, struct dt_text *out, const struct dt_tree *tree,
		  bool raw)
{
	bool indexed = !raw && tree->index;

	*printer = (struct printer){
		.out = out,
		.tree = tree,
		.grouped = indexed,
		.named = indexed,
		.end = INT32_MAX,
	};
}

/* --- references ------------------------------------------------------------------------------ */

/* A number, in decimal up to @most; room for REFS_CELL_TEXT. */
static char *refs_number(char *at, const uint8_t *cell, uint32_t most)
{
	uint32_t value = dt_be32(cell);
	char digits[REFS_DECIMAL_TEXT], *digit = digits + sizeof(digits);

	if (value > most)
		return hex_prefixed(at, cell);
	if (value < 10) {
		*at++ = (char)('0' + value);
		return at;
	}
	for (; value; value /= 10)
		*--digit = (char)('0' + value % 10);
	while (digit < digits + sizeof(digits))
		*at++ = *digit++;
	return at;
}

/* Cells, in decimal up to @most, none if that is 0; @before comes before the first, a blank before
 * each of the others. */
static void refs_put_cells(struct dt_text *out, const uint8_t *cell, uint32_t count, char before,
			   uint32_t most)
{
	for (; count; count--, cell += DT_CELL) {
		char *at = dt_room(out, REFS_CELL_TEXT);

		*at++ = before;
		dt_filled(out, most ? refs_number(at, cell, most) : hex_prefixed(at, cell));
		before = ' ';
	}
}

static inline void refs_put_label(struct dt_text *out, char before, const char *label)
{
	char *at = dt_room(out, DT_LABEL_MAX + 2);

	*at++ = before;
	*at++ = '&';
	while (*label)
		*at++ = *label++;
	dt_filled(out, at);
}

/* A reference to node @number by the name that the printer's user gives it. */
static void refs_put_name(const struct printer *printer, char before, int32_t number)
{
	const char *label = printer->naming->label(printer->naming, printer->tree, number);

	if (label) {
		refs_put_label(printer->out, before, label);
		return;
	}
	dt_putc(printer->out, before);
	dt_puts(printer->out, "&{");
	dt_put_path(printer->out, dt_numbered(printer->tree, number));
	dt_putc(printer->out, '}');
}

/* A phandle: as a label where that is printed, else as a cell with the label in a comment. */
static inline void refs_put_phandle(const struct printer *printer, char before, const uint8_t *cell)
{
	int32_t number = dt_index_phandle(printer->tree, dt_be32(cell));
	const char *label;

	if (printer->naming && number >= 0) {
		refs_put_name(printer, before, number);
		return;
	}
	label = number > 0 ? dt_label(printer->tree, number) : NULL;
	if (label && number >= printer->first && number < printer->end) {
		refs_put_label(printer->out, before, label);
		return;
	}
	refs_put_cells(printer->out, cell, 1, before, 0);
	if (!label)
		return;
	dt_puts(printer->out, " /*");
	refs_put_label(printer->out, ' ', label);
	dt_puts(printer->out, " */");
}

/* One reference, with the cells from number @from on that come before its phandle. */
static inline void refs_put(const struct printer *printer, const uint8_t *value, uint32_t from,
			    const struct dt_ref *ref)
{
	const uint8_t *phandle = value + (size_t)ref->cell * DT_CELL;
	char before = '<';

	if (ref->cell > from) {
		refs_put_cells(printer->out, value + (size_t)from * DT_CELL, ref->cell - from, '<',
			       0);
		before = ' ';
	}
	refs_put_phandle(printer, before, phandle);
	refs_put_cells(printer->out, phandle + DT_CELL, ref->args, ' ', REFS_DECIMAL_MAX);
}

/* The kind that the name says; the last ones are kept. */
static inline struct dt_refs_kind refs_kind(struct printer *printer, const char *name)
{
	struct printer_kind *kept = &printer->kinds[(uintptr_t)name / 4 % PRINTER_KINDS];

	if (kept->name != name) {
		kept->name = name;
		kept->kind = dt_refs_kind(name);
	}
	return kept->kind;
}

/* A list of one phandle alone: interrupt-parent, a supply. */
static inline bool refs_put_one(const struct printer *printer, const uint8_t *value)
{
	if (dt_index_phandle(printer->tree, dt_be32(value)) < 0)
		return false;
	refs_put_phandle(printer, '<', value);
	dt_putc(printer->out, '>');
	return true;
}

/* A list, if all of it can be read. The references of a long one are read twice. */
static inline bool refs_put_list(struct printer *printer, const struct printer_prop *prop)
{
	struct dt_refs_kind kind = refs_kind(printer, prop->name);
	struct dt_ref kept[REFS_KEPT], *ref;
	uint32_t count = 0, from = 0;
	struct dt_refs it, again;
	int more;

	if (prop->len == DT_CELL && kind.shape == DT_REFS_PLAIN)
		return refs_put_one(printer, prop->value);
	if (!dt_refs_of(&it, kind, dt_numbered(printer->tree, prop->number), prop->name,
			prop->value, prop->len))
		return false;
	it.memo = &printer->memo;
	again = it;
	while ((more = dt_refs_next(&it, &kept[count % REFS_KEPT])) > 0)
		count++;
	for (uint32_t i = 0; more == 0 && i < count; i++) {
		ref = &kept[i % REFS_KEPT];
		if (count > REFS_KEPT)
			dt_refs_next(&again, ref);
		if (i)
			dt_write(printer->out, ", ", 2);
		refs_put(printer, prop->value, from, ref);
		dt_putc(printer->out, '>');
		from = ref->cell + 1 + ref->args;
	}
	return more == 0;
}

/* --- entries --------------------------------------------------------------------------------- */

/* A number of cells, or more than any entry has. */
static uint32_t entry_cells(struct dt_node node, const char *name, uint32_t absent)
{
	uint32_t cells = dt_cell(node, name, absent);

	return cells > REFS_ENTRY_MAX ? REFS_ENTRY_MAX + 1 : cells;
}

static uint32_t entry_addresses(struct dt_node node)
{
	return entry_cells(node, "#address-cells", 2);
}

static uint32_t entry_sizes(struct dt_node node)
{
	return entry_cells(node, "#size-cells", 1);
}

uint32_t printer_entry(struct dt_node bus)
{
	return entry_addresses(bus) + entry_sizes(bus);
}

/* Cells of an entry; 0: unknown. */
static uint32_t entry_of(const struct dt_tree *tree, enum dt_type type, int32_t number)
{
	struct dt_node node = dt_numbered(tree, number), bus;
	int32_t parent = number < 0 ? DT_NONE : tree->index->node[number].parent;

	if (parent < 0)
		return 0;
	bus = dt_numbered(tree, parent);
	if (type == DT_TYPE_REG)
		return printer_entry(bus);
	return entry_addresses(node) + entry_addresses(bus) + entry_sizes(node);
}

static void entries_put(struct printer *printer, enum dt_type type, const struct printer_prop *prop)
{
	uint32_t cells = prop->len / DT_CELL, entry = prop->entry;

	if (type == DT_TYPE_RANGES || !entry)
		entry = entry_of(printer->tree, type, prop->number);
	print_cells(printer->out, prop->value, prop->len, entry && cells % entry == 0 ? entry : 0);
}

static void hz64_put(struct dt_text *out, const uint8_t *value, uint32_t len)
{
	dt_puts(out, "/bits/ 64 ");
	for (uint32_t at = 0; at < len; at += 2 * DT_CELL) {
		dt_putc(out, at ? ' ' : '<');
		dt_put_dec(out, dt_be64(value + at));
	}
	dt_putc(out, '>');
}

void printer_value(struct printer *printer, enum dt_type type, const struct printer_prop *prop)
{
	bool entries = type == DT_TYPE_REG || type == DT_TYPE_RANGES;

	if (type == DT_TYPE_REFS && printer->named && refs_put_list(printer, prop))
		return;
	if (entries && printer->grouped) {
		entries_put(printer, type, prop);
	} else if ((type == DT_TYPE_NUMBERS || type == DT_TYPE_HZ) && printer->grouped) {
		refs_put_cells(printer->out, prop->value, prop->len / DT_CELL, '<',
			       type == DT_TYPE_HZ ? UINT32_MAX : REFS_DECIMAL_MAX);
		dt_putc(printer->out, '>');
	} else if (type == DT_TYPE_HZ64 && printer->grouped) {
		hz64_put(printer->out, prop->value, prop->len);
	} else {
		print_value(printer->out, type, prop->value, prop->len);
	}
}

void dt_print_reference(struct dt_text *out, struct dt_node node, const uint8_t *value,
			const struct dt_ref *ref)
{
	struct printer printer;

	printer_init(&printer, out, node.tree, false);
	if (printer.named)
		refs_put(&printer, value, ref->cell, ref);
	else
		refs_put_cells(out, value + (size_t)ref->cell * DT_CELL, 1 + ref->args, '<', 0);
	dt_putc(out, '>');
}

void dt_print_named(struct dt_text *out, struct dt_node node, const char *name,
		    const uint8_t *value, uint32_t len, const struct dt_naming *naming)
{
	struct printer_prop prop = { .name = name, .value = value, .len = len };
	struct printer printer;

	printer_init(&printer, out, node.tree, false);
	printer.naming = naming;
	prop.number = node.tree->index ? dt_number_of(node) : DT_NONE;
	printer_value(&printer, dt_prop_type(dt_name(node), name, value, len), &prop);
}

void dt_print_property(struct dt_text *out, struct dt_node node, const char *name,
		       const uint8_t *value, uint32_t len)
{
	dt_print_named(out, node, name, value, len, NULL);
}
