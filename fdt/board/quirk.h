#pragma once
/* What is special about an SoC or a core, and concerns who uses the machine. */
#include "fdt/core/dt.h"

struct dt_core_ids;

/* A row of the table. */
struct dt_quirk {
	uint32_t mvendorid;  /* of a hart: it alone shows the quirk, too; 0: none does */
	bool core;           /* a hart's node has the compatible, and not the root */
	char compatible[28]; /* one that ends with '*' is how several begin */
	char text[76];       /* what is special */
	char source[68];
};

/*
 * The next row after @after (NULL: the first) that is true of @tree, which may be NULL, or of the
 * core with @ids, which is NULL where they are not known. NULL: that was the last.
 */
const struct dt_quirk *dt_quirk_next(const struct dt_tree *tree, const struct dt_core_ids *ids,
				     const struct dt_quirk *after);
