#pragma once
/* For a command that runs the rest of its line elsewhere than here: besides shell_run_rest. */
#include "shell/shell.h"

enum { SHELL_AROUND_MAX = 4 }; /* commands before one that they run */

/* What it will run: *@args is an array of commands, each of which runs the next one. Their number,
 * at most SHELL_AROUND_MAX + 1. */
int shell_rest(const struct shell *shell, const struct shell_args **args);
/* Runs all of them by one call of @run, which is given the last one's arguments, with the filters
 * that follow: a status. */
int shell_run_rest_by(struct shell *shell,
		      int (*run)(struct shell *shell, const struct shell_args *args));
