#pragma once
/*
 * Memory that must not be touched. Source: Devicetree Specification v0.4, 3.5 (/reserved-memory)
 * and 5.3 (the reserve map).
 */
#include "fdt/where/memory.h"

/* The reserve map's ranges in turn, then those of /reserved-memory's enabled children that have a
 * reg. Empty ranges are left out, wrapping ones end at 2^64 - 1. */
struct dt_reserved {
	const struct dt_tree *tree;
	uint32_t step;                /* private: entries of the map taken */
	struct dt_node parent, child; /* private: /reserved-memory, and its current child */
	int index;                    /* private: of child's reg */
	struct dt_range range;
	const char *name; /* node's name, or "memreserve" */
	bool no_map;
};
/* Starts at the first. */
void dt_reserved_init(struct dt_reserved *it, const struct dt_tree *tree);
/* The next one, in it->range, name and no_map; false at the end. */
bool dt_reserved_next(struct dt_reserved *it);
/* The initrd, by linux,initrd-start and linux,initrd-end, the first byte after it. 0; -ENOENT: the
 * tree has none, or an empty one; -ERANGE: it ends before it starts. Source: Linux,
 * drivers/of/fdt.c. */
int dt_initrd(const struct dt_tree *tree, struct dt_range *range);
