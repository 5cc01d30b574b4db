/* snapshot, revert: saves the tree in use under a name, and returns to it. */
#include <errno.h>
#include <string.h>
#include "fdt/edit/snapshot.h"
#include "shell/dt/kit/edit_tree.h"
#include "shell/report/report.h"

enum { SNAPSHOT_NAME, SNAPSHOT_EDITS, SNAPSHOT_BYTES, SNAPSHOT_NODES };

static const struct report_column snapshot_columns[] = {
	[SNAPSHOT_NAME] = { .key = "name", .title = "NAME" },
	[SNAPSHOT_EDITS] = { .key = "edits", .title = "EDITS", .flags = REPORT_RIGHT },
	[SNAPSHOT_BYTES] = { .key = "bytes", .title = "BYTES", .flags = REPORT_RIGHT },
	[SNAPSHOT_NODES] = { .key = "nodes", .title = "NODES", .flags = REPORT_RIGHT },
};

static const struct report_table snapshot_table = {
	.key = "snapshots",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(snapshot_columns),
};

static void snapshot_rows(struct report *report, void *context)
{
	const struct dt_snapshot *snapshot = dt_snapshots(context);

	for (; snapshot; snapshot = snapshot->older) {
		report_row(report);
		report_string(report, SNAPSHOT_NAME, snapshot->name);
		report_dec(report, SNAPSHOT_EDITS, snapshot->made);
		report_dec(report, SNAPSHOT_BYTES, snapshot->tree.size);
		report_dec(report, SNAPSHOT_NODES, snapshot->tree.nodes);
	}
}

static int snapshot_list(struct shell *shell, const struct shell_args *args)
{
	struct dt_slot *slot = shell_edit_slot(shell);
	struct report report;

	if (!slot)
		return -ENODEV;
	report_begin(&report, shell, args);
	report_rows(&report, &snapshot_table, snapshot_rows, slot);
	report_end(&report);
	return 0;
}

static int snapshot_run(struct shell *shell, const struct shell_args *args)
{
	struct dt_slot *slot;

	if (args->argc == 1)
		return snapshot_list(shell, args);
	if (args->json)
		return shell_error(shell, -EINVAL, "-j is for the list, without NAME");
	if (args->argv[1][0] == '-')
		return shell_error(shell, -EINVAL, "no option %s", args->argv[1]);
	if (strlen(args->argv[1]) >= DT_SNAPSHOT_NAME_MAX)
		return shell_error(shell, -ENAMETOOLONG, "%s: longer than %d characters",
				   args->argv[1], DT_SNAPSHOT_NAME_MAX - 1);
	slot = shell_edit_own(shell);
	if (!slot)
		return -ENOMEM;
	if (dt_snapshot_take(slot, args->argv[1]))
		return shell_error(shell, -ENOMEM, "no memory for a copy of %u bytes",
				   (unsigned)slot->tree.size);
	return 0;
}

/* The tree to return to; NULL, reported. */
static const struct dt_tree *revert_to(struct shell *shell, const struct dt_slot *slot,
				       const char *name)
{
	const struct dt_snapshot *snapshot = name ? dt_snapshot(slot, name) : NULL;
	const struct dt_slot *from = dt_trees_slot(shell->trees, slot->copy_of);

	if (snapshot)
		return &snapshot->tree;
	if (!name && from)
		return &from->tree;
	if (name)
		shell_error(shell, -ENOENT, "%s: no such snapshot; 'snapshot' lists them", name);
	else
		shell_error(shell, -ENOENT, "tree %d is not a copy of another one",
			    shell->trees->used);
	return NULL;
}

static int revert_run(struct shell *shell, const struct shell_args *args)
{
	const struct dt_slot *slot = shell_edit_slot(shell);
	const struct dt_tree *to;
	struct dt_draft *draft;

	if (!slot)
		return -ENODEV;
	to = revert_to(shell, slot, args->argc > 1 ? args->argv[1] : NULL);
	if (!to)
		return -ENOENT;
	draft = dt_edit_begin(to);
	if (!draft)
		return shell_error(shell, -ENOMEM, "no memory for a copy of %u bytes",
				   (unsigned)to->size);
	return shell_edit_end(shell, args, draft);
}

static void revert_complete(struct shell *shell, struct shell_completions *completions)
{
	const struct dt_slot *slot = shell_slot(shell);
	const struct dt_snapshot *snapshot = slot ? dt_snapshots(slot) : NULL;

	for (; snapshot; snapshot = snapshot->older)
		shell_offer(completions, snapshot->name, false);
}

static const struct shell_command snapshot_command = {
	.name = "snapshot",
	.group = SHELL_EDIT,
	.args = "[NAME]",
	.summary = "save the tree in use under a name",
	.detail = "NAME: replaces an earlier snapshot of that name. Without it: lists them.\n"
		  "'revert NAME' returns to it.",
	.example = "snapshot works",
	.reports = true,
	.max_args = 1,
	.needs_tree = true,
	.run = snapshot_run,
	.complete = revert_complete,
};
SHELL_COMMAND(snapshot_command);

static const struct shell_command revert_command = {
	.name = "revert",
	.group = SHELL_EDIT,
	.args = "[NAME]",
	.summary = "return to a snapshot, or to the original tree",
	.detail = "NAME: a snapshot. Without it: the tree that this one is a copy of. This is an\n"
		  "edit, too: 'undo' takes it back.",
	.example = "revert works",
	.max_args = 1,
	.needs_tree = true,
	.run = revert_run,
	.complete = revert_complete,
};
SHELL_COMMAND(revert_command);
