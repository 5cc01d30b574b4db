#include "fdt/export/delta.h"
/*
 * Differences, put in order and sorted into what an overlay can express and what not.
 *
 * Source: dtc, Documentation/dt-object-internal.txt.
 */
#include <string.h>
#include "fdt/core/label.h"

uint32_t dt_delta_local(const struct dt_delta *delta, uint32_t phandle)
{
	if (phandle <= delta->highest || phandle == UINT32_MAX ||
	    dt_index_phandle(delta->to, phandle) < 0)
		return 0;
	return phandle - delta->highest;
}

const char *dt_symbol(const struct dt_tree *tree, int32_t number)
{
	static const char name[] = "__symbols__";
	const char *label = dt_label(tree, number);
	int32_t symbols = dt_index_child(tree, 0, name, sizeof(name) - 1);

	if (label && dt_prop(dt_numbered(tree, symbols), label, NULL))
		return label;
	return NULL;
}

static void delta_close(struct dt_delta *delta)
{
	struct dt_delta_item item = { .kind = DT_DELTA_CLOSE, .node = delta->open };

	if (delta->open >= 0)
		delta->take(delta, &item);
	delta->open = DT_NONE;
}

static void delta_open(struct dt_delta *delta, int32_t node)
{
	struct dt_delta_item item = { .kind = DT_DELTA_OPEN, .node = node };

	if (delta->open == node)
		return;
	delta_close(delta);
	delta->open = node;
	delta->take(delta, &item);
}

/* A phandle that an overlay cannot set: it is not one cell, or not above those of the old tree. */
static bool delta_is_stuck(const struct dt_delta *delta, const char *name, const uint8_t *value,
			   uint32_t len)
{
	return dt_is_phandle(name) && (len != DT_CELL || !dt_delta_local(delta, dt_be32(value)));
}

static void delta_lose(struct dt_delta *delta, struct dt_delta_item item)
{
	item.kind = DT_DELTA_LOST;
	delta->lost++;
	delta->take(delta, &item);
}

/* A property, of a node that is added or that both trees have. */
static void delta_prop(struct dt_delta *delta, struct dt_delta_item item, bool changed)
{
	item.kind = DT_DELTA_PROP;
	item.child = DT_NONE;
	if ((changed && dt_is_phandle(item.name)) ||
	    delta_is_stuck(delta, item.name, item.value, item.len))
		delta_lose(delta, item);
	else
		delta->take(delta, &item);
}

/* Node @number of the new tree, with all below it. */
static void delta_added(struct dt_delta *delta, int32_t number)
{
	struct dt_delta_item item = { .node = number };
	struct dt_cursor cursor;
	enum dt_event event;

	dt_walk(&cursor, dt_numbered(delta->to, number));
	while ((event = dt_next(&cursor)) != DT_END) {
		item.depth = cursor.depth + 1;
		item.name = cursor.name;
		item.value = cursor.value;
		item.len = cursor.len;
		if (event == DT_PROP) {
			delta_prop(delta, item, false);
			continue;
		}
		if (event == DT_NODE)
			item.node = number++;
		item.kind = event == DT_NODE ? DT_DELTA_NODE : DT_DELTA_END;
		delta->take(delta, &item);
	}
}

static void delta_report(struct dt_diff *diff, const struct dt_change *change)
{
	struct dt_delta *delta = diff->context;
	struct dt_delta_item item = {
		.node = change->to,
		.name = change->name,
		.value = change->after,
		.len = change->after_len,
		.child = change->child,
	};

	if (change->kind == DT_REMOVED) {
		delta_lose(delta, item);
		return;
	}
	delta_open(delta, change->to);
	if (change->name)
		delta_prop(delta, item, change->kind == DT_CHANGED);
	else
		delta_added(delta, change->child);
}

void dt_delta(struct dt_delta *delta)
{
	const struct dt_index *index = delta->from->index;
	struct dt_diff diff = {
		.from = delta->from,
		.to = delta->to,
		.report = delta_report,
		.context = delta,
	};

	delta->open = DT_NONE;
	delta->lost = dt_diff_reserves(delta->from, delta->to);
	delta->highest = 0;
	for (int32_t i = 0; i < index->nodes; i++)
		if (index->node[i].phandle > delta->highest && index->node[i].phandle != UINT32_MAX)
			delta->highest = index->node[i].phandle;
	dt_diff(&diff);
	delta_close(delta);
}
