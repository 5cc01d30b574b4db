#include "shell/line/history.h"
/* Lines are kept in fixed rows; only their order moves, one byte a line. */
#include <errno.h>
#include <string.h>

const char *shell_history_get(const struct shell_history *history, int age)
{
	if (age < 0 || age >= history->count)
		return NULL;
	return history->text[history->order[history->count - 1 - age]];
}

/* The position of @line in order, or count. */
static int history_find(const struct shell_history *history, const char *line)
{
	int at = 0;

	while (at < history->count && strcmp(history->text[history->order[at]], line) != 0)
		at++;
	return at;
}

void shell_history_add(struct shell_history *history, const char *line)
{
	int at = history_find(history, line);
	unsigned char row;

	if (*line == ' ' || line[strspn(line, " \t")] == '\0' || strlen(line) > SHELL_LINE_MAX)
		return;
	if (at == history->count && at < SHELL_HISTORY_MAX) {
		history->order[at] = (unsigned char)at;
		history->count++;
	} else if (at == history->count) {
		at = 0; /* full: the oldest makes room */
	}
	row = history->order[at];
	memmove(history->order + at, history->order + at + 1, (size_t)(history->count - 1 - at));
	history->order[history->count - 1] = row;
	strcpy(history->text[row], line);
}

int shell_history_search(const struct shell_history *history, int age, const char *text)
{
	const char *line;

	while ((line = shell_history_get(history, age))) {
		if (strstr(line, text))
			return age;
		age++;
	}
	return -ENOENT;
}
