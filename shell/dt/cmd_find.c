/* find: the nodes that meet criteria. */
#include <errno.h>
#include <string.h>
#include "fdt/core/fault.h"
#include "fdt/core/index.h"
#include "kernel/noinit.h"
#include "shell/dt/kit/criteria.h"
#include "shell/dt/kit/list.h"
#include "shell/dt/kit/node_line.h"

enum { FIND_NODES = 256 }; /* nodes between two looks for Ctrl-C */

/* Static, because it is too big for a small stack; there is one find at a time. */
static NOINIT struct find {
	struct shell *shell;
	struct shell_criteria criteria;
	struct report report;
	struct dt_trail shown; /* -t: the node of the last line; depth -1: no line yet */
	unsigned found, looked;
} find_state;

enum { FOUND_COUNT };

static const struct report_column found_columns[] = {
	[FOUND_COUNT] = { .key = "count" },
};

static const struct report_table found_table = {
	.key = "found",
	.record = true,
	REPORT_TABLE_COLUMNS(found_columns),
};

/* The order or the columns are chosen. */
static bool find_arranges(const struct find *find)
{
	return find->criteria.columns || find->criteria.key ||
	       find->criteria.flag[SHELL_FIND_REVERSE];
}

/* The matches are gathered before they are printed. */
static bool find_gathers(const struct find *find)
{
	const bool *flag = find->criteria.flag;

	return find_arranges(find) ||
	       (flag[SHELL_FIND_LINES] && !flag[SHELL_FIND_TREE] && !find->report.json);
}

/* The node as `tree` shows it, with those of its ancestors that the last one does not share. */
static void find_put_branch(struct find *find, struct dt_node node)
{
	struct dt_trail trail;
	int level = 0;

	if (dt_trail(node, &trail))
		return;
	while (level <= find->shown.depth && level < trail.depth &&
	       find->shown.node[level] == trail.node[level])
		level++;
	for (; level <= trail.depth; level++) {
		struct dt_text *out = report_say(&find->report);

		for (int i = 0; i < level; i++)
			dt_puts(out, "  ");
		shell_put_name(out, (struct dt_node){ node.tree, trail.node[level] }, false);
	}
	find->shown = trail;
}

/* Shows, counts or keeps a node that was found: 0, or -errno reported. */
static int find_take(struct find *find, int32_t number)
{
	struct dt_node node = dt_numbered(find->shell->tree, number);

	find->found++;
	if (find->criteria.flag[SHELL_FIND_COUNT])
		return 0;
	if (find_gathers(find))
		return shell_list_add(find->shell, number);
	if (find->report.json)
		shell_list_row(&find->report, number);
	else if (find->criteria.flag[SHELL_FIND_TREE])
		find_put_branch(find, node);
	else
		dt_put_path(report_say(&find->report), node);
	return 0;
}

static bool find_is_off(const struct find *find, struct dt_node node)
{
	return find->criteria.flag[SHELL_FIND_ENABLED] && !dt_okay(node);
}

/* The node and all below it. */
static int find_below(struct find *find, struct dt_node start)
{
	const struct dt_tree *tree = find->shell->tree;
	const struct dt_index_node *row = tree->index->node;
	int32_t i = dt_number_of(start), end = row[i].end;
	int err = 0;

	for (int32_t above = row[i].parent; above >= 0; above = row[above].parent)
		if (find_is_off(find, dt_numbered(tree, above)))
			return 0;
	while (i < end && !err) {
		if (++find->looked % FIND_NODES == 0)
			shell_check_interrupt(find->shell);
		if (find_is_off(find, dt_numbered(tree, i))) {
			i = row[i].end;
			continue;
		}
		if (dt_query_fits(&find->criteria.query, i))
			err = find_take(find, i);
		i++;
	}
	return err;
}

static int find_all(struct find *find, const char *path)
{
	struct shell_nodes it;
	struct dt_node node;
	int err = shell_nodes(find->shell, path, &it);

	while (!err && shell_nodes_next(&it, &node))
		err = find_below(find, node);
	return err;
}

/* Where no device has the address of -a, the windows of buses are searched too. */
static bool find_tries_windows(struct find *find)
{
	struct dt_query *query = &find->criteria.query;

	for (int i = 0; i < query->count && !find->found; i++)
		query->windows |= query->test[i].kind == DT_QUERY_ADDRESS;
	return query->windows;
}

static void find_long_rows(struct report *report, void *context)
{
	struct find *find = context;

	for (int32_t at = 0, number; (number = shell_list_node(at)) >= 0; at++)
		shell_long_node(report, dt_numbered(find->shell->tree, number), true);
}

/* Puts the nodes that were gathered: 0, or -errno reported. */
static int find_put_gathered(struct find *find)
{
	const struct dt_tree *tree = find->shell->tree;
	struct report *report = &find->report;
	int err = shell_list_end(find->shell);

	if (err)
		return err;
	if (report->json || (find->criteria.columns && find->found))
		report_rows(report, shell_list_table(), shell_list_rows, NULL);
	else if (find->criteria.flag[SHELL_FIND_LINES])
		report_rows(report, &shell_long_table, find_long_rows, find);
	else
		for (int32_t at = 0, number; (number = shell_list_node(at)) >= 0; at++)
			dt_put_path(report_say(report), dt_numbered(tree, number));
	return 0;
}

static int find_put(struct find *find)
{
	if (find->criteria.flag[SHELL_FIND_COUNT]) {
		report_table(&find->report, &found_table);
		report_row(&find->report);
		report_dec(&find->report, FOUND_COUNT, find->found);
	} else if (find_gathers(find)) {
		int err = find_put_gathered(find);

		if (err)
			return err;
	}
	report_end(&find->report);
	return find->found ? 0 : SHELL_FAILED;
}

static int find_run(struct shell *shell, const struct shell_args *args)
{
	struct find *find = &find_state;
	char **words = args->argv + 1;
	const char *path = *words && **words != '-' ? *words++ : ".";
	int err = shell_criteria(shell, words, &find->criteria);

	report_begin(&find->report, shell, args);
	find->shell = shell;
	find->shown.depth = -1;
	find->found = find->looked = 0;
	if (!err && find->criteria.flag[SHELL_FIND_TREE] && find_arranges(find))
		err = shell_error(
			shell, -EINVAL,
			"-t cannot be used with -c, -s and -r: it keeps the tree's order");
	if (err)
		return err;
	err = shell_list_begin(shell, find->criteria.columns, find->criteria.key,
			       find->criteria.flag[SHELL_FIND_REVERSE]);
	if (err)
		return err;
	if (find->report.json && !find_gathers(find) && !find->criteria.flag[SHELL_FIND_COUNT])
		report_table(&find->report, shell_list_table());
	err = find_all(find, path);
	if (!err && find_tries_windows(find))
		err = find_all(find, path);
	return err ? err : find_put(find);
}

static void find_complete(struct shell *shell, struct shell_completions *completions)
{
	if (completions->word[0] == '-')
		shell_complete_criteria(completions);
	else
		shell_complete_node(shell, completions);
}

static const struct shell_command find_command = {
	.name = "find",
	.group = SHELL_LOOK,
	.args = "[PATH] [CRITERIA]",
	.summary = "find nodes by name, property, address and more",
	.detail =
		"PATH: searched with all below it; may have globs. Default: the current node.\n"
		"All criteria must be met; -or begins an alternative, -not negates the next one.\n"
		"-name -path -label -alias -compatible -status GLOB, -vendor NAME\n"
		"-p PROP[=VALUE]   has the property (a glob); VALUE is a string or a number in\n"
		"                  it, or the whole value as in source: '<1 &plic>'\n"
		"-a ADDRESS        has that address of the CPU: in reg, else in ranges\n"
		"-reg N, -size N   in reg; N can also be N-M, N-, -M, '<N' or '>=N'\n"
		"-irq [NODE:]N     has that interrupt, at NODE\n"
		"-bus NAME         is on a bus of that name, device_type or compatible\n"
		"Prints paths; with -l lines as 'ls -l', with -t branches as 'tree', with -count\n"
		"their number. -c COLUMNS, -s KEY, -r and -e are those of 'ls'.\n" SHELL_LIST_HELP
		"\nThe status is 1 if nothing was found.",
	.example = "find /soc -compatible 'ns16550*' -or -name serial -c path,irq",
	.reports = true,
	.max_args = SHELL_WORDS_MAX,
	.needs_tree = true,
	.run = find_run,
	.complete = find_complete,
};
SHELL_COMMAND(find_command);
