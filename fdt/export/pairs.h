#pragma once
/*
 * The nodes that two trees both have: those of the same path.
 *
 * Children of one name are paired in order, the first of one tree with the first of the other, as
 * long as their places agree.
 */
#include "fdt/core/index.h"

/* A walk over them, in the order of @to. Starts as { .from = ..., .to = ... }. */
struct dt_pairs {
	const struct dt_tree *from, *to; /* both need their index */
	int32_t from_number, to_number;  /* after true: the pair */
	int32_t hint, next;              /* private: the next nodes of from, to */
};

/* The next pair; the roots are the first. false at the end. All calls together are linear in both
 * trees. */
bool dt_pairs_next(struct dt_pairs *it);
/* The child of node @parent of @tree that has the name of node @number of @other; it is @hint, most
 * likely. DT_NONE. */
int32_t dt_pair_child(const struct dt_tree *tree, int32_t parent, int32_t hint,
		      const struct dt_tree *other, int32_t number);
