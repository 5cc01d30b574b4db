#include "fdt/export/delta.h"
/*
 * Differences, put in order and sorted into what an overlay can express and what not.
 *
 * Source: dtc, Documentation/dt-object-internal.txt.
 */
#include <string.h>
#include "fdt/export/delta_why.h"

static void delta_close(struct dt_delta *delta)
{
	struct dt_delta_item item = { .kind = DT_DELTA_CLOSE, .node = delta->open };

	if (delta->opened)
		delta->take(delta, &item);
	delta->opened = false;
}

/* Begins the changes of a node. */
static void delta_enter(struct dt_delta *delta, int32_t node)
{
	if (delta->open == node)
		return;
	delta_close(delta);
	delta->open = node;
	delta->open_why = delta_why_path(delta->to, node);
	delta->props = 0;
}

/* Hands the item over, and before the first of a node its DT_DELTA_OPEN. */
static void delta_take(struct dt_delta *delta, const struct dt_delta_item *item)
{
	struct dt_delta_item open = { .kind = DT_DELTA_OPEN, .node = delta->open };

	if (!delta->opened)
		delta->take(delta, &open);
	delta->opened = true;
	delta->take(delta, item);
}

/* The form cannot express the item; @why: NULL where it has no removals. */
static void delta_lose(struct dt_delta *delta, struct dt_delta_item item, const char *why)
{
	item.kind = DT_DELTA_LOST;
	item.why = why;
	delta->lost++;
	delta->take(delta, &item);
}

/* A phandle that an overlay cannot set: it is not one cell, not above those of the old tree, or
 * another node's too. */
static const char *delta_why_phandle(const struct dt_delta *delta, const struct dt_delta_item *item,
				     bool changed)
{
	if (!dt_is_phandle(item->name))
		return NULL;
	if (!changed && item->len == DT_CELL && dt_delta_local(delta, item->node) &&
	    dt_be32(item->value) == delta->to->index->node[item->node].phandle)
		return NULL;
	return "another node has or may have this number";
}

/* A property, of a node that is added or that both trees have; @count come before it. */
static void delta_prop(struct dt_delta *delta, struct dt_delta_item item, bool changed,
		       uint32_t count)
{
	const char *why = NULL;

	item.kind = DT_DELTA_PROP;
	item.child = item.target = DT_NONE;
	if (delta->form == DT_FORM_OVERLAY) {
		why = delta_why_prop(delta, &item, count);
		if (!why)
			why = delta_why_phandle(delta, &item, changed);
		if (!why)
			why = delta_why_refs(delta, &item, &item.target);
	}
	if (why)
		delta_lose(delta, item, why);
	else
		delta_take(delta, &item);
}

/* Node @number of the new tree, at @depth below that of DT_DELTA_OPEN; false: it is lost. */
static bool delta_node(struct dt_delta *delta, int32_t number, int depth)
{
	struct dt_delta_item item = { .kind = DT_DELTA_NODE, .node = number, .depth = depth };
	const char *why = delta->form == DT_FORM_OVERLAY ? delta_why_node(delta->to, number, depth)
							 : delta_why_path(delta->to, number);

	if (!why) {
		delta_take(delta, &item);
		return true;
	}
	item.child = number;
	item.target = DT_NONE;
	delta_lose(delta, item, why);
	return false;
}

/* Node @number of the new tree, with all below it. */
static void delta_added(struct dt_delta *delta, int32_t number)
{
	const struct dt_index_node *node = delta->to->index->node;
	struct dt_delta_item item = { .node = node[number].parent };
	int32_t next = number; /* the next DT_NODE's */
	struct dt_cursor cursor;
	uint32_t count = 0;
	enum dt_event event;

	dt_walk(&cursor, dt_numbered(delta->to, number));
	while ((event = dt_next(&cursor)) != DT_END) {
		item.depth = cursor.depth + 1;
		item.name = cursor.name;
		item.value = cursor.value;
		item.len = cursor.len;
		if (event == DT_PROP) {
			delta_prop(delta, item, false, count++);
		} else if (event == DT_NODE) {
			count = 0;
			item.node = next++;
			if (delta_node(delta, item.node, item.depth))
				continue;
			next = node[item.node].end;
			item.node = node[item.node].parent;
			dt_skip(&cursor);
		} else {
			item.kind = DT_DELTA_END;
			delta_take(delta, &item);
			item.node = node[item.node].parent;
		}
	}
}

/* A removal, or a change of a node that cannot be named. */
static void delta_other(struct dt_delta *delta, const struct dt_change *change)
{
	struct dt_delta_item item = {
		.kind = DT_DELTA_REMOVE,
		.node = change->to,
		.removal = change->kind == DT_REMOVED,
		.name = change->name,
		.value = change->after,
		.len = change->after_len,
		.child = change->child,
		.target = DT_NONE,
	};
	const char *why = delta->open_why;

	if (item.removal && !why && change->child >= 0)
		why = delta_why_path(delta->from, change->child);
	if (why || delta->form == DT_FORM_OVERLAY)
		delta_lose(delta, item, why);
	else
		delta_take(delta, &item);
}

static void delta_report(struct dt_diff *diff, const struct dt_change *change)
{
	struct dt_delta *delta = diff->context;
	struct dt_delta_item item = {
		.node = change->to,
		.name = change->name,
		.value = change->after,
		.len = change->after_len,
	};

	delta_enter(delta, change->to);
	if (change->kind == DT_REMOVED || delta->open_why)
		delta_other(delta, change);
	else if (change->name)
		delta_prop(delta, item, change->kind == DT_CHANGED, delta->props++);
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
	delta->opened = false;
	delta->open_why = NULL;
	delta->lost = dt_diff_reserves(delta->from, delta->to);
	delta->highest = 0;
	for (int32_t i = 0; i < index->nodes; i++)
		if (index->node[i].phandle > delta->highest && index->node[i].phandle != UINT32_MAX)
			delta->highest = index->node[i].phandle;
	dt_diff(&diff);
	delta_close(delta);
}
