#include "shell/dt/kit/stats.h"
/* One pass over the properties, one over the nodes, and the sorted strings of all compatibles. */
#include <errno.h>
#include <string.h>
#include "fdt/core/index.h"
#include "fdt/core/space.h"
#include "fdt/core/sort.h"
#include "shell/dt/kit/string_uses.h"

/* A string of a compatible. */
struct stats_text {
	const char *text;
	uint32_t len;
};

/* All of them, each as often as it occurs; freed by the next run. */
static void *stats_kept;

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
static void stats_props(struct stats *stats, const struct dt_tree *tree)
{
	uint32_t own = 0, branch = 0; /* bytes */
	struct dt_cursor cursor;
	enum dt_event event;
	int top = 0;

	dt_walk(&cursor, dt_root(tree));
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
			stats->count[STATS_VALUES] += cursor.len;
			stats_take(&stats->prop, cursor.node, cursor.name, cursor.len);
			stats_take(&stats->node, cursor.node, NULL, own);
			if (cursor.depth > 0)
				stats_take(&stats->branch, top, NULL, branch);
		}
	}
}

static void stats_nodes(struct stats *stats, const struct dt_tree *tree)
{
	for (int32_t i = 0; i < tree->index->nodes; i++) {
		uint32_t depth = (uint32_t)tree->index->node[i].depth;

		if (depth > stats->count[STATS_DEPTH])
			stats->count[STATS_DEPTH] = depth;
		stats->count[STATS_DISABLED] += !dt_okay(dt_numbered(tree, i));
		stats->count[STATS_PHANDLES] += tree->index->node[i].phandle != 0;
	}
}

/* Each string of each compatible; where @texts is NULL, they are only counted. Returns how many
 * there are. */
static uint32_t stats_texts(const struct dt_tree *tree, struct stats_text *texts)
{
	const char *text = NULL;
	uint32_t count = 0;
	int len;

	for (int32_t i = 0; i < tree->index->nodes; i++) {
		struct dt_strings list = dt_strings(dt_numbered(tree, i), "compatible");

		while ((len = dt_strings_next(&list, &text)) >= 0) {
			if (texts)
				texts[count] = (struct stats_text){ .text = text,
								    .len = (uint32_t)len };
			count++;
		}
	}
	return count;
}

static int stats_order(const void *one, const void *other)
{
	const struct stats_text *a = one, *b = other;
	int order = memcmp(a->text, b->text, a->len < b->len ? a->len : b->len);

	return order ? order : (int)(a->len - b->len);
}

static int stats_compatibles(struct stats *stats, const struct dt_tree *tree)
{
	uint32_t count = stats_texts(tree, NULL);
	struct stats_text *first, *end;

	if (dt_keep(&stats_kept, (count + 1) * sizeof(*first)))
		return -ENOMEM;
	first = stats_kept;
	end = first + count;
	stats_texts(tree, first);
	dt_sort(first, count, sizeof(*first), stats_order);
	for (struct stats_text *at = first; at < end; at++) {
		if (at + 1 < end && stats_order(at, at + 1) == 0)
			continue;
		stats_rank(&stats->compatibles, at->text, at->len, (uint32_t)(at - first) + 1);
		first = at + 1;
	}
	return 0;
}

static void stats_rank_names(struct stats *stats, const struct shell_string_uses *uses)
{
	stats->count[STATS_NAMES] = uses->size;
	for (uint32_t at = 0; at < uses->size; at++)
		if (uses->count[at])
			stats_rank(&stats->names, uses->text + at, shell_string_len(uses, at),
				   uses->count[at]);
}

int shell_stats(struct shell *shell, struct stats *stats)
{
	const struct dt_tree *tree = shell->tree;
	struct shell_string_uses uses;
	int err = shell_index(shell);

	if (!err)
		err = shell_count_uses(shell, &uses);
	if (err)
		return err;
	*stats = (struct stats){
		.count = { [STATS_NODES] = tree->nodes, [STATS_PROPERTIES] = tree->props },
	};
	if (stats_compatibles(stats, tree))
		return shell_error(shell, -ENOMEM, "no memory to sort compatibles");
	stats_rank_names(stats, &uses);
	stats_nodes(stats, tree);
	stats_props(stats, tree);
	return 0;
}
