#pragma once
/*
 * Overlays: changes to a tree as a tree of fragments, each with a target in the base.
 *
 * Ours instead of libfdt's, because that one cannot tell what is missing, recurses as deep as the
 * overlay is, and writes where a hostile fixup sends it. Source: dtc, Documentation/
 * dt-object-internal.txt; the result is that of fdtoverlay, with two differences: a node that
 * both have keeps its phandle (so what refers to it in the base goes on to do so), and children are
 * compared by their whole names.
 */
#include "fdt/edit/draft.h"

struct dt_overlay {
	struct dt_draft *draft;       /* holds what the base holds, and then the whole */
	const struct dt_tree *base;   /* with its index */
	const struct dt_tree *source; /* the overlay; it stays as it is */
	bool labels; /* labels that the base's /__symbols__ lacks: those of fdt/core/label.h */
	uint32_t fragments;     /* so many were merged */
	char path[DT_PATH_MAX]; /* private */
	char why[240];          /* what is wrong, for people: "fragment@0: target &i2c9: ..." */
};

/*
 * Puts the overlay's fragments into the draft. 0; -EINVAL, -ENOENT or -ENOMEM with why, and what
 * the draft holds then is nothing to keep. Too large for the stack of a command: keep it elsewhere.
 */
int dt_overlay_apply(struct dt_overlay *overlay);
/* Whether any fragment is in @tree, which has its index. */
bool dt_is_overlay(const struct dt_tree *tree);
