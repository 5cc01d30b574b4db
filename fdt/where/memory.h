#pragma once
/* RAM, from the memory nodes. Source: Devicetree Specification v0.4, 3.4. */
#include "fdt/core/dt.h"

struct dt_range {
	uint64_t base, size; /* bytes */
};

/* A list that is being made; its owner sets range and max, and the rest to 0. */
struct dt_ranges {
	struct dt_range *range; /* sorted, none touches another */
	int used, max;
	int more; /* had no room */
};

/* Adds a range, merged with those that it touches. Dropped are an empty one, and one that reaches
 * beyond the 56 bits of a RISC-V physical address. */
void dt_ranges_add(struct dt_ranges *list, uint64_t base, uint64_t size);

/* The first of the ranges that the address is in; NULL: it is in none. */
const struct dt_range *dt_range_at(const struct dt_range *range, int count, uint64_t address);
/* The two have a byte in common. A range that wraps counts as far as the end. */
bool dt_range_meets(struct dt_range one, struct dt_range other);

/*
 * RAM: every entry of every enabled memory node, sorted and merged; dropped are empty ones and
 * those that reach beyond the 56 bits of a RISC-V physical address. To the byte: rounding to pages
 * is the caller's. Returns how many are in @out; *@more, unless NULL, counts those that had no room
 * there.
 */
int dt_memory(const struct dt_tree *tree, struct dt_range *out, int max, int *more);
/* A child of the root is a memory node, enabled or not: by its device_type, or by its name where it
 * has none. */
bool dt_is_memory(struct dt_node node);
