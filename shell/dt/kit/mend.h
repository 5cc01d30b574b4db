#pragma once
/* `check -f`: what findings ask for, gathered on the way and made as one edit. */
#include "fdt/check/check.h"
#include "shell/shell.h"

/* Lets @check gather; what an earlier one gathered is forgotten. */
void check_mend_begin(struct dt_check *check);
/* Makes the changes, each told, and says how many found no place. Nodes of the tree are void then.
 * 0, or -errno told. */
int check_mend_end(struct shell *shell, const struct shell_args *args);
