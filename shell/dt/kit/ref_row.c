#include "shell/dt/kit/ref_row.h"
/* For people, a reference is printed as in source, without what all rows have in common. */
#include <string.h>
#include "fdt/core/fault.h"
#include "fdt/core/index.h"
#include "fdt/core/label.h"
#include "fdt/where/interrupt_text.h"

enum {
	REF_FROM,
	REF_PROPERTY,
	REF_WHERE, /* for people: property[index] */
	REF_INDEX,
	REF_KIND,
	REF_SHOWN, /* for people: <&label 1> or "/path" */
	REF_TO,
	REF_ARGS,
	REF_TEXT,
	REF_PHANDLE,
	REF_FAULT,
};

static const struct report_column ref_columns[] = {
	[REF_FROM] = { .key = "from" },
	[REF_PROPERTY] = { .key = "property", .flags = REPORT_HIDDEN },
	[REF_WHERE] = { .key = "" },
	[REF_INDEX] = { .key = "index", .flags = REPORT_HIDDEN },
	[REF_KIND] = { .key = "kind", .flags = REPORT_HIDDEN },
	[REF_SHOWN] = { .key = "" },
	[REF_TO] = { .key = "to" },
	[REF_ARGS] = { .key = "args", .flags = REPORT_HIDDEN },
	[REF_TEXT] = { .key = "text", .flags = REPORT_HIDDEN },
	[REF_PHANDLE] = { .key = "phandle", .flags = REPORT_HIDDEN },
	[REF_FAULT] = { .key = "fault" },
};

const struct report_table shell_ref_table = {
	.key = "references",
	REPORT_TABLE_COLUMNS(ref_columns),
};

/* Begins a row: the owner, unless all lines have the same, and the property. Returns the place for
 * more of it. */
static struct dt_text *ref_begin(struct shell_ref_row *row)
{
	struct report *report = &row->report;
	const char *name = row->cursor.name;
	struct dt_text *out;

	report_row(report);
	row->rows++;
	if (!row->outward || report->json)
		report_node(report, REF_FROM, row->owner);
	report_string(report, REF_PROPERTY, name);
	out = report_cell(report, REF_WHERE);
	dt_put_escaped(out, name, strlen(name));
	return out;
}

/* Begins a row with a number: the cell's of a reference, an interrupt's own. */
static void ref_begin_cell(struct shell_ref_row *row, uint32_t number, const char *kind)
{
	struct dt_text *out = ref_begin(row);

	dt_putc(out, '[');
	dt_put_dec(out, number);
	dt_putc(out, ']');
	report_dec(&row->report, REF_INDEX, number);
	report_string(&row->report, REF_KIND, kind);
}

/* Puts the node referred to, unless all lines have the same. */
static void ref_put_to(struct shell_ref_row *row, struct dt_node node)
{
	if (row->outward || row->report.json)
		report_node(&row->report, REF_TO, node);
}

/* &label, or &{/path} for a node without a label. */
static void ref_put_node(struct dt_text *out, struct dt_node node)
{
	const char *label = dt_label(node.tree, dt_number_of(node));

	dt_puts(out, label ? "&" : "&{");
	if (label) {
		dt_puts(out, label);
		return;
	}
	dt_put_path(out, node);
	dt_putc(out, '}');
}

/* Puts a reference to @node with its arguments: `<&label 1>`. */
static void ref_put_target(struct shell_ref_row *row, struct dt_node node, const uint32_t *cell,
			   uint32_t cells)
{
	struct dt_text *out = report_cell(&row->report, REF_SHOWN);

	dt_putc(out, '<');
	ref_put_node(out, node);
	dt_puts(out, cells ? " " : "");
	if (cells)
		dt_put_specifier(out, cell, cells);
	dt_putc(out, '>');
	ref_put_to(row, node);
	report_numbers(&row->report, REF_ARGS, cell, cells);
}

void shell_ref_reference(struct shell_ref_row *row, const struct dt_ref *ref)
{
	const uint8_t *at = row->cursor.value + DT_CELL * (size_t)ref->cell;
	uint32_t cell[DT_REFS_ARGS];

	for (uint32_t i = 0; i < ref->args; i++)
		cell[i] = dt_be32(at + DT_CELL * (size_t)(i + 1));
	ref_begin_cell(row, ref->cell, "phandle");
	ref_put_target(row, ref->node, cell, ref->args);
}

void shell_ref_fault(struct shell_ref_row *row, const struct dt_ref *ref, const char *why)
{
	struct dt_text *out;

	ref_begin_cell(row, ref->cell, "phandle");
	out = report_cell(&row->report, REF_SHOWN);
	dt_putc(out, '<');
	dt_put_hex(out, ref->phandle);
	dt_putc(out, '>');
	report_dec(&row->report, REF_PHANDLE, ref->phandle);
	report_string(&row->report, REF_FAULT, why);
}

void shell_ref_interrupt(struct shell_ref_row *row, uint32_t number,
			 const struct dt_interrupt *interrupt)
{
	ref_begin_cell(row, number, "interrupt");
	ref_put_target(row, interrupt->controller, interrupt->cell, interrupt->cells);
}

void shell_ref_text(struct shell_ref_row *row, struct dt_node node)
{
	const char *text = (const char *)row->cursor.value;
	size_t len = strnlen(text, row->cursor.len);
	struct dt_text *out;

	ref_begin(row);
	report_string(&row->report, REF_KIND, *text == '/' ? "path" : "alias");
	out = report_cell(&row->report, REF_SHOWN);
	dt_putc(out, '"');
	dt_put_escaped(out, text, len);
	dt_putc(out, '"');
	ref_put_to(row, node);
	report_bytes(&row->report, REF_TEXT, text, (int)len);
}
