#pragma once
/* The lines typed before, each once, newest first. Pure. */
#include "shell/line/terminal.h"

enum { SHELL_HISTORY_MAX = 32 }; /* lines */

/* With a count of 0: no lines. The rest need not be initialised. */
struct shell_history {
	int count;
	unsigned char order[SHELL_HISTORY_MAX]; /* rows of text, oldest first */
	char text[SHELL_HISTORY_MAX][SHELL_LINE_MAX + 1];
};

/* Keeps @line (at most SHELL_LINE_MAX characters) as the newest; an equal one moves there. Blank
 * lines are not kept, nor what begins with a blank: so a program that types leaves no trace. */
void shell_history_add(struct shell_history *history, const char *line);
/* The line of that age (0: the newest), or NULL. */
const char *shell_history_get(const struct shell_history *history, int age);
/* The age of the first line that contains @text, from @age on; -ENOENT. */
int shell_history_search(const struct shell_history *history, int age, const char *text);
