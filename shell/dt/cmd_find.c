/* find: the nodes that meet criteria. */
#include <errno.h>
#include <string.h>
#include "fdt/core/fault.h"
#include "fdt/core/index.h"
#include "shell/dt/kit/criteria.h"
#include "shell/dt/kit/list.h"
#include "shell/dt/kit/node_line.h"

enum { FIND_NODES = 256 }; /* nodes between two looks for Ctrl-C */

/* Static, because it is too big for a small stack; there is one find at a time. */
static struct find {
	struct shell *shell;
	struct shell_criteria criteria;
	struct dt_text out;
	struct dt_trail shown; /* -t: the node of the last line; depth -1: no line yet */
	unsigned found, looked;
} find_state;

/* The matches are gathered before they are printed. */
static bool find_gathers(const struct shell_criteria *criteria)
{
	return criteria->columns || criteria->key || criteria->flag[SHELL_FIND_REVERSE];
}

/* The node as `tree` shows it, with those of its ancestors that the last one does not share. */
static void find_put_branch(struct find *find, struct dt_node node)
{
	struct dt_text *out = &find->out;
	struct dt_trail trail;
	int level = 0;

	if (dt_trail(node, &trail))
		return;
	while (level <= find->shown.depth && level < trail.depth &&
	       find->shown.node[level] == trail.node[level])
		level++;
	for (; level <= trail.depth; level++) {
		const char *name = dt_name((struct dt_node){ node.tree, trail.node[level] });

		for (int i = 0; i < level; i++)
			dt_puts(out, "  ");
		dt_put_escaped(out, name, strlen(name));
		dt_puts(out, "/\n");
	}
	find->shown = trail;
}

/* Shows, counts or keeps a node that was found: 0, or -errno reported. */
static int find_take(struct find *find, int32_t number)
{
	const struct shell_criteria *criteria = &find->criteria;
	struct dt_node node = dt_numbered(find->shell->tree, number);

	find->found++;
	if (criteria->flag[SHELL_FIND_COUNT])
		return 0;
	if (find_gathers(criteria))
		return shell_list_add(find->shell, number);
	if (criteria->flag[SHELL_FIND_TREE])
		find_put_branch(find, node);
	else
		(criteria->flag[SHELL_FIND_LINES] ? shell_long_path_line
						  : shell_path_line)(&find->out, node);
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

static int find_put(struct find *find)
{
	const struct shell_criteria *criteria = &find->criteria;
	int err = 0;

	if (criteria->flag[SHELL_FIND_COUNT]) {
		dt_put_dec(&find->out, find->found);
		dt_putc(&find->out, '\n');
	} else if (find_gathers(criteria) && find->found) {
		err = shell_list_put(find->shell, &find->out,
				     criteria->flag[SHELL_FIND_LINES] ? shell_long_path_line
								      : shell_path_line);
	}
	dt_flush(&find->out);
	if (err)
		return err;
	return find->found ? 0 : SHELL_FAILED;
}

static int find_run(struct shell *shell, const struct shell_args *args)
{
	struct find *find = &find_state;
	char **words = args->argv + 1;
	const char *path = *words && **words != '-' ? *words++ : ".";
	int err = shell_criteria(shell, words, &find->criteria);

	find->shell = shell;
	find->shown.depth = -1;
	find->found = find->looked = 0;
	if (!err && find->criteria.flag[SHELL_FIND_TREE] && find_gathers(&find->criteria))
		err = shell_error(
			shell, -EINVAL,
			"-t cannot be used with -c, -s and -r: it keeps the tree's order");
	if (err)
		return err;
	err = shell_list_begin(shell, find->criteria.columns, find->criteria.key,
			       find->criteria.flag[SHELL_FIND_REVERSE]);
	if (err)
		return err;
	shell_text(shell, &find->out);
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
	.max_args = SHELL_WORDS_MAX,
	.needs_tree = true,
	.run = find_run,
	.complete = find_complete,
};
SHELL_COMMAND(find_command);
