/* overlay: applies the changes of a .dtbo to the tree in use, completely or not at all. */
#include <errno.h>
#include "fdt/core/index.h"
#include "fdt/edit/overlay.h"
#include "shell/dt/kit/changes.h"
#include "shell/dt/kit/edit_tree.h"

/* Static, because it is too big for the stack; used during one command only. */
static struct dt_overlay overlay_work;

/* The tree that a rehearsal makes. Static, so that the next one frees an index that was not
 * freed. */
static struct dt_tree overlay_rehearsed;

/* Lists what the draft changes, and abandons it. */
static int overlay_rehearse(struct shell *shell, const struct shell_args *args,
			    struct dt_draft *draft)
{
	static const struct shell_changes how = { 0 };
	struct dt_tree *tree = &overlay_rehearsed;
	const char *why;
	int err;

	dt_index_drop(tree);
	err = dt_open(tree, dt_draft_blob(draft), draft->room, &why);
	if (err)
		shell_error(shell, err, "the result is not a valid tree: %s", why);
	else if (dt_index_build(tree, NULL))
		err = shell_error(shell, -ENOMEM, "no memory for the index of the result");
	else if (shell_changes(shell, args, shell->tree, tree, &how) < 0)
		err = -ENOMEM;
	dt_index_drop(tree);
	dt_edit_abandon();
	return err;
}

/* The number of the tree that an operand names: an open one, or an address or a file, which is then
 * opened for this command only (*@once). -errno reported. */
static int overlay_source(struct shell *shell, const char *text, bool *once)
{
	struct shell_port *port = shell->port;
	uint64_t number;
	int opened;

	*once = false;
	if (shell_is_number(text, &number) && number < DT_TREES_MAX)
		return shell_tree_number(shell, text);
	if (!port->open_tree)
		return shell_error(shell, -ENODEV, "%s: trees cannot be opened here", text);
	opened = port->open_tree(port, shell->trees, text, "overlay");
	*once = opened >= 0;
	if (*once)
		return opened;
	/* -EINVAL would print the usage. */
	return shell_error(shell, opened == -EINVAL ? -EILSEQ : opened, "%s: %s", text,
			   shell->trees->why);
}

/* Applies tree @number to the tree in use. */
static int overlay_apply(struct shell *shell, const struct shell_args *args, int number)
{
	struct dt_overlay *work = &overlay_work;
	struct dt_draft *draft;
	int err;

	if (shell_index(shell))
		return -ENOMEM;
	draft = shell_edit_begin(shell);
	if (!draft)
		return -ENOMEM;
	work->draft = draft;
	work->base = shell->tree;
	work->source = &dt_trees_slot(shell->trees, number)->tree;
	work->labels = shell_option(args, 'l');
	err = dt_overlay_apply(work);
	if (err) {
		dt_edit_abandon();
		/* -EINVAL would print the usage. */
		return shell_error(shell, err == -EINVAL ? -EILSEQ : err, "%s", work->why);
	}
	if (shell_option(args, 'n'))
		return overlay_rehearse(shell, args, draft);
	return shell_edit_end(shell, args, draft);
}

static int overlay_run(struct shell *shell, const struct shell_args *args)
{
	bool once;
	int number, err;

	if (args->json && !shell_option(args, 'n'))
		return shell_error(shell, -EINVAL, "-j is for -n");
	number = overlay_source(shell, args->argv[1], &once);
	if (number < 0)
		return number;
	err = overlay_apply(shell, args, number);
	if (once)
		dt_trees_close(shell->trees, number);
	return err;
}

static const struct shell_option overlay_options[] = {
	{ .letter = 'n', .summary = "only show what it would change, as 'diff' does" },
	{ .letter = 'l', .summary = "use the labels that 'dts' shows, if /__symbols__ lacks them" },
	{ 0 },
};

static const struct shell_command overlay_command = {
	.name = "overlay",
	.group = SHELL_EDIT,
	.args = "ADDRESS|FILE|TREE",
	.summary = "apply an overlay to the tree in use, completely or not at all",
	.detail = "A .dtbo in memory, in a file, or opened before (TREE: a number of 'dt list').\n"
		  "'undo' takes it back. An overlay adds and replaces, but cannot remove.",
	.example = "overlay -n 0x88000000",
	.options = overlay_options,
	.reports = true,
	.min_args = 1,
	.max_args = 1,
	.needs_tree = true,
	.run = overlay_run,
};
SHELL_COMMAND(overlay_command);
