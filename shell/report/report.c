#include "shell/report/report.h"
/* Documents, tables and rows: what comes before and after each of them. */
#include "shell/report/report_parts.h"

static void report_emit(void *context, const char *text, size_t len)
{
	shell_write(context, text, len);
}

void report_begin(struct report *report, struct shell *shell, const struct shell_args *args)
{
	report->shell = shell;
	report->json = args && args->json;
	report->table = NULL;
	report->tables = report->rows = report->row = false;
	report->told = report->measuring = report->shown = false;
	dt_text_init(&report->out, report_emit, shell);
	report_cell_init(report);
}

/* Ends the sentence or the row that is open. */
static void report_end_row(struct report *report)
{
	report_cell_end(report);
	if (report->told) {
		dt_putc(&report->out, '\n');
		report->told = false;
	}
	if (!report->row)
		return;
	report->row = false;
	if (report->json)
		dt_putc(&report->out, '}');
	else if (!report->measuring)
		report_line_end(report);
}

static void report_end_table(struct report *report)
{
	const struct report_table *table = report->table;

	report_end_row(report);
	report->table = NULL;
	if (!report->json || !table)
		return;
	if (table->record)
		dt_puts(&report->out, report->rows ? "" : "{}");
	else
		dt_puts(&report->out, report->rows ? "\n]" : "]");
}

void report_table(struct report *report, const struct report_table *table)
{
	report_end_table(report);
	report->table = table;
	report->rows = false;
	report_measure_titles(report);
	if (!report->json)
		return;
	dt_puts(&report->out, report->tables ? ",\n\"" : "{\"");
	dt_puts(&report->out, table->key);
	dt_puts(&report->out, table->record ? "\":" : "\":[");
	report->tables = true;
}

void report_rows(struct report *report, const struct report_table *table,
		 void (*rows)(struct report *report, void *context), void *context)
{
	report_table(report, table);
	if (!report->json && table->layout == REPORT_COLUMNS) {
		report_measure_begin(report);
		rows(report, context);
		report_end_row(report);
		report_measure_end(report);
	}
	rows(report, context);
}

void report_row(struct report *report)
{
	report_end_row(report);
	if (report->json) {
		if (!report->table->record)
			dt_puts(&report->out, report->rows ? ",\n" : "\n");
		dt_putc(&report->out, '{');
	} else if (!report->measuring) {
		report_line_begin(report);
	}
	report->rows = report->row = true;
	report->cells = false;
	report->next = 0;
	report->blanks = 0;
	report->below = false;
	if (report->measuring)
		shell_check_interrupt(report->shell);
}

void report_flush(struct report *report)
{
	report_end_row(report);
	dt_flush(&report->out);
}

void report_end(struct report *report)
{
	report_end_table(report);
	if (report->json)
		dt_puts(&report->out, report->tables ? "}\n" : "{}\n");
	dt_flush(&report->out);
}

int report_nothing(struct report *report, const struct report_table *table, int result)
{
	if (report->json)
		report_table(report, table);
	report_end(report);
	return result;
}

struct dt_text *report_say(struct report *report)
{
	report_end_row(report);
	report_cell_skip(report);
	if (report->json || report->measuring)
		return &report->cell;
	report->told = true;
	return &report->out;
}

void report_says(struct report *report, const char *text)
{
	dt_puts(report_say(report), text);
}
