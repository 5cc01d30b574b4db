#pragma once
/* `console why --for PROG`: which console another program will choose on the tree in use. */
#include "shell/shell.h"

/* Whether there is a program of that name. */
bool console_is_program(const char *name);
/* Reports the prediction for it: the verdict, the steps with the program's functions in brackets,
 * and what is wrong with the tree for that program, with the commands that fix it. 0, or -errno
 * reported. */
int console_for(struct shell *shell, const struct shell_args *args, const char *name);
/* For shell_option.complete: offers the programs' names. */
void console_complete_program(struct shell *shell, struct shell_completions *completions);
