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
	const struct shell_changes how = {
		.quiet = shell_option(args, 'q'),
		.whole = shell_option(args, 'l'),
		.left_out = { args->list, args->listed },
	};
	struct dt_slot *other;
	int number;

	if (shell_option(args, 'u') && (how.quiet || how.whole || args->listed))
		return shell_error(shell, -EINVAL, "-u cannot be used with -l, -q and -x");
	number = shell_other_tree(shell, args->argc > 1 ? args->argv[1] : NULL);
	if (number < 0)
		return number;
	other = dt_trees_slot(shell->trees, number);
	/* Both trees need their index, because source without one has no labels. */
	if (shell_index(shell) || shell_index_slot(shell, other))
		return -ENOMEM;
	if (shell_option(args, 'u'))
		return diff_unified(shell, other);
	return shell_changes(shell, args, &other->tree, shell->tree, &how);
}

static const struct shell_option diff_options[] = {
	{ .letter = 'l', .summary = "one line for each difference, with values as a whole" },
	{ .letter = 'q', .plain = true, .summary = "print nothing: only the status counts" },
	{ .letter = 'u',
	  .plain = true,
	  .summary = "print a diff -u of both trees' source, for patch" },
	{ .letter = 'x',
	  .several = true,
	  .value = "GLOB",
	  .summary = "leave out what has such a path or name, and all in it",
	  .complete = shell_complete_node },
	{ 0 },
};

static const struct shell_command diff_command = {
	.name = "diff",
	.group = SHELL_TREES,
	.args = "[TREE]",
	.summary = "show what differs between the tree in use and another one",
	.detail =
		"TREE: a number of 'dt list'; default: the tree that this one is a copy of.\n"
		"+ is only here, - is only in TREE, ~ is in both, but different; a node includes\n"
		"all below it. The order of nodes and properties does not matter. References\n"
		"are equal if they lead to nodes of the same path. The numbers of phandles do\n"
		"not matter, nor who has one; -u shows them. '...' are words that both values\n"
		"have, or that do not fit in a line.\n"
		"GLOB: with a '/', such as '/chosen' or '*/status', it is compared with paths;\n"
		"without, with the names of nodes and properties. * can be any text.\n"
		"Status: 0 if the trees are the same, 1 if they differ.",
	.example = "diff -q -x /chosen -x '*/status' 0",
	.options = diff_options,
	.reports = true,
	.max_args = 1,
	.needs_tree = true,
	.run = diff_run,
};
SHELL_COMMAND(diff_command);
