#pragma once
/* What is where in the address space: by the tree, and by what the program itself knows. */
#include "shell/shell.h"

/* A piece of the address space, and what it is used for. */
struct region {
	uint64_t base, last; /* its first and last byte: it is never empty */
	const char *kind;    /* "RAM", "reserved", "no-map", "device", a shell_region's name ... */
	const char *name;    /* in the tree, or "" */
	int node;            /* offset of the node that describes it, or < 0 */
	uint32_t order;      /* private */
};

/* By base; of those with the same base, the largest first. */
struct regions {
	struct region *row;
	uint32_t count;
	int more; /* banks of RAM for which there was no room */
};

/* Gathers all that is known of memory and, with @devices, the registers and windows of devices, in
 * a table that is valid until the next one is made. 0; -ENOMEM reported. */
int shell_regions(struct shell *shell, bool devices, struct regions *out);
/* The region is RAM. */
bool region_is_ram(const struct region *region);
/* Writes a size as "128 MiB" or "1.5 KiB": one digit after the point, rounded down. @text has room
 * for 24 bytes. */
void region_size(char *text, uint64_t size);
