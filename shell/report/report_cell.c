#include "shell/report/report.h"
/*
 * Cells. Their text waits in a buffer, so that most are whole when they end: then their length is
 * known before they are placed.
 */
#include <string.h>
#include "fdt/core/chars.h"
#include "shell/report/report_parts.h"

enum {
	CELL_NONE = -1, /* report->column: no cell is open */
	CELL_SKIP = -2, /* what is put is dropped */
};

static const char cell_mark[] = "...";

/* --- JSON ------------------------------------------------------------------------------------- */

/* A string's bytes, RFC 8259, section 7. A byte that is not ASCII is the code point of its
 * number. */
static void cell_quote(struct dt_text *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c < ' ' || c > '~') {
			dt_puts(out, "\\u00");
			dt_putc(out, hex_digit(c >> 4));
			dt_putc(out, hex_digit(c));
			continue;
		}
		if (c == '"' || c == '\\')
			dt_putc(out, '\\');
		dt_putc(out, (char)c);
	}
}

/* What the value of each kind is put between. */
static const struct {
	char begin[3], between[4], end[3], none[3];
	bool quoted;
} cell_marks[] = {
	[REPORT_TEXT] = { .begin = "\"", .end = "\"", .none = "\"\"", .quoted = true },
	[REPORT_NUMBER] = { .quoted = false },
	[REPORT_BOOL] = { .quoted = false },
	[REPORT_LIST] = { .begin = "[\"",
			  .between = "\",\"",
			  .end = "\"]",
			  .none = "[]",
			  .quoted = true },
	[REPORT_NUMBERS] = { .begin = "[", .between = ",", .end = "]", .none = "[]" },
};

/* The member's name, and what its value begins with. */
static void cell_begin_member(struct report *report)
{
	const struct report_table *table = report->table;
	const char *key = report_name(table->name, report->column,
				      table->column[report->column].key);
	struct dt_text *out = &report->out;

	dt_puts(out, report->cells ? ",\"" : "\"");
	cell_quote(out, key, strlen(key));
	dt_puts(out, "\":");
}

/* Before the value, of @len characters. */
static void cell_begin(struct report *report, size_t len)
{
	if (!report->began && report->json) {
		cell_begin_member(report);
		dt_puts(&report->out, cell_marks[report->kind].begin);
	} else if (!report->began) {
		report_cell_place(report, len);
	}
	report->began = report->cells = true;
}

/* After it. A list without items and an empty text are shown, too. */
static void cell_finish(struct report *report)
{
	if (!report->json)
		return;
	if (report->began) {
		dt_puts(&report->out, cell_marks[report->kind].end);
	} else if (cell_marks[report->kind].none[0]) {
		cell_begin_member(report);
		dt_puts(&report->out, cell_marks[report->kind].none);
		report->cells = true;
	}
}

/* --- for people ------------------------------------------------------------------------------- */

/* How many characters of the cell there is room for. */
static size_t cell_room(const struct report *report)
{
	if (report->table->layout != REPORT_COLUMNS ||
	    !(report->table->column[report->column].flags & REPORT_CUT))
		return SIZE_MAX;
	return report->width[report->column];
}

static void cell_put_cut(struct report *report, const char *text, size_t len)
{
	size_t room = cell_room(report), mark = sizeof(cell_mark) - 1;
	size_t left = room > report->used ? room - report->used : 0;

	if (len <= left) {
		dt_write(&report->out, text, len);
	} else if (left) {
		dt_write(&report->out, text, left > mark ? left - mark : 0);
		dt_write(&report->out, cell_mark, left < mark ? left : mark);
	}
}

/* ---------------------------------------------------------------------------------------------- */

/* Text of the open cell: all of it, or what the buffer has no room for. */
static void cell_emit(void *context, const char *text, size_t len)
{
	struct report *report = context;

	if (report->column >= 0 && !report->measuring) {
		cell_begin(report, len);
		if (!report->json)
			cell_put_cut(report, text, len);
		else if (cell_marks[report->kind].quoted)
			cell_quote(&report->out, text, len);
		else
			dt_write(&report->out, text, len);
	}
	report->used += len;
}

void report_cell_init(struct report *report)
{
	dt_text_init(&report->cell, cell_emit, report);
	report->column = CELL_NONE;
}

void report_cell_skip(struct report *report)
{
	report_cell_end(report);
	report->column = CELL_SKIP;
}

/* The column is not for this reader. */
static bool cell_unseen(const struct report *report, int i)
{
	const struct report_column *column = &report->table->column[i];

	return report->json ? !report_name(report->table->name, i, column->key)[0]
			    : !report_shown(column);
}

struct dt_text *report_cell_open(struct report *report, int column, int kind)
{
	report_cell_end(report);
	report->column = cell_unseen(report, column) ? CELL_SKIP : column;
	report->kind = (uint8_t)kind;
	return &report->cell;
}

void report_cell_end(struct report *report)
{
	if (report->column != CELL_NONE)
		dt_flush(&report->cell);
	if (report->column >= 0) {
		cell_finish(report);
		report_measure(report);
	}
	report->column = CELL_NONE;
	report->used = 0;
	report->began = report->items = false;
}

struct dt_text *report_item(struct report *report)
{
	if (report->items && (!report->json || report->column < 0)) {
		dt_putc(&report->cell, ' ');
	} else if (report->items) {
		dt_flush(&report->cell);
		cell_begin(report, 0); /* an item before it may be empty */
		dt_puts(&report->out, cell_marks[report->kind].between);
	}
	report->items = true;
	return &report->cell;
}
