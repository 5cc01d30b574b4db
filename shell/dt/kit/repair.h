#pragma once
/* `check -f`: the repairs that checks propose, collected during a run and made as one edit. */
#include "fdt/check/check.h"
#include "shell/shell.h"

/* Lets @check collect repairs; forgets those of an earlier run. */
void check_repair_begin(struct dt_check *check);
/* Makes the repairs, prints each, and says how many more are left for another run. Nodes of the
 * tree are invalid after it. 0, or -errno, reported. */
int check_repair_end(struct shell *shell, const struct shell_args *args);
