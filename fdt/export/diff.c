#include "fdt/export/diff.h"
/*
 * The nodes that both trees have, and in each the properties of one tree looked up in the other.
 *
 * The order of two nodes mostly agrees, so a name is expected at the place after the last match and
 * searched for only if it is not there.
 */
#include <string.h>
#include "fdt/core/cursor.h"
#include "fdt/export/pairs.h"

/* --- properties ------------------------------------------------------------------------------ */

/* The first property at @at or after it; NULL: there are no more. */
static const char *diff_prop_here(const char *at)
{
	at = token_skip_nops(at);
	return token_at(at) == TOKEN_PROP ? at : NULL;
}

static const char *diff_next_prop(const char *at)
{
	return diff_prop_here(token_after_prop(at));
}

/* The property @name from @at on, up to @end (NULL: to the last). */
static const char *diff_scan(const struct dt_tree *tree, const char *at, const char *end,
			     const char *name)
{
	for (; at && at != end; at = diff_next_prop(at)) {
		const char *here = token_prop_name(tree, at);

		if (*here == *name && strcmp(here, name) == 0)
			return at;
	}
	return NULL;
}

/* The property @name of @node, searched for from *@hint on, which moves past it. */
static const char *diff_find_prop(struct dt_node node, const char **hint, const char *name)
{
	const char *found = diff_scan(node.tree, *hint, NULL, name);

	if (!found)
		found = diff_scan(node.tree, diff_prop_here(token_body(node)), *hint, name);
	if (found)
		*hint = diff_next_prop(found);
	return found;
}

static void diff_report(struct dt_diff *diff, const struct dt_change *change)
{
	diff->changes++;
	diff->report(diff, change);
}

static void diff_set_before(struct dt_change *change, const char *at)
{
	change->before = (const uint8_t *)at + PROP_HEAD;
	change->before_len = dt_be32(at + 4);
}

static void diff_set_after(struct dt_change *change, const char *at)
{
	change->after = (const uint8_t *)at + PROP_HEAD;
	change->after_len = dt_be32(at + 4);
}

static bool diff_same(const struct dt_diff *diff, const struct dt_change *change)
{
	if (diff->same)
		return diff->same(diff, change);
	return change->before_len == change->after_len &&
	       memcmp(change->before, change->after, change->after_len) == 0;
}

static void diff_props_after(struct dt_diff *diff, struct dt_change change)
{
	struct dt_node from = dt_numbered(diff->from, change.from);
	const char *at = diff_prop_here(token_body(dt_numbered(diff->to, change.to)));
	const char *hint = diff_prop_here(token_body(from)), *found;

	for (; at; at = diff_next_prop(at)) {
		change.name = token_prop_name(diff->to, at);
		change.kind = DT_ADDED;
		change.before = NULL;
		change.before_len = 0;
		diff_set_after(&change, at);
		found = diff_find_prop(from, &hint, change.name);
		if (found) {
			change.kind = DT_CHANGED;
			diff_set_before(&change, found);
		}
		if (!found || !diff_same(diff, &change))
			diff_report(diff, &change);
	}
}

static void diff_props_before(struct dt_diff *diff, struct dt_change change)
{
	struct dt_node to = dt_numbered(diff->to, change.to);
	const char *at = diff_prop_here(token_body(dt_numbered(diff->from, change.from)));
	const char *hint = diff_prop_here(token_body(to));

	change.kind = DT_REMOVED;
	for (; at; at = diff_next_prop(at)) {
		change.name = token_prop_name(diff->from, at);
		if (diff_find_prop(to, &hint, change.name))
			continue;
		diff_set_before(&change, at);
		diff_report(diff, &change);
	}
}

/* --- children -------------------------------------------------------------------------------- */

/* Reports the children of node @number of @tree that node @peer of @other lacks. */
static void diff_children(struct dt_diff *diff, struct dt_change change, const struct dt_tree *tree,
			  int32_t number, const struct dt_tree *other, int32_t peer)
{
	const struct dt_index_node *node = tree->index->node;
	int32_t hint = peer + 1;

	for (int32_t i = number + 1; i < node[number].end; i = node[i].end) {
		int32_t match = dt_pair_child(other, peer, hint, tree, i);

		if (match >= 0) {
			hint = other->index->node[match].end;
			continue;
		}
		change.child = i;
		diff_report(diff, &change);
	}
}

/* Reports the differences of one node that both trees have. */
static void diff_node(struct dt_diff *diff, int32_t from, int32_t to)
{
	struct dt_change change = { .from = from, .to = to, .child = DT_NONE };

	diff_props_after(diff, change);
	diff_props_before(diff, change);
	change.kind = DT_REMOVED;
	diff_children(diff, change, diff->from, from, diff->to, to);
	change.kind = DT_ADDED;
	diff_children(diff, change, diff->to, to, diff->from, from);
}

void dt_diff(struct dt_diff *diff)
{
	struct dt_pairs pairs = { .from = diff->from, .to = diff->to };

	diff->changes = 0;
	while (dt_pairs_next(&pairs))
		diff_node(diff, pairs.from_number, pairs.to_number);
}

bool dt_diff_reserves(const struct dt_tree *from, const struct dt_tree *to)
{
	enum { ENTRY = 16 }; /* bytes */

	return from->reserves != to->reserves ||
	       memcmp(from->reserve, to->reserve, (size_t)from->reserves * ENTRY) != 0;
}
