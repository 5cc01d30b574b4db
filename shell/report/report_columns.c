#include "shell/report/report.h"
/* For people: where cells stand in their line, and how wide columns are. */
#include <string.h>
#include "shell/report/report_parts.h"

enum {
	COLUMNS_ENOUGH = 10, /* characters that a column keeps when rows are too long */
	COLUMNS_LEAST = 4,   /* those that it keeps when they are still too long */
	COLUMNS_WIDEST = 200,
	COLUMNS_LONG = 20, /* those of the widest cell that is not long */
};

static const char *columns_title(const struct report_table *table, int i)
{
	return report_name(table->name, i, table->column[i].title);
}

static void columns_blanks(struct report *report, size_t count)
{
	while (count--)
		dt_putc(&report->out, ' ');
}

/* Puts what stands before a column. */
static void columns_gap(struct report *report)
{
	if (report->below)
		dt_putc(&report->out, '\n');
	report->below = false;
	columns_blanks(report, report->blanks);
	report->blanks = 0;
}

/* Where the column after @column begins. */
static size_t columns_after(const struct report *report, int column)
{
	size_t at = 0;

	for (int i = 0; i <= column; i++)
		if (report_shown(&report->table->column[i]))
			at += report->width[i] + REPORT_GAP;
	return at;
}

/* A cell of @len characters will have been put: what it lacks of its column's width is due. */
static void columns_fill(struct report *report, int column, size_t len)
{
	size_t width = report->width[column];
	uint8_t flags = report->table->column[column].flags;

	report->blanks = REPORT_GAP;
	report->below = flags & REPORT_LONG && len > width;
	if (report->below)
		report->blanks = columns_after(report, column);
	else if (!(flags & REPORT_RIGHT) && width > len)
		report->blanks += width - len;
}

/* What comes before a cell in its column. */
static void columns_place(struct report *report, int column, size_t len)
{
	size_t width = report->width[column];

	columns_gap(report);
	if (report->table->column[column].flags & REPORT_RIGHT && width > len)
		columns_blanks(report, width - len);
	columns_fill(report, column, len);
}

/* Marks the columns that were passed over, up to @end. */
static void columns_pass(struct report *report, int end)
{
	for (; report->next < end; report->next++) {
		if (!report_shown(&report->table->column[report->next]))
			continue;
		columns_place(report, report->next, 1);
		dt_putc(&report->out, '-');
	}
}

/* "title value" in lines. */
static void columns_place_line(struct report *report, const struct report_column *column,
			       const char *title, size_t len)
{
	if (report->cells)
		columns_blanks(report,
			       report->blanks + (column->flags & REPORT_CLOSE ? 1 : REPORT_GAP));
	report->blanks = column->width > len ? column->width - len : 0;
	if (!title[0] || report->kind == REPORT_BOOL)
		return;
	dt_puts(&report->out, title);
	dt_putc(&report->out, ' ');
}

static void columns_place_record(struct report *report, const char *title)
{
	size_t len = strlen(title);

	if (report->cells)
		dt_putc(&report->out, '\n');
	dt_puts(&report->out, title);
	columns_blanks(report, report->width[0] - len + REPORT_GAP);
}

void report_cell_place(struct report *report, size_t len)
{
	const struct report_table *table = report->table;
	const char *title = columns_title(table, report->column);

	switch (table->layout) {
	case REPORT_LINES:
		columns_place_line(report, &table->column[report->column], title, len);
		break;
	case REPORT_RECORD:
		columns_place_record(report, title);
		break;
	default:
		columns_pass(report, report->column);
		columns_place(report, report->column, len);
		report->next = report->column + 1;
	}
}

void report_line_begin(struct report *report)
{
	if (report->shown && report->table->layout == REPORT_RECORD)
		dt_putc(&report->out, '\n');
	report->shown = true;
}

void report_line_end(struct report *report)
{
	if (report->table->layout == REPORT_COLUMNS)
		columns_pass(report, report->table->columns);
	if (report->table->layout != REPORT_RECORD || report->cells)
		dt_putc(&report->out, '\n');
}

/* --- widths ----------------------------------------------------------------------------------- */

static void columns_widen(struct report *report, int column, size_t len)
{
	if (len > COLUMNS_WIDEST)
		len = COLUMNS_WIDEST;
	if (len > report->width[column])
		report->width[column] = (uint8_t)len;
}

void report_measure_titles(struct report *report)
{
	const struct report_table *table = report->table;

	memset(report->width, 0, sizeof(report->width));
	for (int i = 0; i < table->columns; i++)
		columns_widen(report, table->layout == REPORT_RECORD ? 0 : i,
			      strlen(columns_title(table, i)));
}

void report_measure_begin(struct report *report)
{
	dt_flush(&report->out);
	report->measuring = true;
}

void report_measure(struct report *report)
{
	const struct report_table *table = report->table;

	if (!report->measuring || table->layout != REPORT_COLUMNS)
		return;
	if (report->used <= COLUMNS_LONG || !(table->column[report->column].flags & REPORT_LONG))
		columns_widen(report, report->column, report->used);
}

/* What the column could do without, where it keeps @enough characters. */
static size_t columns_spare(const struct report *report, int i, size_t enough)
{
	const struct report_column *column = &report->table->column[i];
	size_t title = strlen(columns_title(report->table, i)),
	       least = title > enough ? title : enough;

	if (!(column->flags & REPORT_CUT) || report->width[i] <= least)
		return 0;
	return report->width[i] - least;
}

/* Makes columns that can be cut narrower until a row fits the screen: the last ones first. */
static void columns_fit(struct report *report)
{
	const struct report_table *table = report->table;
	size_t total = 0, screen = shell_columns(report->shell);

	for (int i = 0; i < table->columns; i++)
		if (report_shown(&table->column[i]))
			total += report->width[i] + (total ? REPORT_GAP : 0);
	for (int i = 2 * table->columns - 1; screen && i >= 0 && total > screen; i--) {
		int at = i % table->columns;
		size_t enough = i < table->columns ? COLUMNS_LEAST : COLUMNS_ENOUGH;
		size_t take = columns_spare(report, at, enough);

		if (take > total - screen)
			take = total - screen;
		report->width[at] -= (uint8_t)take;
		total -= take;
	}
}

static void columns_header(struct report *report)
{
	const struct report_table *table = report->table;
	bool titles = false;

	for (int i = 0; i < table->columns; i++)
		titles |= report_shown(&table->column[i]) && columns_title(table, i)[0];
	dt_puts(&report->out, titles && report->shown ? "\n" : "");
	report->blanks = 0;
	for (int i = 0; titles && i < table->columns; i++) {
		const char *title = columns_title(table, i);

		if (!report_shown(&table->column[i]))
			continue;
		columns_place(report, i, strlen(title));
		dt_puts(&report->out, title);
	}
	if (titles)
		dt_putc(&report->out, '\n');
}

void report_measure_end(struct report *report)
{
	report->measuring = false;
	if (report->rows) {
		columns_fit(report);
		columns_header(report);
	}
	report->rows = false;
}
