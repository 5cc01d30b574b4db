#pragma once
/* The tables that `console` prints. */
#include "shell/shell.h"

/* Prints them: all consoles, and the counters of those that were used. 0. */
int console_list(struct shell *shell);
