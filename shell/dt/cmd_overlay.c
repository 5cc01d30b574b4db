/* overlay: changes that a .dtbo holds, made to the tree in use, whole or not at all. */
#include <errno.h>
#include "fdt/core/index.h"
#include "fdt/edit/overlay.h"
#include "shell/dt/kit/changes.h"
#include "shell/dt/kit/edit_tree.h"

/* Too large for the stack; what is in it counts during one command only. */
static struct dt_overlay overlay_work;

/* The tree that a rehearsal makes: kept, so that the next one frees an index that was left. */
static struct dt_tree overlay_rehearsed;

/* Lists what the draft changes, and throws it away. */
static int overlay_rehearse(struct shell *shell, struct dt_draft *draft)
{
	struct dt_tree *tree = &overlay_rehearsed;
	const char *why;
	int err;

	dt_index_drop(tree);
	err = dt_open(tree, draft->blob, draft->room, &why);
	if (err)
		shell_error(shell, err, "the result is no tree: %s", why);
	else if (dt_index_build(tree, NULL))
		err = shell_error(shell, -ENOMEM, "no memory for the index of the result");
	else
		shell_changes(shell, shell->tree, tree, false);
	dt_index_drop(tree);
	dt_edit_abandon();
	return err;
}

/* The number of the tree that an operand names: one that is open, or an address or a file, which is
 * opened for this once. */
static int overlay_source(struct shell *shell, const char *text, bool *once)
{
	struct shell_port *port = shell->port;
	uint64_t number;
	int opened;

	*once = false;
	if (shell_is_number(text, &number) && number < DT_TREES_MAX)
		return shell_tree_number(shell, text);
	if (!port->open_tree)
		return shell_error(shell, -ENODEV, "%s: there is nothing to open trees from here",
				   text);
	opened = port->open_tree(port, shell->trees, text, "overlay");
	*once = opened >= 0;
	if (*once)
		return opened;
	/* -EINVAL would print the usage. */
	return shell_error(shell, opened == -EINVAL ? -EILSEQ : opened, "%s: %s", text,
			   shell->trees->why);
}

/* Puts tree @number on the tree in use. */
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
		return overlay_rehearse(shell, draft);
	return shell_edit_end(shell, args, draft);
}

static int overlay_run(struct shell *shell, const struct shell_args *args)
{
	bool once;
	int number = overlay_source(shell, args->argv[1], &once), err;

	if (number < 0)
		return number;
	err = overlay_apply(shell, args, number);
	if (once)
		dt_trees_close(shell->trees, number);
	return err;
}

static const struct shell_option overlay_options[] = {
	{ 'n', NULL, "only show, as 'diff' does, what it would change" },
	{ 'l', NULL, "labels that the base's /__symbols__ lacks: those that 'dts' shows" },
	{ 0 },
};

static const struct shell_command overlay_command = {
	.name = "overlay",
	.args = "ADDRESS|FILE|TREE",
	.summary = "put an overlay on the tree in use, whole or not at all",
	.detail = "A .dtbo in memory, in a file, or opened before (a number of 'dt list'). It is\n"
		  "one edit for 'undo'. An overlay adds and replaces, but cannot remove.",
	.example = "overlay -n 0x88000000",
	.options = overlay_options,
	.min_args = 1,
	.max_args = 1,
	.needs_tree = true,
	.run = overlay_run,
};
SHELL_COMMAND(overlay_command);
