/* history: the lines typed before, or the edits of the tree in use, oldest first. */
#include <string.h>
#include "fdt/edit/journal.h"
#include "shell/line/history.h"
#include "shell/report/report.h"

enum { HISTORY_NUMBER, HISTORY_LINE };

static const struct report_column history_columns[] = {
	[HISTORY_NUMBER] = { .key = "number", .flags = REPORT_RIGHT },
	[HISTORY_LINE] = { .key = "line" },
};

static const struct report_table history_table = {
	.key = "lines",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(history_columns),
};

enum { HISTORY_MARK, HISTORY_EDIT_NUMBER, HISTORY_LAST, HISTORY_EDIT, HISTORY_UNDONE };

static const struct report_column history_edit_columns[] = {
	[HISTORY_MARK] = { .title = "" }, /* for people: "* 1" */
	[HISTORY_EDIT_NUMBER] = { .key = "number", .flags = REPORT_HIDDEN },
	[HISTORY_LAST] = { .key = "last", .flags = REPORT_HIDDEN },
	[HISTORY_EDIT] = { .key = "edit" },
	[HISTORY_UNDONE] = { .key = "undone", .title = "(undone)" },
};

static const struct report_table history_edit_table = {
	.key = "edits",
	REPORT_TABLE_COLUMNS(history_edit_columns),
};

static void history_lines(struct report *report, void *context)
{
	const struct shell_history *history = context;

	for (int age = history ? history->count - 1 : -1; age >= 0; age--) {
		report_row(report);
		report_dec(report, HISTORY_NUMBER, (uint64_t)(history->count - age));
		report_string(report, HISTORY_LINE, shell_history_get(history, age));
	}
}

static void history_edit(struct report *report, const struct dt_edits *edit)
{
	bool last = edit->number == edit->made;
	struct dt_text *out;

	report_row(report);
	out = report_cell(report, HISTORY_MARK);
	dt_puts(out, last ? "* " : "  ");
	dt_put_dec(out, edit->number);
	report_dec(report, HISTORY_EDIT_NUMBER, edit->number);
	report_flag(report, HISTORY_LAST, last);
	report_string(report, HISTORY_EDIT, edit->text);
	report_flag(report, HISTORY_UNDONE, edit->undone);
}

/* In JSON the missing numbers show what was dropped. */
static void history_edits(struct report *report)
{
	const struct dt_slot *slot = shell_slot(report->shell);
	struct dt_edits edit = { 0 };

	report_table(report, &history_edit_table);
	while (slot && dt_edits_next(slot, &edit)) {
		if (edit.number == edit.forgotten + 1 && edit.forgotten) {
			struct dt_text *out = report_say(report);

			dt_puts(out, "  1 to ");
			dt_put_dec(out, edit.forgotten);
			dt_puts(out, " were dropped to free memory");
		}
		history_edit(report, &edit);
	}
}

static int history_run(struct shell *shell, const struct shell_args *args)
{
	struct report report;

	report_begin(&report, shell, args);
	if (shell_option(args, 'e'))
		history_edits(&report);
	else
		report_rows(&report, &history_table, history_lines, shell->history);
	report_end(&report);
	return 0;
}

static const struct shell_option history_options[] = {
	{ .letter = 'e',
	  .summary = "list the edits of the tree in use; * marks the last one made" },
	{ 0 },
};

static const struct shell_command history_command = {
	.name = "history",
	.group = SHELL_BASIC,
	.args = "",
	.summary = "list the lines typed before",
	.detail = "The last 32 lines are kept, each once. Up and down (Ctrl-P, Ctrl-N) show them,\n"
		  "Ctrl-R searches them; !! runs the last one, !N that of number N.\n"
		  "A line that begins with a blank is not kept.",
	.options = history_options,
	.reports = true,
	.run = history_run,
};
SHELL_COMMAND(history_command);
