#pragma once
/* What the tree and this program know of the addresses that `scan` tries. */
#include "shell/dt/kit/regions.h"
#include "shell/machine/scan/scan_map.h"

/* A range of which the same is known. */
struct scan_segment {
	struct scan_piece piece; /* base, last, place and name */
	bool ram;                /* in a bank of RAM */
	bool free;               /* RAM that no one uses */
	uint64_t bank;           /* where that begins */
};

/* The segment that begins at @address. */
void scan_segment(const struct regions *regions, uint64_t address, struct scan_segment *segment);
/* The last byte of RAM; 0: the tree has none. */
uint64_t scan_last_ram(const struct regions *regions);
