#pragma once
/* What `scan` found, as a report. */
#include "shell/machine/scan/scan_map.h"
#include "shell/report/report.h"

/* Reports all pieces, and what should be said of some. */
void scan_report(struct shell *shell, const struct shell_args *args, struct scan_map *map);
