#pragma once
/* For a command that runs the rest of its line elsewhere than here: besides shell_run_rest. */
#include "shell/shell.h"

/* What it will run; NULL: that runs another command. */
const struct shell_args *shell_rest(const struct shell *shell);
/* The same as shell_run_rest, but @run is called in place of that command's. */
int shell_run_rest_by(struct shell *shell,
		      int (*run)(struct shell *shell, const struct shell_args *args));
