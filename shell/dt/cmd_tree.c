/* tree: nodes below a node, indented. */
#include <errno.h>
#include <limits.h>
#include <string.h>
#include "fdt/core/index.h"
#include "shell/dt/kit/list.h"
#include "shell/dt/kit/node_line.h"

/* Levels; deeper ones are indented like this one, because a tree of 10,000 levels must not cost
 * their square. Real trees have fewer than 10. */
enum { TREE_INDENT_MAX = 64 };

struct tree_options {
	int depth; /* levels below the node where it begins */
	bool props;
	bool enabled; /* without disabled branches */
};

static void tree_indent(struct dt_text *out, int level)
{
	for (int i = 0; i < level && i < TREE_INDENT_MAX; i++)
		dt_puts(out, "  ");
}

/* Two blanks a level, not lines between siblings: for those, each node would have to know whether
 * another one follows, which takes a second walk. */
static void tree_print(struct report *report, struct dt_node node, const struct tree_options *opt)
{
	const char *owner = "";
	struct shell_property prop;
	struct dt_cursor cursor;
	enum dt_event event;

	dt_walk(&cursor, node);
	while ((event = dt_next(&cursor)) != DT_END) {
		struct dt_node at = { node.tree, cursor.node };
		struct dt_text *out;

		if (event == DT_NODE &&
		    (cursor.depth > opt->depth || (opt->enabled && !dt_okay(at)))) {
			dt_skip(&cursor);
		} else if (event == DT_NODE) {
			out = report_say(report);
			tree_indent(out, cursor.depth);
			shell_put_name(out, at, false);
			owner = cursor.name;
		} else if (event == DT_PROP && opt->props) {
			prop = shell_property(owner, &cursor);
			out = report_say(report);
			tree_indent(out, cursor.depth + 1);
			shell_put_property(out, &prop);
		}
	}
}

/* --- for programs ---------------------------------------------------------------------------- */

static void tree_properties(struct report *report, int32_t number)
{
	struct dt_node node = dt_numbered(report->shell->tree, number);
	struct shell_property property;
	struct dt_cursor cursor;

	dt_walk(&cursor, node);
	dt_next(&cursor); /* the node itself */
	while (dt_next(&cursor) == DT_PROP) {
		property = shell_property(dt_name(node), &cursor);
		shell_property_row(report, &property);
	}
}

/* Calls @put with the number of each node that is shown. */
static void tree_each(struct report *report, struct dt_node start, const struct tree_options *opt,
		      void (*put)(struct report *report, int32_t number))
{
	const struct dt_index_node *row = start.tree->index->node;
	int32_t i = dt_number_of(start), end = row[i].end;
	int depth = row[i].depth;

	while (i < end) {
		if (row[i].depth - depth > opt->depth ||
		    (opt->enabled && !dt_okay(dt_numbered(start.tree, i)))) {
			i = row[i].end;
			continue;
		}
		put(report, i++);
	}
}

static int tree_document(struct report *report, struct dt_node start,
			 const struct tree_options *opt)
{
	int err = shell_list_begin(report->shell, NULL, NULL, false);

	if (err)
		return err;
	report_table(report, shell_list_table());
	tree_each(report, start, opt, shell_list_row);
	if (!opt->props)
		return 0;
	report_table(report, &shell_property_table);
	tree_each(report, start, opt, tree_properties);
	return 0;
}

static int tree_run(struct shell *shell, const struct shell_args *args)
{
	struct tree_options opt = {
		.depth = INT_MAX,
		.props = shell_option(args, 'p'),
		.enabled = shell_option(args, 'e'),
	};
	const char *depth = shell_option(args, 'd');
	struct report report;
	struct dt_node node;
	uint64_t levels;
	int err = 0;

	if (depth && shell_number(shell, depth, &levels))
		return -EINVAL;
	if (depth && levels < INT_MAX)
		opt.depth = (int)levels;
	node = args->argc > 1 ? shell_node(shell, args->argv[1]) : shell_cwd(shell);
	if (!dt_found(node))
		return node.offset;
	if (opt.props)
		shell_try_index(shell);
	report_begin(&report, shell, args);
	if (report.json)
		err = tree_document(&report, node, &opt);
	else
		tree_print(&report, node, &opt);
	if (!err)
		report_end(&report);
	return err;
}

static const struct shell_option tree_options[] = {
	{ .letter = 'p', .summary = "show the properties, too" },
	{ .letter = 'd', .value = "N", .summary = "show at most N levels below PATH" },
	{ .letter = 'e', .summary = "leave out disabled nodes and what is below them" },
	{ 0 },
};

static const struct shell_command tree_command = {
	.name = "tree",
	.group = SHELL_LOOK,
	.args = "[PATH]",
	.summary = "show the nodes below a node",
	.detail = "PATH: the node to begin with; default: the current one.",
	.example = "tree -p -d 1 /cpus",
	.options = tree_options,
	.reports = true,
	.max_args = 1,
	.needs_tree = true,
	.run = tree_run,
	.complete = shell_complete_node,
};
SHELL_COMMAND(tree_command);
