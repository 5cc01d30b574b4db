#pragma once
/*
 * What differs between two trees: nodes and properties, found by their names whatever their order.
 */
#include "fdt/core/index.h"

enum dt_change_kind { DT_ADDED, DT_REMOVED, DT_CHANGED };

/* One difference: of a property, or of a child with all that is below it. */
struct dt_change {
	enum dt_change_kind kind;
	int32_t from, to;               /* numbers of the node that has it, which both trees have */
	int32_t child;                  /* number, in the tree that has it; DT_NONE: a property */
	const char *name;               /* the property's; NULL: a child */
	const uint8_t *before, *after;  /* the values; NULL where there is none */
	uint32_t before_len, after_len; /* bytes */
};

struct dt_diff {
	const struct dt_tree *from, *to; /* both need their index */
	/* Takes a difference; all of one node follow each other, properties first, then children
	 * that were removed, then those that were added. Need not return. */
	void (*tell)(struct dt_diff *diff, const struct dt_change *change);
	void *context;    /* the teller's own */
	uint32_t changes; /* how many were told */
};

/*
 * Tells all differences in the order of diff->to; diff->changes counts them. Linear in both trees,
 * where nodes do not have very many properties in another order. Of children of one name, which no
 * path can tell apart, the first of both trees are compared, the second, and so on as long as they
 * stand alike. The reserve map is not looked at: dt_diff_reserves does.
 */
void dt_diff(struct dt_diff *diff);
/* Whether the reserve maps differ. */
bool dt_diff_reserves(const struct dt_tree *from, const struct dt_tree *to);
