#pragma once
/*
 * Overlays: changes to a tree as a tree of fragments, each with a target in the base.
 *
 * Ours instead of libfdt's, which does not say what is missing, recurses as deep as the overlay is,
 * and writes wherever a hostile fixup points. The result is that of fdtoverlay, with two
 * differences: a node that both trees have keeps its phandle (so the base's references to it stay
 * right), and children are compared by their whole names.
 *
 * Source: dtc, Documentation/dt-object-internal.txt.
 */
#include "fdt/edit/draft.h"

struct dt_overlay {
	struct dt_draft *draft;       /* a copy of the base, and then the result */
	const struct dt_tree *base;   /* with its index */
	const struct dt_tree *source; /* the overlay; not written */
	bool labels; /* take labels of fdt/core/label.h where the base's /__symbols__ lacks them */
	uint32_t fragments;     /* how many were merged */
	char path[DT_PATH_MAX]; /* private */
	char why[240];          /* what is wrong, for people: "fragment@0: target &i2c9: ..." */
};

/*
 * Merges the overlay's fragments into the draft. 0; -EINVAL, -ENOENT or -ENOMEM with why: abandon
 * the draft then. struct dt_overlay is too large for the stack of a command: keep it elsewhere.
 */
int dt_overlay_apply(struct dt_overlay *overlay);
