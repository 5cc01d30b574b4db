#pragma once
#include "shell/shell.h"

/* Shows the log from its beginning on, through the filters, and how much of it is gone. 0. */
int console_show_log(struct shell *shell);
