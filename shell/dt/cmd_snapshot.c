/* snapshot, revert: saves the tree in use under a name, and returns to it. */
#include <errno.h>
#include <string.h>
#include "fdt/edit/snapshot.h"
#include "shell/dt/kit/edit_tree.h"

static int snapshot_list(struct shell *shell)
{
	const struct dt_slot *slot = shell_edit_slot(shell);
	const struct dt_snapshot *snapshot = slot ? dt_snapshots(slot) : NULL;

	for (; snapshot; snapshot = snapshot->older)
		shell_printf(shell, "%-23s  %u edits, %u bytes, %u nodes\n", snapshot->name,
			     (unsigned)snapshot->made, (unsigned)snapshot->tree.size,
			     (unsigned)snapshot->tree.nodes);
	return slot ? 0 : -ENODEV;
}

static int snapshot_run(struct shell *shell, const struct shell_args *args)
{
	struct dt_slot *slot;
	int err;

	if (args->argc == 1)
		return snapshot_list(shell);
	if (strlen(args->argv[1]) >= DT_SNAPSHOT_NAME_MAX)
		return shell_error(shell, -ENAMETOOLONG, "%s: longer than %d characters",
				   args->argv[1], DT_SNAPSHOT_NAME_MAX - 1);
	slot = shell_edit_own(shell);
	if (!slot)
		return -ENOMEM;
	err = dt_snapshot_take(slot, args->argv[1]);
	return err ? shell_error(shell, err, "no memory for a copy of %u bytes",
				 (unsigned)slot->tree.size)
		   : 0;
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
	.args = "[NAME]",
	.summary = "save the tree in use under a name",
	.detail = "NAME: replaces an earlier snapshot of that name. Without it: lists them.\n"
		  "'revert NAME' returns to it.",
	.example = "snapshot works",
	.max_args = 1,
	.needs_tree = true,
	.run = snapshot_run,
	.complete = revert_complete,
};
SHELL_COMMAND(snapshot_command);

static const struct shell_command revert_command = {
	.name = "revert",
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
