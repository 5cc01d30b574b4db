#pragma once
/* Commands that have the machine's memory, or static data, to themselves: one hart at a time. */
#include "shell/shell.h"

/* Waits until no other hart has the turn, and takes it. Ctrl-C ends the command. The hart that
 * booted does not wait: while it runs a command, the others run none. */
void turn_take(struct shell *shell);
/* Gives it back. It ends with the hart's job, too. */
void turn_give(const struct shell *shell);
