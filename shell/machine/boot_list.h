#pragma once
/* What could be booted. */
#include "shell/shell.h"

/* Reports the files that were loaded and what each is, for `boot` without a kernel. 0. */
int boot_list(struct shell *shell, const struct shell_args *args);
