#include "fdt/export/pairs.h"
/*
 * A walk over the numbers of one tree that follows in the other.
 *
 * The order of two trees mostly agrees, so a name is expected at the place after the last match and
 * searched for only if it is not there.
 */
#include <string.h>

int32_t dt_pair_child(const struct dt_tree *tree, int32_t parent, int32_t hint,
		      const struct dt_tree *other, int32_t number)
{
	const struct dt_index *index = tree->index;
	const char *name = dt_name(dt_numbered(other, number));

	if (hint < index->nodes && index->node[hint].parent == parent &&
	    strcmp(dt_name(dt_numbered(tree, hint)), name) == 0)
		return hint;
	return dt_index_child(tree, parent, name, strlen(name));
}

static bool pairs_are(struct dt_pairs *it, int32_t from, int32_t to)
{
	it->from_number = from;
	it->to_number = to;
	it->hint = from + 1;
	it->next = to + 1;
	return true;
}

bool dt_pairs_next(struct dt_pairs *it)
{
	const struct dt_index_node *from = it->from->index->node, *to = it->to->index->node;

	if (it->next == 0)
		return pairs_are(it, 0, 0);
	while (it->next < it->to->index->nodes) {
		int32_t match;

		for (; it->to_number != to[it->next].parent;
		     it->to_number = to[it->to_number].parent) {
			it->hint = from[it->from_number].end;
			it->from_number = from[it->from_number].parent;
		}
		match = dt_pair_child(it->from, it->from_number, it->hint, it->to, it->next);
		if (match >= 0)
			return pairs_are(it, match, it->next);
		it->next = to[it->next].end;
	}
	return false;
}
