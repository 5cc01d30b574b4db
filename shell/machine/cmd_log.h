#pragma once
/* `log`, which is also a verb of `console`. */
#include "shell/shell.h"

/* Shows the machine's log from its beginning, through the filters, and how much of it is lost.
 * 0. */
int shell_log_run(struct shell *shell, const struct shell_args *args);
