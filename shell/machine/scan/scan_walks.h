#pragma once
/* The passes of `scan` over the machine. */
#include "fdt/where/memory.h"
#include "kernel/touch.h"
#include "shell/machine/scan/scan_place.h"

/* Gaps above are left out where no range is asked for. */
static const uint64_t scan_low = UINT64_C(1) << 32;

/* A run of scan. Its owner sets the first part, and the rest to 0. */
struct scan {
	struct shell *home;  /* of the hart that reports */
	struct shell *shell; /* of the one that is at work */
	struct regions regions;
	struct scan_map map; /* the result */
	struct dt_range range;
	bool all;            /* no range was asked for: gaps above 4 GiB are left out */
	uint64_t step;       /* 0: as the place is */
	bool devices, write; /* options */
	uint64_t at;         /* the address that is tried now */
	/* Private. */
	enum touch_how how;
	unsigned tries;
	struct scan_piece seen;      /* what the last try found */
	struct scan_segment segment; /* the current one */
};

/* Makes the map of the range, in two passes; of the first one each try may hang, and it may run on
 * another hart. Ctrl-C ends the command, and memory is as it was. */
void scan_first(struct scan *scan);
void scan_second(struct scan *scan);
/* Enters that the bus hung at scan->at. */
void scan_hung(struct scan *scan);
