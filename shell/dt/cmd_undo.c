/* undo, redo: back and forth in the journal of edits. */
#include <errno.h>
#include <string.h>
#include "shell/dt/kit/edit_tree.h"
#include "shell/report/report.h"

static const struct report_column undo_columns[] = { { .key = "edit", .title = "undone:" } };
static const struct report_column redo_columns[] = { { .key = "edit", .title = "done again:" } };

static const struct report_table undo_table = { .key = "undone",
						REPORT_TABLE_COLUMNS(undo_columns) };
static const struct report_table redo_table = { .key = "redone",
						REPORT_TABLE_COLUMNS(redo_columns) };

/* Takes up to @steps steps, and reports each. 0, or why it ended before. */
static int undo_walk(struct report *report, struct dt_slot *slot, uint64_t steps,
		     int (*step)(struct dt_slot *slot, const char **text))
{
	const char *text = "";

	for (uint64_t i = 0; i < steps; i++) {
		int err = step(slot, &text);

		if (err)
			return err;
		report_row(report);
		report_string(report, 0, text);
	}
	return 0;
}

static int undo_steps(struct shell *shell, const struct shell_args *args,
		      const struct report_table *table,
		      int (*step)(struct dt_slot *slot, const char **text))
{
	const char *count = args->argc > 1 ? args->argv[1] : "1";
	bool all = strcmp(count, "all") == 0;
	struct dt_slot *slot = shell_edit_slot(shell);
	uint64_t steps = UINT64_MAX;
	struct report report;
	int err;

	if (!slot)
		return -ENODEV;
	if (!all && shell_number(shell, count, &steps))
		return -EINVAL;
	report_begin(&report, shell, args);
	report_table(&report, table);
	err = undo_walk(&report, slot, steps, step);
	if (all && err == -ENOENT && report.rows)
		err = 0;
	if (!err || report.rows)
		report_end(&report);
	if (err == -ENOENT)
		return shell_error(shell, err, "there is nothing to %s", shell->command);
	return err ? shell_error(shell, err, "no memory for a second copy of the tree") : 0;
}

static int undo_run(struct shell *shell, const struct shell_args *args)
{
	return undo_steps(shell, args, &undo_table, dt_edit_undo);
}

static int redo_run(struct shell *shell, const struct shell_args *args)
{
	return undo_steps(shell, args, &redo_table, dt_edit_redo);
}

static const struct shell_command undo_command = {
	.name = "undo",
	.group = SHELL_EDIT,
	.args = "[N|all]",
	.summary = "undo the last edit of the tree in use",
	.detail = "N: the last N edits. 'redo' makes them again; 'history -e' lists them.",
	.example = "undo 2",
	.reports = true,
	.max_args = 1,
	.needs_tree = true,
	.run = undo_run,
};
SHELL_COMMAND(undo_command);

static const struct shell_command redo_command = {
	.name = "redo",
	.group = SHELL_EDIT,
	.args = "[N|all]",
	.summary = "redo an edit that was undone",
	.example = "redo all",
	.reports = true,
	.max_args = 1,
	.needs_tree = true,
	.run = redo_run,
};
SHELL_COMMAND(redo_command);
