/* Changes of the line's text, each with what it does to the screen. */
#include <string.h>
#include "shell/line/line_parts.h"

bool shell_line_insert(struct shell_line *line, const char *text, int len)
{
	char *at = line->text + line->cursor;
	bool append = line->cursor == line->len;

	if (len > SHELL_LINE_MAX - line->len) {
		shell_line_bell(line);
		return false;
	}
	if (append)
		at[len] = '\0';
	else
		memmove(at + len, at, (size_t)(line->len - line->cursor + 1));
	memcpy(at, text, (size_t)len);
	line->len += len;
	line->cursor += len;
	if (append)
		shell_line_echo(line, len);
	else
		shell_line_touch(line, line->cursor - len);
	return true;
}

void shell_line_delete(struct shell_line *line, int from, int to)
{
	memmove(line->text + from, line->text + to, (size_t)(line->len - to + 1));
	line->len -= to - from;
	line->cursor = from;
	shell_line_touch(line, from);
}

/* Replaces the whole line; the cursor goes to its end. */
static void text_set(struct shell_line *line, const char *text)
{
	int same = 0;

	while (text[same] && text[same] == line->text[same])
		same++;
	strcpy(line->text, text);
	line->len = (int)strlen(text);
	line->cursor = line->len;
	shell_line_touch(line, same);
}

bool shell_line_recall(struct shell_line *line, int age)
{
	const char *text = age < 0 ? line->draft : shell_history_get(line->history, age);

	if (!text || (age < 0 && line->age < 0))
		return false;
	if (line->age < 0 && !line->searching)
		strcpy(line->draft, line->text);
	line->age = age;
	text_set(line, text);
	return true;
}

void shell_line_transpose(struct shell_line *line)
{
	int at = line->cursor < line->len ? line->cursor : line->len - 1;
	char c;

	if (at < 1)
		return;
	c = line->text[at];
	line->text[at] = line->text[at - 1];
	line->text[at - 1] = c;
	line->cursor = at + 1;
	shell_line_touch(line, at - 1);
}
