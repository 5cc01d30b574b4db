/* ls: what a node contains: properties, like files in a directory, and nodes, like directories. */
#include <string.h>
#include "fdt/core/index.h"
#include "shell/dt/kit/list.h"
#include "shell/dt/kit/node_line.h"

struct ls {
	struct shell *shell;
	char *const *path; /* operands */
	int paths;
	struct report report;
	bool full, enabled, itself, reverse; /* -l, -e, -d, -r */
	const char *columns, *key;           /* -c, -s, or NULL */
	bool begun;                          /* something was listed */
	bool only_properties, only_nodes;    /* in the two passes that programs get */
	uint64_t refused; /* by operand, a bit each: its error was reported; it is passed over */
	int status;
};

_Static_assert(SHELL_WORDS_MAX <= 64, "there is a bit for each operand");

/* The nodes are gathered before they are printed. */
static bool ls_gathers(const struct ls *ls)
{
	return ls->columns || ls->key || ls->reverse;
}

static int ls_begin(struct ls *ls)
{
	return shell_list_begin(ls->shell, ls->columns, ls->key, ls->reverse);
}

/* --- lines and rows -------------------------------------------------------------------------- */

static void ls_put_node(struct ls *ls, struct dt_node node, bool path)
{
	if (ls->report.json)
		shell_list_row(&ls->report, dt_number_of(node));
	else if (ls->full)
		shell_long_node(&ls->report, node, path);
	else
		shell_put_name(report_say(&ls->report), node, path);
}

/* With its path where there are several. */
static void ls_put_property(struct ls *ls, const struct shell_operand *operand, bool path)
{
	const char *name = operand->property.name;

	if (ls->only_nodes)
		return;
	if (ls->report.json)
		shell_property_row(&ls->report, &operand->property);
	else if (ls->full)
		shell_long_property(&ls->report, operand, path);
	else if (path)
		shell_put_operand(report_say(&ls->report), operand);
	else
		dt_put_escaped(report_say(&ls->report), name, strlen(name));
}

/* Puts the nodes that were gathered: 0, or -errno reported. */
static int ls_put_gathered(struct ls *ls)
{
	int err;

	report_flush(&ls->report);
	err = shell_list_end(ls->shell);
	if (err)
		return err;
	if (ls->report.json) {
		shell_list_rows(&ls->report, NULL);
	} else if (ls->columns) {
		report_rows(&ls->report, shell_list_table(), shell_list_rows, NULL);
	} else {
		for (int32_t at = 0, number; (number = shell_list_node(at)) >= 0; at++)
			ls_put_node(ls, dt_numbered(ls->shell->tree, number), ls->itself);
	}
	return 0;
}

/* --- what a node contains --------------------------------------------------------------------- */

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
			ls_put_property(ls, &operand, false);
			continue;
		}
		if (!ls->enabled || dt_okay(child))
			ls_put_node(ls, child, false);
		dt_skip(&cursor);
	}
}

static int ls_gather(struct ls *ls, struct dt_node node)
{
	int err = ls_begin(ls);

	if (!err)
		err = shell_list_add_children(ls->shell, node, ls->enabled);
	return err ? err : ls_put_gathered(ls);
}

static int ls_node(struct ls *ls, struct dt_node node)
{
	bool nodes = !ls->only_properties && !ls_is_off(ls, node);

	if (!ls->columns)
		ls_all(ls, node, nodes && !ls_gathers(ls));
	return ls_gathers(ls) && nodes ? ls_gather(ls, node) : 0;
}

/* --- operands -------------------------------------------------------------------------------- */

static int ls_itself(struct ls *ls, struct dt_node node)
{
	if (ls->only_properties || ls_is_off(ls, node))
		return 0;
	if (ls_gathers(ls))
		return shell_list_add(ls->shell, dt_number_of(node));
	ls_put_node(ls, node, true);
	return 0;
}

static void ls_heading(struct ls *ls, const struct shell_operand *operand)
{
	struct dt_text *out;

	if (ls->begun)
		report_says(&ls->report, "");
	out = report_say(&ls->report);
	shell_put_operand(out, operand);
	dt_putc(out, ':');
}

static int ls_operand(struct ls *ls, const char *path)
{
	struct shell_operands it;
	struct shell_operand operand;
	int err = shell_operands(ls->shell, path, &it);

	while (!err && shell_operands_next(&it, &operand)) {
		bool several = it.several || ls->paths > 1;

		if (operand.property.name) {
			ls_put_property(ls, &operand, several);
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

/* Keeps the operand's error. True: it has one. */
static bool ls_refuses(struct ls *ls, int i, int err)
{
	if (err) {
		ls->refused |= UINT64_C(1) << i;
		ls->status = err;
	}
	return ls->refused >> i & 1;
}

/* Reports what is wrong with operands before anything is listed. False: all are wrong. */
static bool ls_check(struct ls *ls)
{
	struct shell_operands it;
	bool good = false;

	shell_try_index(ls->shell);
	for (int i = 0; i < ls->paths; i++)
		good |= !ls_refuses(ls, i, shell_operands(ls->shell, ls->path[i], &it));
	return good;
}

/* --- passes over all operands ----------------------------------------------------------------- */

/* For report_rows: what all operands name. */
static void ls_rows(struct report *report, void *context)
{
	struct ls *ls = context;
	bool together = ls->itself && ls_gathers(ls) && !ls->only_properties;
	int err = together ? ls_begin(ls) : 0;

	(void)report;
	ls->begun = false;
	for (int i = 0; !err && i < ls->paths; i++)
		if (!ls_refuses(ls, i, 0))
			ls_refuses(ls, i, ls_operand(ls, ls->path[i]));
	if (together && !err)
		err = ls_put_gathered(ls);
	if (err) {
		ls->refused = UINT64_MAX;
		ls->status = err;
	}
}

/* For programs. */
static void ls_document(struct ls *ls)
{
	ls->only_properties = true;
	report_table(&ls->report, &shell_property_table);
	ls_rows(&ls->report, ls);
	ls->only_properties = false;
	ls->only_nodes = true;
	report_table(&ls->report, shell_list_table());
	ls_rows(&ls->report, ls);
}

static int ls_run(struct shell *shell, const struct shell_args *args)
{
	static char here[] = ".";
	char *const current[] = { here };
	struct ls ls = {
		.shell = shell,
		.path = args->argc > 1 ? args->argv + 1 : current,
		.paths = args->argc > 1 ? args->argc - 1 : 1,
		.full = shell_option(args, 'l') && !shell_option(args, 'c'),
		.enabled = shell_option(args, 'e'),
		.itself = shell_option(args, 'd'),
		.reverse = shell_option(args, 'r'),
		.columns = shell_option(args, 'c'),
		.key = shell_option(args, 's'),
	};

	report_begin(&ls.report, shell, args);
	if (ls.report.json)
		ls.status = ls_begin(&ls); /* for the table */
	if (ls.status || !ls_check(&ls))
		return ls.status;
	if (ls.report.json)
		ls_document(&ls);
	else if (ls.full)
		report_rows(&ls.report, &shell_long_table, ls_rows, &ls);
	else
		ls_rows(&ls.report, &ls);
	report_end(&ls.report);
	return ls.status;
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
	{ .letter = 'a', .summary = "changes nothing: nothing is hidden" },
	{ .letter = 'd', .summary = "list the node itself, not what it contains" },
	{ 0 },
};

static const struct shell_command ls_command = {
	.name = "ls",
	.group = SHELL_LOOK,
	.args = "[PATH|PATH/PROP]...",
	.summary = "list a node's properties and child nodes",
	.detail = "One a line; nodes have a / after the name. Default: the current node.\n"
		  "PATH may have globs: ls /soc/uart*. With -l, - is the status of a node without\n"
		  "one, which counts as okay. A line that was cut ends in ...; cat shows "
		  "all.\n" SHELL_LIST_HELP,
	.example = "ls -c name,reg,irq,status -s reg /soc",
	.options = ls_options,
	.reports = true,
	.max_args = SHELL_WORDS_MAX,
	.needs_tree = true,
	.run = ls_run,
	.complete = shell_complete_property,
};
SHELL_COMMAND(ls_command);
