#pragma once
/* The loop (shell_loop) in steps, for a port that cannot wait for input. */
#include "shell/shell.h"

/* Shows the first prompt. */
void shell_loop_begin(struct shell *shell);
/* Takes what the port's read would return: a byte, SHELL_LOST, SHELL_NEWS, or < 0: the input has
 * ended. Runs the line that it completes and shows the next prompt, unless shell->leave is set. */
void shell_loop_feed(struct shell *shell, int byte);
