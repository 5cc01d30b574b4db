/* overlay: changes that a .dtbo holds, made to the tree in use, whole or not at all. */
#include <errno.h>
#include "fdt/index.h"
#include "fdt/overlay.h"
#include "shell/dt/changes.h"
#include "shell/dt/edit.h"
#include "shell/dt/tree_operand.h"

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

/* The overlay that an operand names. */
static const struct dt_tree *overlay_source(struct shell *shell, const char *text)
{
	int number = shell_tree_operand(shell, text);

	return number < 0 ? NULL : &dt_trees_slot(shell->trees, number)->tree;
}

static int overlay_run(struct shell *shell, const struct shell_args *args)
{
	struct dt_overlay *work = &overlay_work;
	struct dt_draft *draft;
	int err;

	work->source = overlay_source(shell, args->argv[1]);
	if (!work->source)
		return -ENOENT;
	if (shell_index(shell))
		return -ENOMEM;
	draft = shell_edit_begin(shell);
	if (!draft)
		return -ENOMEM;
	work->draft = draft;
	work->base = shell->tree;
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

static const struct shell_option overlay_options[] = {
	{ 'n', NULL, "only show, as 'diff' does, what it would change" },
	{ 'l', NULL, "labels that the base's /__symbols__ lacks: those that 'dts' shows" },
	{ 0 },
};

static const struct shell_command overlay_command = {
	.name = "overlay",
	.args = "TREE",
	.summary = "put an overlay on the tree in use, whole or not at all",
	.detail = "TREE: a number of 'dt list', of a .dtbo that 'dt open' has opened. It is one\n"
		  "edit for 'undo'. An overlay adds and replaces, but cannot remove.",
	.example = "overlay -n 1",
	.options = overlay_options,
	.min_args = 1,
	.max_args = 1,
	.needs_tree = true,
	.run = overlay_run,
};
SHELL_COMMAND(overlay_command);
