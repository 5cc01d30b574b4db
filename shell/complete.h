#pragma once
/* Tab: what could stand at the line's cursor. */
#include "shell/line/line.h"

/* Inserts what all candidates have in common; where that is nothing and @again, lists them. */
void shell_complete(struct shell *shell, struct shell_line *line, bool again);
