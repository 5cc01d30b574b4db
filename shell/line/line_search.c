/* Ctrl-R: the newest line of the history that contains what is typed, narrowed with each key. */
#include <stdio.h>
#include <string.h>
#include "kernel/ascii.h"
#include "shell/line/line_parts.h"

static void search_show(struct shell_line *line, bool found)
{
	snprintf(line->search_prompt, sizeof(line->search_prompt),
		 "%s '%s': ", found ? "search" : "no line has", line->query);
	shell_line_lead(line, line->search_prompt);
}

/* Searches from @age on; where no line matches, the one shown stays. */
static void search_from(struct shell_line *line, int age)
{
	int hit = line->query[0] ? shell_history_search(line->history, age, line->query) : -1;

	if (hit >= 0) {
		shell_line_recall(line, hit);
		line->cursor = (int)(strstr(line->text, line->query) - line->text);
	}
	search_show(line, hit >= 0 || !line->query[0]);
}

void shell_search_begin(struct shell_line *line)
{
	if (line->age < 0)
		strcpy(line->draft, line->text);
	line->searching = true;
	line->query[0] = '\0';
	search_show(line, true);
}

static void search_over(struct shell_line *line)
{
	line->searching = false;
	shell_line_lead(line, line->prompt);
}

static void search_narrow(struct shell_line *line, char c)
{
	size_t len = strlen(line->query);

	if (len == SHELL_QUERY_MAX) {
		shell_line_bell(line);
		return;
	}
	line->query[len] = c;
	line->query[len + 1] = '\0';
	search_from(line, line->age < 0 ? 0 : line->age);
}

static void search_widen(struct shell_line *line)
{
	size_t len = strlen(line->query);

	if (len > 0)
		line->query[len - 1] = '\0';
	search_from(line, 0);
}

bool shell_search_key(struct shell_line *line, int key)
{
	if (key == SHELL_CTRL('R')) {
		search_from(line, line->age + 1);
	} else if (key == 0x7f || key == '\b') {
		search_widen(line);
	} else if (key == SHELL_CTRL('G') || key == CTRL_C) {
		shell_line_recall(line, -1);
		search_over(line);
	} else if (key >= ' ' && key < SHELL_KEY_UP) {
		search_narrow(line, (char)key);
	} else {
		search_over(line);
		return false;
	}
	return true;
}
