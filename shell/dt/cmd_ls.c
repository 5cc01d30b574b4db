/* ls: what a node contains: properties, like files in a directory, and nodes, like directories. */
#include <string.h>
#include "fdt/core/fault.h"
#include "fdt/core/index.h"
#include "shell/dt/kit/list.h"
#include "shell/dt/kit/node_line.h"
#include "shell/dt/kit/operand.h"
#include "shell/shell.h"

struct ls {
	struct shell *shell;
	struct dt_text out;
	bool full;           /* -l */
	bool enabled;        /* -e */
	bool itself;         /* -d: nodes themselves, not what they contain */
	bool reverse;        /* -r */
	const char *columns; /* -c, or NULL */
	const char *key;     /* -s, or NULL */
	bool headings;       /* there are several operands */
	bool begun;          /* something was listed */
};

/* The nodes are gathered before they are printed. */
static bool ls_gathers(const struct ls *ls)
{
	return ls->columns || ls->key || ls->reverse;
}

static int ls_begin(struct ls *ls)
{
	return shell_list_begin(ls->shell, ls->columns, ls->key, ls->reverse);
}

/* --- lines ----------------------------------------------------------------------------------- */

static void ls_line(struct dt_text *out, struct dt_node node)
{
	const char *name = dt_name(node);

	dt_put_escaped(out, name, strlen(name));
	dt_puts(out, "/\n");
}

static void ls_long_line(struct dt_text *out, struct dt_node node)
{
	shell_long_node(out, node, false);
}

static int ls_put_gathered(struct ls *ls)
{
	if (ls->itself)
		return shell_list_put(ls->shell, &ls->out,
				      ls->full ? shell_long_path_line : shell_path_line);
	return shell_list_put(ls->shell, &ls->out, ls->full ? ls_long_line : ls_line);
}

/* With its path where there are several. */
static void ls_property(struct ls *ls, const struct shell_operand *operand, bool path)
{
	const char *name = operand->property.name;

	if (ls->full) {
		shell_long_property(&ls->out, operand, path);
		return;
	}
	if (path)
		shell_put_operand(&ls->out, operand);
	else
		dt_put_escaped(&ls->out, name, strlen(name));
	dt_putc(&ls->out, '\n');
}

/* --- what a node contains --------------------------------------------------------------------- */

static bool ls_wants(const struct ls *ls, struct dt_node child)
{
	return !ls->enabled || dt_okay(child);
}

/* The node or one above it is disabled, and -e leaves it out. */
static bool ls_is_off(const struct ls *ls, struct dt_node node)
{
	struct dt_trail trail;

	return ls->enabled && dt_trail(node, &trail) == 0 && !dt_enabled(&trail, NULL);
}

/* In the tree's own order, which is one pass: properties come first there. */
static void ls_all(struct ls *ls, struct dt_node node, bool nodes)
{
	struct shell_operand operand = { .node = node };
	const char *name = dt_name(node);
	struct dt_cursor cursor;
	enum dt_event event;

	dt_walk(&cursor, node);
	dt_next(&cursor); /* the node itself */
	while ((event = dt_next(&cursor)) == DT_PROP || (event == DT_NODE && nodes)) {
		struct dt_node child = { node.tree, cursor.node };

		if (event == DT_PROP) {
			operand.property = shell_property(name, &cursor);
			ls_property(ls, &operand, false);
			continue;
		}
		if (ls_wants(ls, child))
			(ls->full ? ls_long_line : ls_line)(&ls->out, child);
		dt_skip(&cursor);
	}
}

static int ls_gather(struct ls *ls, struct dt_node node)
{
	const struct dt_index_node *row;
	int err = ls_begin(ls);
	int32_t above;

	if (err)
		return err;
	row = node.tree->index->node;
	above = dt_number_of(node);
	for (int32_t i = above + 1; i < row[above].end && !err; i = row[i].end)
		if (ls_wants(ls, dt_numbered(node.tree, i)))
			err = shell_list_add(ls->shell, i);
	return err ? err : ls_put_gathered(ls);
}

static int ls_node(struct ls *ls, struct dt_node node)
{
	bool off = ls_is_off(ls, node);

	if (!ls->columns)
		ls_all(ls, node, !off && !ls_gathers(ls));
	return ls_gathers(ls) && !off ? ls_gather(ls, node) : 0;
}

/* --- operands -------------------------------------------------------------------------------- */

static int ls_itself(struct ls *ls, struct dt_node node)
{
	if (ls_is_off(ls, node))
		return 0;
	if (ls_gathers(ls))
		return shell_list_add(ls->shell, dt_number_of(node));
	(ls->full ? shell_long_path_line : shell_path_line)(&ls->out, node);
	return 0;
}

static void ls_heading(struct ls *ls, const struct shell_operand *operand)
{
	if (ls->begun)
		dt_putc(&ls->out, '\n');
	shell_put_operand(&ls->out, operand);
	dt_puts(&ls->out, ":\n");
}

static int ls_operand(struct ls *ls, const char *path)
{
	struct shell_operands it;
	struct shell_operand operand;
	int err;

	dt_flush(&ls->out); /* errors come after what was listed before */
	shell_try_index(ls->shell);
	err = shell_operands(ls->shell, path, &it);
	while (!err && shell_operands_next(&it, &operand)) {
		bool several = it.several || ls->headings;

		if (operand.property.name) {
			ls_property(ls, &operand, several);
		} else if (ls->itself) {
			err = ls_itself(ls, operand.node);
		} else {
			if (several)
				ls_heading(ls, &operand);
			err = ls_node(ls, operand.node);
		}
		ls->begun = true;
	}
	return err;
}

static int ls_run(struct shell *shell, const struct shell_args *args)
{
	struct ls ls = {
		.shell = shell,
		.full = shell_option(args, 'l'),
		.enabled = shell_option(args, 'e'),
		.itself = shell_option(args, 'd'),
		.reverse = shell_option(args, 'r'),
		.columns = shell_option(args, 'c'),
		.key = shell_option(args, 's'),
		.headings = args->argc > 2,
	};
	bool together = ls.itself && ls_gathers(&ls);
	int status = 0;

	shell_text(shell, &ls.out);
	if (together)
		status = ls_begin(&ls);
	if (status)
		return status;
	if (args->argc == 1)
		status = ls_operand(&ls, ".");
	for (int i = 1; i < args->argc; i++) {
		int err = ls_operand(&ls, args->argv[i]);

		status = err ? err : status;
	}
	if (together && !status)
		status = ls_put_gathered(&ls);
	dt_flush(&ls.out);
	return status;
}

static const struct shell_option ls_options[] = {
	{ .letter = 'l', .summary = "show status and compatible, or length and value" },
	{ .letter = 'c',
	  .value = "COLUMNS",
	  .summary = "show a table of the nodes with these columns" },
	{ .letter = 's',
	  .value = "KEY",
	  .summary = "sort the nodes by that column, numbers by value" },
	{ .letter = 'r', .summary = "reverse the order of the nodes" },
	{ .letter = 'e', .summary = "leave out nodes that are disabled, or below a disabled one" },
	{ .letter = 'd', .summary = "list the node itself, not what it contains" },
	{ 0 },
};

static const struct shell_command ls_command = {
	.name = "ls",
	.args = "[PATH|PATH/PROP]...",
	.summary = "list a node's properties and child nodes",
	.detail = "One a line; nodes have a / after the name. Default: the current node.\n"
		  "PATH may have globs: ls /soc/uart*. With -l, - is the status of a node without\n"
		  "one, which counts as okay. A line that was cut ends in ...; cat shows "
		  "all.\n" SHELL_LIST_HELP,
	.example = "ls -c name,reg,irq,status -s reg /soc",
	.options = ls_options,
	.max_args = SHELL_WORDS_MAX,
	.needs_tree = true,
	.run = ls_run,
	.complete = shell_complete_property,
};
SHELL_COMMAND(ls_command);
