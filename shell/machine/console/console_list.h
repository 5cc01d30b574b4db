#pragma once
#include "shell/shell.h"

/* Prints the tables of `console`: all there is, and what those in use have done. */
int console_list(struct shell *shell);
