/* dt: the trees at hand. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "fdt/edit/edit.h"
#include "shell/shell.h"

/* A blob's address says nothing where there is no machine. */
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

/* Tells which number a new tree got, or why it got none. */
static int dt_new(struct shell *shell, int number, const char *word)
{
	/* -EINVAL is a wrong use of the command, and the usage would follow. */
	if (number < 0)
		return shell_error(shell, number == -EINVAL ? -EILSEQ : number, "%s: %s", word,
				   shell->trees->why);
	shell_printf(shell, "tree %d: %s; 'dt use %d' goes there\n", number,
		     dt_trees_slot(shell->trees, number)->name, number);
	return 0;
}

static int dt_open_one(struct shell *shell, const struct shell_args *args)
{
	struct shell_port *port = shell->port;
	const char *word = args->argv[2], *name = args->argc > 3 ? args->argv[3] : word;

	if (!port->open_tree)
		return shell_error(shell, -ENODEV, "there is nothing to open trees from here");
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
		return shell_error(shell, -EPERM, "%d: that is the handed-over tree", number);
	if (edits)
		shell_printf(shell, "tree %d is gone, with %u edit%s\n", number, edits,
			     edits > 1 ? "s" : "");
	if (used == number)
		shell_printf(shell, "tree %d is in use now\n", shell->trees->used);
	return shell_use_tree(shell, shell->trees->used);
}

static const struct dt_verb {
	char name[6];
	uint8_t min, max; /* operands behind it */
	int (*run)(struct shell *shell, const struct shell_args *args);
} dt_verbs[] = {
	{ "list", 0, 0, dt_list }, { "open", 1, 2, dt_open_one }, { "use", 1, 1, dt_use },
	{ "copy", 0, 1, dt_copy }, { "close", 1, 1, dt_close },
};

enum { DT_VERBS = sizeof(dt_verbs) / sizeof(dt_verbs[0]) };

static int dt_run(struct shell *shell, const struct shell_args *args)
{
	int operands = args->argc - 2;

	if (!shell->trees)
		return shell_error(shell, -ENODEV, "there is no device tree");
	if (args->argc == 1)
		return dt_list(shell, args);
	for (int i = 0; i < DT_VERBS; i++)
		if (!strcmp(args->argv[1], dt_verbs[i].name))
			return operands < dt_verbs[i].min || operands > dt_verbs[i].max
				       ? -EINVAL
				       : dt_verbs[i].run(shell, args);
	return shell_error(shell, -EINVAL, "%s: no such verb", args->argv[1]);
}

static void dt_complete(struct shell *shell, struct shell_completions *completions)
{
	(void)shell;
	for (int i = 0; i < DT_VERBS && completions->operand == 0; i++)
		shell_offer(completions, dt_verbs[i].name, false);
}

static const struct shell_command dt_command = {
	.name = "dt",
	.args = "[list | open ADDRESS|FILE [NAME] | use N | copy [N] | close N]",
	.summary = "list the trees at hand, open others, choose which one is in use",
	.detail =
		"0 is the one that firmware handed over; it and those that were opened are never\n"
		"written: an edit makes a copy. Without operands: list, * marks the one in use.",
	.example = "dt open 0x88000000 new",
	.max_args = 3,
	.run = dt_run,
	.complete = dt_complete,
};
SHELL_COMMAND(dt_command);
