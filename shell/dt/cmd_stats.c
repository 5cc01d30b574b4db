/* stats: how big a tree is, and which nodes, properties and names make it so. */
#include <errno.h>
#include <string.h>
#include "fdt/core/fault.h"
#include "fdt/core/index.h"
#include "fdt/core/space.h"
#include "shell/dt/kit/sort.h"
#include "shell/dt/kit/string_uses.h"

/* A string of a compatible. */
struct stats_text {
	const char *text;
	uint32_t len;
};

/* All of them, each as often as it occurs; freed by the next run. */
static void *stats_kept;

/* The biggest of its kind. */
struct stats_most {
	int node; /* offset */
	const char *name;
	uint32_t size;
};

struct stats {
	struct shell *shell;
	uint32_t values, disabled, phandles, depth, texts;
	struct stats_most prop, node, branch; /* branch: a child of the root with all below it */
};

enum { STATS_RANKS = 5 };

/* The most frequent texts, by falling count. */
struct stats_ranking {
	struct stats_rank {
		const char *text;
		uint32_t len, count;
	} best[STATS_RANKS];
};

/* Takes a text that occurs @count times. */
static void stats_rank(struct stats_ranking *ranking, const char *text, uint32_t len,
		       uint32_t count)
{
	struct stats_rank *best = ranking->best;
	int i = STATS_RANKS - 1;

	if (count <= best[i].count)
		return;
	for (; i > 0 && count > best[i - 1].count; i--)
		best[i] = best[i - 1];
	best[i] = (struct stats_rank){ .text = text, .len = len, .count = count };
}

static void stats_take(struct stats_most *most, int node, const char *name, uint32_t size)
{
	if (size > most->size)
		*most = (struct stats_most){ .node = node, .name = name, .size = size };
}

/* What one pass over the properties shows. */
static void stats_props(struct stats *stats)
{
	uint32_t own = 0, branch = 0; /* bytes */
	struct dt_cursor cursor;
	enum dt_event event;
	int top = 0;

	dt_walk(&cursor, dt_root(stats->shell->tree));
	while ((event = dt_next(&cursor)) != DT_END) {
		if (event == DT_NODE) {
			own = 0;
			if (cursor.depth == 1) {
				top = cursor.node;
				branch = 0;
			}
		} else if (event == DT_PROP) {
			own += cursor.len;
			branch += cursor.len;
			stats->values += cursor.len;
			stats_take(&stats->prop, cursor.node, cursor.name, cursor.len);
			stats_take(&stats->node, cursor.node, NULL, own);
			if (cursor.depth > 0)
				stats_take(&stats->branch, top, NULL, branch);
		}
	}
}

/* Each string of each compatible; where @texts is NULL, they are only counted. */
static void stats_nodes(struct stats *stats, struct stats_text *texts)
{
	const struct dt_tree *tree = stats->shell->tree;
	const char *text = NULL;

	stats->texts = stats->disabled = stats->phandles = stats->depth = 0;
	for (int32_t i = 0; i < tree->index->nodes; i++) {
		struct dt_node node = dt_numbered(tree, i);
		struct dt_strings list = dt_strings(node, "compatible");
		uint32_t depth = (uint32_t)tree->index->node[i].depth;
		int len;

		if (depth > stats->depth)
			stats->depth = depth;
		stats->disabled += !dt_okay(node);
		stats->phandles += tree->index->node[i].phandle != 0;
		while ((len = dt_strings_next(&list, &text)) >= 0) {
			if (texts)
				texts[stats->texts] = (struct stats_text){ .text = text,
									   .len = (uint32_t)len };
			stats->texts++;
		}
	}
}

static int stats_order(const void *one, const void *other)
{
	const struct stats_text *a = one, *b = other;
	int order = memcmp(a->text, b->text, a->len < b->len ? a->len : b->len);

	return order ? order : (int)(a->len - b->len);
}

static int stats_compatibles(struct stats *stats, struct stats_ranking *ranking)
{
	struct stats_text *first, *end;

	stats_nodes(stats, NULL);
	if (dt_keep(&stats_kept, (stats->texts + 1) * sizeof(*first)))
		return shell_error(stats->shell, -ENOMEM, "no memory to sort compatibles");
	first = stats_kept;
	stats_nodes(stats, first);
	end = first + stats->texts;
	shell_sort(first, stats->texts, sizeof(*first), stats_order);
	for (struct stats_text *at = first; at < end; at++) {
		if (at + 1 < end && stats_order(at, at + 1) == 0)
			continue;
		stats_rank(ranking, at->text, at->len, (uint32_t)(at - first) + 1);
		first = at + 1;
	}
	return 0;
}

/* --- what is printed ------------------------------------------------------------------------- */

static void stats_put_most(struct shell *shell, const char *what, const struct stats_most *most)
{
	struct dt_text out;

	if (!most->size)
		return;
	shell_printf(shell, "most in a %s %u  ", what, (unsigned)most->size);
	shell_text(shell, &out);
	dt_put_path(&out, (struct dt_node){ shell->tree, most->node });
	if (most->name) {
		dt_putc(&out, ' ');
		dt_put_escaped(&out, most->name, strlen(most->name));
	}
	dt_putc(&out, '\n');
	dt_flush(&out);
}

/* A line: @what, then "reg 12, compatible 9". */
static void stats_put_ranking(struct shell *shell, const char *what,
			      const struct stats_ranking *ranking)
{
	struct dt_text out;

	shell_text(shell, &out);
	dt_puts(&out, what);
	for (int i = 0; i < STATS_RANKS && ranking->best[i].count; i++) {
		dt_puts(&out, i ? ", " : "");
		dt_put_escaped(&out, ranking->best[i].text, ranking->best[i].len);
		dt_putc(&out, ' ');
		dt_put_dec(&out, ranking->best[i].count);
	}
	dt_putc(&out, '\n');
	dt_flush(&out);
}

static void stats_rank_names(struct stats_ranking *names, const struct shell_string_uses *uses)
{
	for (uint32_t at = 0; at < uses->size; at++)
		if (uses->count[at])
			stats_rank(names, uses->text + at, shell_string_len(uses, at),
				   uses->count[at]);
}

static int stats_run(struct shell *shell, const struct shell_args *args)
{
	struct stats stats = { .shell = shell };
	struct stats_ranking compatibles = { 0 }, names = { 0 };
	const struct dt_tree *tree = shell->tree;
	struct shell_string_uses uses;
	int err = shell_index(shell);

	(void)args;
	if (!err)
		err = shell_count_uses(shell, &uses);
	if (!err)
		err = stats_compatibles(&stats, &compatibles);
	if (err)
		return err;
	stats_rank_names(&names, &uses);
	stats_props(&stats);
	shell_printf(shell, "%u nodes, %u disabled, %u with phandle, depth %u\n", tree->nodes,
		     stats.disabled, stats.phandles, stats.depth);
	shell_printf(shell, "%u properties, values %u bytes, names %u bytes\n", tree->props,
		     stats.values, uses.size);
	stats_put_most(shell, "property:", &stats.prop);
	stats_put_most(shell, "node:    ", &stats.node);
	stats_put_most(shell, "branch:  ", &stats.branch);
	stats_put_ranking(shell, "names:      ", &names);
	stats_put_ranking(shell, "compatible: ", &compatibles);
	return 0;
}

static const struct shell_command stats_command = {
	.name = "stats",
	.args = "",
	.summary = "count nodes and properties; show the biggest and most frequent",
	.needs_tree = true,
	.run = stats_run,
};
SHELL_COMMAND(stats_command);
