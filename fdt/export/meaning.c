#include "fdt/export/meaning.h"
/*
 * Both lists of references are read side by side.
 *
 * Source: Devicetree Specification v0.4, 2.3.3 (phandle).
 */
#include <errno.h>
#include "fdt/core/fault.h"
#include "fdt/core/label.h"
#include "fdt/core/space.h"
#include "fdt/export/pairs.h"

/* --- comparing ------------------------------------------------------------------------------- */

/* Both references lead to the same node, or both are empty. */
static bool meaning_same_node(const struct dt_meaning *meaning, const struct dt_ref *before,
			      const struct dt_ref *after)
{
	int32_t from = dt_index_phandle(meaning->from, before->phandle);
	int32_t to = dt_index_phandle(meaning->to, after->phandle);

	if (from < 0 || to < 0)
		return before->phandle == after->phandle;
	return meaning->peer[from] == to;
}

/* Whether cells from number @at up to @end are equal. */
static bool meaning_same_cells(const struct dt_change *change, uint32_t at, uint32_t end)
{
	size_t from = (size_t)at * DT_CELL;

	return memcmp(change->before + from, change->after + from, (end - at) * DT_CELL) == 0;
}

/* Of lists that have as many cells. */
static bool meaning_same_refs(const struct dt_meaning *meaning, const struct dt_change *change,
			      struct dt_refs *before, struct dt_refs *after)
{
	struct dt_ref old, new;
	uint32_t at = 0; /* so many cells are the same */

	while (dt_refs_next(before, &old) > 0 && dt_refs_next(after, &new) > 0) {
		if (old.cell != new.cell || old.args != new.args || old.phandle == UINT32_MAX)
			break;
		if (!meaning_same_node(meaning, &old, &new) ||
		    !meaning_same_cells(change, at, old.cell) ||
		    !meaning_same_cells(change, old.cell + 1, old.cell + 1 + old.args))
			return false;
		at = old.cell + 1 + old.args;
	}
	return meaning_same_cells(change, at, before->cells);
}

bool dt_same_meaning(const struct dt_meaning *meaning, const struct dt_change *change)
{
	struct dt_node from = dt_numbered(meaning->from, change->from);
	struct dt_node to = dt_numbered(meaning->to, change->to);
	struct dt_refs before, after;
	struct dt_refs_kind kind;

	if (dt_is_phandle(change->name))
		return true;
	if (change->before_len != change->after_len)
		return false;
	kind = dt_refs_kind(change->name);
	if (dt_refs_of(&before, kind, from, change->name, change->before, change->before_len) &&
	    dt_refs_of(&after, kind, to, change->name, change->after, change->after_len))
		return meaning_same_refs(meaning, change, &before, &after);
	return memcmp(change->before, change->after, change->after_len) == 0;
}

/* --- printing -------------------------------------------------------------------------------- */

/* The meaning that has @naming as its member. */
static const struct dt_meaning *meaning_of(const struct dt_naming *naming)
{
	return (const void *)((const char *)naming - offsetof(struct dt_meaning, naming));
}

static const char *meaning_label(const struct dt_naming *naming, const struct dt_tree *tree,
				 int32_t number)
{
	const struct dt_meaning *meaning = meaning_of(naming);
	const char *label;

	if (tree == meaning->from) {
		int32_t peer = meaning->peer[number];

		label = peer < 0 ? NULL : dt_label(meaning->to, peer);
		if (label)
			return label;
	}
	label = dt_label(tree, number);
	/* Another node's label in the new tree would make two nodes look like one. */
	if (label && tree == meaning->from &&
	    dt_found(dt_by_label(meaning->to, label, strlen(label))))
		return NULL;
	return label;
}

void dt_put_meaning(struct dt_text *out, const struct dt_meaning *meaning,
		    const struct dt_change *change, bool before)
{
	struct dt_node node = before ? dt_numbered(meaning->from, change->from)
				     : dt_numbered(meaning->to, change->to);
	uint32_t len = before ? change->before_len : change->after_len;

	if (!len)
		dt_puts(out, "<>");
	else
		dt_print_named(out, node, change->name, before ? change->before : change->after,
			       len, &meaning->naming);
}

/* --- the pairs ------------------------------------------------------------------------------- */

int dt_meaning_open(struct dt_meaning *meaning, const struct dt_tree *from,
		    const struct dt_tree *to)
{
	struct dt_pairs pairs = { .from = from, .to = to };
	size_t nodes = (size_t)from->index->nodes;

	meaning->from = from;
	meaning->to = to;
	meaning->naming.label = meaning_label;
	if (dt_keep((void **)&meaning->peer, nodes * sizeof(*meaning->peer)))
		return -ENOMEM;
	for (size_t i = 0; i < nodes; i++)
		meaning->peer[i] = DT_NONE;
	while (dt_pairs_next(&pairs))
		meaning->peer[pairs.from_number] = pairs.to_number;
	return 0;
}

void dt_meaning_close(struct dt_meaning *meaning)
{
	dt_drop((void **)&meaning->peer);
}
