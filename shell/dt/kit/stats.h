#pragma once
/* How big a tree is, and which nodes, properties and names make it so. */
#include "shell/shell.h"

/* What is counted. */
enum {
	STATS_NODES,
	STATS_DISABLED,
	STATS_PHANDLES,
	STATS_DEPTH,
	STATS_PROPERTIES,
	STATS_VALUES, /* bytes */
	STATS_NAMES,  /* bytes */
	STATS_COUNTS,
};

enum { STATS_RANKS = 5 };

/* The biggest of its kind. */
struct stats_most {
	int node; /* offset */
	const char *name;
	uint32_t size; /* bytes of values */
};

/* The most frequent texts, by falling count. */
struct stats_ranking {
	struct stats_rank {
		const char *text;
		uint32_t len, count;
	} best[STATS_RANKS];
};

struct stats {
	uint32_t count[STATS_COUNTS];
	struct stats_most prop, node, branch; /* branch: a child of the root with all below it */
	struct stats_ranking compatibles, names;
};

/* Fills in @stats from the tree in use, from which its texts are borrowed. 0; -errno reported. */
int shell_stats(struct shell *shell, struct stats *stats);
