/* diff: what differs between the tree in use and another one. */
#include <errno.h>
#include <string.h>
#include "fdt/export/unified.h"
#include "shell/dt/kit/changes.h"

static int diff_unified(struct shell *shell, struct dt_slot *other)
{
	struct dt_text out;
	int result;

	shell_text(shell, &out);
	result = dt_unified(&out, &other->tree, other->name, shell->tree, shell_slot(shell)->name);
	dt_flush(&out);
	if (result < 0)
		return shell_error(shell, result, "no memory for the source of both trees");
	return result ? SHELL_FAILED : 0;
}

static int diff_run(struct shell *shell, const struct shell_args *args)
{
	int number = shell_other_tree(shell, args->argc > 1 ? args->argv[1] : NULL);
	struct dt_slot *other;

	if (number < 0)
		return number;
	other = dt_trees_slot(shell->trees, number);
	/* Both trees need their index, because source without one has no labels. */
	if (shell_index(shell) || shell_index_slot(shell, other))
		return -ENOMEM;
	if (shell_option(args, 'u'))
		return diff_unified(shell, other);
	return shell_changes(shell, &other->tree, shell->tree, shell_option(args, 'l'))
		       ? SHELL_FAILED
		       : 0;
}

static const struct shell_option diff_options[] = {
	{ .letter = 'l', .summary = "do not cut long values at 80 columns" },
	{ .letter = 'u', .summary = "print a diff -u of both trees' source, for patch" },
	{ 0 },
};

static const struct shell_command diff_command = {
	.name = "diff",
	.args = "[TREE]",
	.summary = "show what differs between the tree in use and another one",
	.detail =
		"TREE: a number of 'dt list'; default: the tree that this one is a copy of.\n"
		"+ is only here, - is only in TREE, ~ is in both, but different; a node includes\n"
		"all below it. The order of nodes and properties does not matter.\n"
		"Status: 0 if the trees are the same, 1 if they differ.",
	.example = "diff 0",
	.options = diff_options,
	.max_args = 1,
	.needs_tree = true,
	.run = diff_run,
};
SHELL_COMMAND(diff_command);
