/* tree: nodes below a node, indented. */
#include <errno.h>
#include <limits.h>
#include <string.h>
#include "shell/dt/kit/property.h"
#include "shell/shell.h"

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
static void tree_print(struct dt_text *out, struct dt_node node, const struct tree_options *opt)
{
	const char *owner = "";
	struct shell_property prop;
	struct dt_cursor cursor;
	enum dt_event event;

	dt_walk(&cursor, node);
	while ((event = dt_next(&cursor)) != DT_END) {
		bool skips = event == DT_NODE && cursor.depth > opt->depth;

		if (event == DT_NODE && opt->enabled)
			skips |= !dt_okay((struct dt_node){ node.tree, cursor.node });
		if (skips) {
			dt_skip(&cursor);
		} else if (event == DT_NODE) {
			tree_indent(out, cursor.depth);
			dt_put_escaped(out, cursor.name, strlen(cursor.name));
			dt_puts(out, "/\n");
			owner = cursor.name;
		} else if (event == DT_PROP && opt->props) {
			prop = shell_property(owner, &cursor);
			tree_indent(out, cursor.depth + 1);
			shell_put_property(out, &prop);
		}
	}
}

static int tree_run(struct shell *shell, const struct shell_args *args)
{
	struct tree_options opt = {
		.depth = INT_MAX,
		.props = shell_option(args, 'p'),
		.enabled = shell_option(args, 'e'),
	};
	const char *depth = shell_option(args, 'd');
	struct dt_node node;
	struct dt_text out;
	uint64_t levels;

	if (depth && shell_number(shell, depth, &levels))
		return -EINVAL;
	if (depth && levels < INT_MAX)
		opt.depth = (int)levels;
	node = args->argc > 1 ? shell_node(shell, args->argv[1]) : shell_cwd(shell);
	if (!dt_found(node))
		return node.offset;
	if (opt.props)
		shell_try_index(shell);
	shell_text(shell, &out);
	tree_print(&out, node, &opt);
	dt_flush(&out);
	return 0;
}

static const struct shell_option tree_options[] = {
	{ .letter = 'p', .summary = "show the properties, too" },
	{ .letter = 'd', .value = "N", .summary = "show at most N levels below PATH" },
	{ .letter = 'e', .summary = "leave out disabled nodes and what is below them" },
	{ 0 },
};

static const struct shell_command tree_command = {
	.name = "tree",
	.args = "[PATH]",
	.summary = "show the nodes below a node",
	.detail = "PATH: the node to begin with; default: the current one.",
	.example = "tree -p -d 1 /cpus",
	.options = tree_options,
	.max_args = 1,
	.needs_tree = true,
	.run = tree_run,
	.complete = shell_complete_node,
};
SHELL_COMMAND(tree_command);
