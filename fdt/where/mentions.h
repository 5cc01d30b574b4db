#pragma once
/*
 * Nodes that may refer to others by phandle: a quick look at each word of a tree, so that only the
 * lists of a few nodes must be read as fdt/where/refs.h reads them.
 *
 * A word costs two or three instructions, a tenth of a walk over the properties. So there is
 * nothing to be made first, to be kept along edits or to be dropped.
 */
#include "fdt/core/dt.h"

struct dt_mentions {
	const struct dt_tree *tree; /* private, like the rest */
	uint32_t mask, word;        /* of a word as the machine loads it: it may be wanted */
	const char *at;             /* the next word */
};

/* Starts over @tree, which has an index, for the phandles from @low to @high: all from 0 to
 * UINT32_MAX, none from 0 to 0. */
struct dt_mentions dt_mentions(const struct dt_tree *tree, uint32_t low, uint32_t high);
/* The number of the next node with a word that may be one of the phandles, in the tree's order,
 * each once; DT_NONE at the end. The word may be in a value, or anything else there. */
int32_t dt_mentions_next(struct dt_mentions *it);
/* Whether one of the cells of a value, which is in the tree's blob, may be one of the phandles. */
static inline bool dt_mentioned(const struct dt_mentions *it, const uint8_t *value, uint32_t len)
{
	const uint32_t *cell = (const uint32_t *)(const void *)value;

	for (; len >= DT_CELL; cell++, len -= DT_CELL)
		if ((*cell & it->mask) == it->word)
			return true;
	return false;
}
