/* dt: the open trees: list, open, copy and close them, and choose the one in use. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "fdt/edit/journal.h"
#include "shell/shell.h"

/* Without a machine a blob's address means nothing. */
static void dt_row(struct shell *shell, int number, const struct dt_slot *slot)
{
	char address[24] = "-";

	if (shell->port->machine)
		snprintf(address, sizeof(address), "0x%" PRIxPTR, (uintptr_t)slot->tree.blob);
	shell_printf(shell, "%c %d  %-23s  %-18s %7u %6u %6u\n",
		     number == shell->trees->used ? '*' : ' ', number, slot->name, address,
		     (unsigned)slot->tree.size, (unsigned)slot->tree.nodes,
		     (unsigned)dt_edits_made(slot));
}

static int dt_list(struct shell *shell, const struct shell_args *args)
{
	(void)args;
	shell_puts(shell,
		   "     NAME                     ADDRESS              BYTES  NODES  EDITS\n");
	for (int i = 0; i < DT_TREES_MAX; i++)
		if (dt_trees_slot(shell->trees, i))
			dt_row(shell, i, dt_trees_slot(shell->trees, i));
	return 0;
}

/* Reports the number of a new tree, or why there is no new tree. */
static int dt_new(struct shell *shell, int number, const char *word)
{
	/* -EINVAL would print the usage. */
	if (number < 0)
		return shell_error(shell, number == -EINVAL ? -EILSEQ : number, "%s: %s", word,
				   shell->trees->why);
	shell_printf(shell, "tree %d: %s; 'dt use %d' selects it\n", number,
		     dt_trees_slot(shell->trees, number)->name, number);
	return 0;
}

static int dt_open_one(struct shell *shell, const struct shell_args *args)
{
	struct shell_port *port = shell->port;
	const char *word = args->argv[2], *name = args->argc > 3 ? args->argv[3] : word;

	if (!port->open_tree)
		return shell_error(shell, -ENODEV, "trees cannot be opened here");
	return dt_new(shell, port->open_tree(port, shell->trees, word, name), word);
}

static int dt_use(struct shell *shell, const struct shell_args *args)
{
	int number = shell_tree_number(shell, args->argv[2]);

	return number < 0 ? number : shell_use_tree(shell, number);
}

static int dt_copy(struct shell *shell, const struct shell_args *args)
{
	int from = args->argc > 2 ? shell_tree_number(shell, args->argv[2]) : shell->trees->used;

	if (!shell->tree)
		return shell_error(shell, -ENOENT, "there is no device tree");
	return from < 0 ? from : dt_new(shell, dt_trees_copy(shell->trees, from), "copy");
}

static int dt_close(struct shell *shell, const struct shell_args *args)
{
	int number = shell_tree_number(shell, args->argv[2]), used = shell->trees->used;
	unsigned edits;

	if (number < 0)
		return number;
	edits = (unsigned)dt_edits_made(dt_trees_slot(shell->trees, number));
	if (dt_trees_close(shell->trees, number))
		return shell_error(shell, -EPERM,
				   "%d: the tree that firmware handed over cannot be closed",
				   number);
	if (edits)
		shell_printf(shell, "tree %d is gone, with %u edit%s\n", number, edits,
			     edits > 1 ? "s" : "");
	if (used == number)
		shell_printf(shell, "tree %d is in use now\n", shell->trees->used);
	return shell_use_tree(shell, shell->trees->used);
}

static const struct shell_verb dt_verb_list = {
	.name = "list",
	.args = "",
	.summary = "list the open trees; * marks the one in use",
	.run = dt_list,
};

static const struct shell_verb dt_verb_open = {
	.name = "open",
	.args = "ADDRESS|FILE [NAME]",
	.summary = "open a tree in memory or, on a PC, in a file",
	.min_args = 1,
	.max_args = 2,
	.run = dt_open_one,
};

static const struct shell_verb dt_verb_use = {
	.name = "use",
	.args = "N",
	.summary = "use tree N from now on",
	.min_args = 1,
	.max_args = 1,
	.run = dt_use,
};

static const struct shell_verb dt_verb_copy = {
	.name = "copy",
	.args = "[N]",
	.summary = "copy tree N; default: the one in use",
	.max_args = 1,
	.run = dt_copy,
};

static const struct shell_verb dt_verb_close = {
	.name = "close",
	.args = "N",
	.summary = "forget tree N and its edits",
	.min_args = 1,
	.max_args = 1,
	.run = dt_close,
};

static const struct shell_verb *const dt_verbs[] = {
	&dt_verb_list, &dt_verb_open, &dt_verb_use, &dt_verb_copy, &dt_verb_close,
};

static int dt_run(struct shell *shell, const struct shell_args *args)
{
	if (!shell->trees)
		return shell_error(shell, -ENODEV, "there is no device tree");
	return args->verb ? args->verb->run(shell, args) : dt_list(shell, args);
}

static const struct shell_command dt_command = {
	.name = "dt",
	.args = "[VERB [ARGUMENT]...]",
	.summary = "list the open trees, open others, choose the one in use",
	.detail = "Default: list. Tree 0 is the one that firmware handed over. It and opened\n"
		  "trees are never written: an edit makes a copy.",
	.example = "dt open 0x88000000 new",
	.run = dt_run,
	.verbs = { dt_verbs, dt_verbs + sizeof(dt_verbs) / sizeof(dt_verbs[0]) },
};
SHELL_COMMAND(dt_command);
