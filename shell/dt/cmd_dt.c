/* dt: the open trees: list, open, copy and close them, and choose the one in use. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "fdt/edit/journal.h"
#include "shell/memory_word.h"
#include "shell/report/report.h"

enum { DT_WORD_MAX = 24 }; /* bytes of an address as text */

enum { DT_MARK, DT_USED, DT_NUMBER, DT_NAME, DT_ADDRESS, DT_BYTES, DT_NODES, DT_EDITS };

static const struct report_column dt_columns[] = {
	[DT_MARK] = { .title = "" }, /* for people: "* 0" */
	[DT_USED] = { .key = "used", .flags = REPORT_HIDDEN },
	[DT_NUMBER] = { .key = "number", .flags = REPORT_HIDDEN },
	[DT_NAME] = { .key = "name", .title = "NAME" },
	[DT_ADDRESS] = { .key = "address", .title = "ADDRESS" },
	[DT_BYTES] = { .key = "bytes", .title = "BYTES", .flags = REPORT_RIGHT },
	[DT_NODES] = { .key = "nodes", .title = "NODES", .flags = REPORT_RIGHT },
	[DT_EDITS] = { .key = "edits", .title = "EDITS", .flags = REPORT_RIGHT },
};

static const struct report_table dt_table = {
	.key = "trees",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(dt_columns),
};

static void dt_row(struct report *report, int number, const struct dt_slot *slot)
{
	const struct shell *shell = report->shell;
	bool used = number == shell->trees->used;
	struct dt_text *out;

	report_row(report);
	out = report_cell(report, DT_MARK);
	dt_puts(out, used ? "* " : "  ");
	dt_put_dec(out, (uint64_t)number);
	report_flag(report, DT_USED, used);
	report_dec(report, DT_NUMBER, (uint64_t)number);
	report_string(report, DT_NAME, slot->name);
	if (shell->port->machine) /* without one a blob's address means nothing */
		report_hex(report, DT_ADDRESS, (uintptr_t)slot->tree.blob);
	report_dec(report, DT_BYTES, slot->tree.size);
	report_dec(report, DT_NODES, slot->tree.nodes);
	report_dec(report, DT_EDITS, dt_edits_made(slot));
}

static void dt_rows(struct report *report, void *context)
{
	struct dt_trees *trees = context;

	for (int i = 0; i < DT_TREES_MAX; i++)
		if (dt_trees_slot(trees, i))
			dt_row(report, i, dt_trees_slot(trees, i));
}

static int dt_list(struct shell *shell, const struct shell_args *args)
{
	struct report report;

	report_begin(&report, shell, args);
	report_rows(&report, &dt_table, dt_rows, shell->trees);
	if (!shell->tree)
		report_says(&report, "there is no device tree");
	report_end(&report);
	return 0;
}

/* Reports the number of a new tree, or why there is no new tree. */
static int dt_new(struct shell *shell, int number, const char *word)
{
	struct dt_text out;
	const char *name;

	/* -EINVAL would print the usage. */
	if (number < 0)
		return shell_error(shell, number == -EINVAL ? -EILSEQ : number, "%s: %s", word,
				   shell->trees->why);
	name = dt_trees_slot(shell->trees, number)->name;
	shell_text(shell, &out);
	dt_puts(&out, "tree ");
	dt_put_dec(&out, (unsigned)number);
	dt_puts(&out, ": ");
	dt_put_escaped(&out, name, strlen(name));
	dt_flush(&out);
	shell_printf(shell, "; 'dt use %d' selects it\n", number);
	return 0;
}

static int dt_open_one(struct shell *shell, const struct shell_args *args)
{
	struct shell_port *port = shell->port;
	const char *typed = args->argv[2], *word = typed;
	const char *name = args->argc > 3 ? args->argv[3] : typed;
	char number[DT_WORD_MAX];

	if (!port->open_tree)
		return shell_error(shell, -ENODEV, "trees cannot be opened here");
	if (port->machine) { /* else the word is a file's name */
		uint64_t address;
		int err = shell_memory_address(shell, typed, &address);

		if (err)
			return err;
		snprintf(number, sizeof(number), "0x%" PRIx64, address);
		word = number;
	}
	return dt_new(shell, port->open_tree(port, shell->trees, word, name), typed);
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
	.reports = true,
	.run = dt_list,
};

static const struct shell_verb dt_verb_open = {
	.name = "open",
	.args = "ADDRESS|FILE [NAME]",
	.summary = "open a tree in memory, a loaded one, or, on a PC, in a file",
	.min_args = 1,
	.max_args = 2,
	.run = dt_open_one,
	.complete = shell_complete_loaded,
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
	.group = SHELL_TREES,
	.args = "[VERB [ARGUMENT]...]",
	.summary = "list the open trees, open others, choose the one in use",
	.detail = "Default: list. Tree 0 is the one that firmware handed over. It and opened\n"
		  "trees are never written: an edit makes a copy.",
	.example = "dt open 0x88000000 new",
	.reports = true,
	.run = dt_run,
	.verbs = { dt_verbs, dt_verbs + sizeof(dt_verbs) / sizeof(dt_verbs[0]) },
};
SHELL_COMMAND(dt_command);
