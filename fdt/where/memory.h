#pragma once
/* RAM, from the memory nodes. Source: Devicetree Specification v0.4, 3.4. */
#include "fdt/core/dt.h"

struct dt_range {
	uint64_t base, size; /* bytes */
};

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
