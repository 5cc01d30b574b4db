#pragma once
/*
 * The differences between two trees: nodes and properties, compared by name whatever their order.
 */
#include "fdt/core/index.h"

enum dt_change_kind { DT_ADDED, DT_REMOVED, DT_CHANGED };

/* One difference: of a property, or of a child with all that is below it. */
struct dt_change {
	enum dt_change_kind kind;
	int32_t from, to;               /* numbers of the node that both trees have */
	int32_t child;                  /* number in the tree that has it; DT_NONE: a property */
	const char *name;               /* the property's; NULL: a child */
	const uint8_t *before, *after;  /* the values; NULL where there is no value */
	uint32_t before_len, after_len; /* bytes */
};

struct dt_diff {
	const struct dt_tree *from, *to; /* both need their index */
	/* Takes a difference. Those of one node follow each other: properties, then children that
	 * were removed, then children that were added. Need not return. */
	void (*report)(struct dt_diff *diff, const struct dt_change *change);
	/* Whether both values of a property mean the same; NULL: only equal bytes do. */
	bool (*same)(const struct dt_diff *diff, const struct dt_change *change);
	void *context;    /* for report and same */
	uint32_t changes; /* how many were reported */
};

/*
 * Reports all differences in the order of diff->to; diff->changes counts them. Linear in both
 * trees, unless a node has very many properties in another order. fdt/export/pairs.h says which
 * nodes are compared. The reserve map is left to dt_diff_reserves.
 */
void dt_diff(struct dt_diff *diff);
/* Whether the reserve maps differ. */
bool dt_diff_reserves(const struct dt_tree *from, const struct dt_tree *to);
