#pragma once
/* The one run of `scan`, and a scan of RAM for others. */
#include "shell/machine/scan/scan_walks.h"

/* Static, because a hart that is lost may still use it; of the hart whose turn it is. */
extern struct scan scan_state;

/* Makes what a run needs that only the shell's hart may make. 0, or -errno reported. */
int scan_allocate(struct shell *shell);
/* Begins a run, with what was allocated. */
void scan_begin(struct scan *scan, struct shell *shell);
/* Scans one range on this hart, the one that booted, as `scan` does, but with
 * fewer tries in large ranges: *@map is the result, valid until the next scan. Where a piece begins
 * is found to the page. 0, or -errno reported. */
int scan_range(struct shell *shell, struct dt_range range, const struct scan_map **map);
