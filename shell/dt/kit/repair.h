#pragma once
/* `check -f`: the repairs that checks propose, collected during a run and made as one edit. */
#include "fdt/check/check.h"
#include "shell/report/report.h"

/* Forgets the repairs of an earlier run. */
void check_repair_begin(void);
/* Keeps a proposed repair. */
void check_repair_collect(const struct dt_repair *proposed);
/* Makes the repairs, reports each, and says how many more are left for another run. Nodes of the
 * tree are invalid after it. 0, or -errno, reported. */
int check_repair_end(struct report *report, const struct shell_args *args);
/* Puts the command that does the same as the repair: `rm /soc/timer/name`, or `set
 * /chosen/stdout-path "serial0"`; except that it needs quotes around a blank in a name. */
void check_put_repair(struct dt_text *out, const struct dt_repair *repair);
