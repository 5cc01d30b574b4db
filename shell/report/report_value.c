#include "shell/report/report.h"
/* Cells of each kind of value. */
#include <string.h>
#include "fdt/core/fault.h"
#include "shell/report/report_parts.h"

struct dt_text *report_cell(struct report *report, int column)
{
	return report_cell_open(report, column, REPORT_TEXT);
}

void report_string(struct report *report, int column, const char *text)
{
	if (text)
		report_bytes(report, column, text, (int)strlen(text));
}

void report_bytes(struct report *report, int column, const char *text, int len)
{
	if (len >= 0)
		dt_put_escaped(report_cell(report, column), text, (size_t)len);
}

void report_node(struct report *report, int column, struct dt_node node)
{
	dt_put_path(report_cell(report, column), node);
}

void report_dec(struct report *report, int column, uint64_t value)
{
	dt_put_dec(report_cell_open(report, column, REPORT_NUMBER), value);
}

void report_signed(struct report *report, int column, int64_t value)
{
	struct dt_text *out = report_cell_open(report, column, REPORT_NUMBER);

	if (value < 0)
		dt_putc(out, '-');
	dt_put_dec(out, value < 0 ? -(uint64_t)value : (uint64_t)value);
}

void report_hex(struct report *report, int column, uint64_t value)
{
	dt_put_hex(report_cell(report, column), value);
}

/* One digit after the point, rounded down. */
static void value_put_size(struct dt_text *out, uint64_t size)
{
	static const char unit[][4] = { "B", "KiB", "MiB", "GiB", "TiB" };
	unsigned i = 0, rest = 0; /* rest: of the unit, in 1/1024 */

	for (; size >= 1024 && i < 4; i++, size /= 1024)
		rest = size % 1024;
	rest = rest * 10 / 1024;
	dt_put_dec(out, size);
	if (rest) {
		dt_putc(out, '.');
		dt_put_dec(out, rest);
	}
	dt_putc(out, ' ');
	dt_puts(out, unit[i]);
}

void report_size(struct report *report, int column, uint64_t bytes)
{
	struct dt_text *out = report_cell(report, column);

	if (report->json)
		dt_put_hex(out, bytes);
	else
		value_put_size(out, bytes);
}

void report_rate(struct report *report, int column, uint64_t rate)
{
	if (report->json) {
		report_dec(report, column, rate);
		return;
	}
	report_size(report, column, rate);
	dt_puts(&report->cell, "/s");
}

void report_hz(struct report *report, int column, uint64_t hz)
{
	report_dec(report, column, hz);
	if (!report->json)
		dt_puts(&report->cell, " Hz");
}

void report_flag(struct report *report, int column, bool value)
{
	const struct report_column *shown = &report->table->column[column];
	struct dt_text *out = report_cell_open(report, column, REPORT_BOOL);

	if (report->json)
		dt_puts(out, value ? "true" : "false");
	else if (value)
		dt_puts(out, report->table->layout == REPORT_LINES ? shown->title : "yes");
}

void report_list(struct report *report, int column)
{
	report_cell_open(report, column, REPORT_LIST);
}

void report_number_list(struct report *report, int column)
{
	report_cell_open(report, column, REPORT_NUMBERS);
}

void report_numbers(struct report *report, int column, const uint32_t *number, uint32_t count)
{
	report_number_list(report, column);
	while (count--)
		dt_put_dec(report_item(report), *number++);
}

void report_strings(struct report *report, int column, struct dt_strings list)
{
	const char *text;
	int len;

	report_list(report, column);
	while ((len = dt_strings_next(&list, &text)) >= 0)
		dt_put_escaped(report_item(report), text, (size_t)len);
}
