#pragma once
#include "shell/shell.h"

/* A piece of the address space, and who has it. */
struct region {
	uint64_t base, last; /* the last byte of it: it is never empty */
	const char *kind;    /* "RAM", "reserved", "no-map", "device", the surroundings' word ... */
	const char *name;    /* in the tree, or "" */
	int node;            /* whose it is: offset, or < 0 */
	uint32_t order;      /* private */
};

/* By base; of those with the same base, the biggest first. */
struct regions {
	struct region *row;
	uint32_t count;
	int more; /* banks of RAM that found no place */
};

/* Gathers all that is known of memory, with @devices their registers and windows, too, in a table
 * that is good until the next one is made. 0; -ENOMEM told. */
int shell_regions(struct shell *shell, bool devices, struct regions *out);
/* It is RAM. */
bool region_is_ram(const struct region *region);
/* "128 MiB", "1.5 KiB": for people, one digit behind the point and rounded down; of 0, 2^64. At
 * most 24 bytes with the NUL. */
void region_size(char *text, uint64_t size);
