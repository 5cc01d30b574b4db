#pragma once
/* Why an overlay or commands cannot express a change. Private to fdt/export/. */
#include "fdt/export/delta.h"

/* Why a node cannot be found by its path where the export is read; NULL: it can. */
const char *delta_why_path(const struct dt_tree *tree, int32_t number);
/* Why dtc cannot read node @number, which is added at @depth below the fragment; NULL: it can. */
const char *delta_why_node(const struct dt_tree *tree, int32_t number, int depth);
/* Why dtc cannot read the property; @count properties of the same node come before it. NULL: it
 * can. */
const char *delta_why_prop(const struct dt_delta *delta, const struct dt_delta_item *item,
			   uint32_t count);
/* Why the property's references mean other nodes elsewhere; NULL: they do not. *@target is then the
 * number of the node. */
const char *delta_why_refs(const struct dt_delta *delta, const struct dt_delta_item *item,
			   int32_t *target);
