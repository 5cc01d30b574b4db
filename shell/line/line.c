/* What the keys do to the line; the names are those of the Emacs-like keys of other shells. */
#include "shell/line/line.h"
#include <limits.h>
#include <string.h>

static const char line_lost_mark[] = "<lost>";

void shell_line_begin(struct shell_line *line, const char *prompt)
{
	line->text[0] = '\0';
	line->len = 0;
	line->cursor = 0;
	line->refused = 0;
	line->last = SHELL_KEY_NONE;
	line->age = -1;
	line->searching = false;
	line->lost = false;
	line->prompt = prompt;
	line->at = 0;
	line->shown = 0;
	line->wrap = false;
	shell_line_lead(line, prompt);
	shell_line_refresh(line);
}

bool shell_line_insert(struct shell_line *line, const char *text, int len)
{
	char *at = line->text + line->cursor;
	bool append = line->cursor == line->len;

	if (len > SHELL_LINE_MAX - line->len) {
		shell_line_bell(line);
		return false;
	}
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

void shell_line_set(struct shell_line *line, const char *text)
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
	shell_line_set(line, text);
	return true;
}

/* Exchanges the characters around the cursor; at the end, the last two. */
static void line_transpose(struct shell_line *line)
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

/* The keys that are no motion. */
static void line_act(struct shell_line *line, int key)
{
	switch (key) {
	case SHELL_CTRL('P'):
	case SHELL_KEY_UP:
		shell_line_recall(line, line->age + 1);
		break;
	case SHELL_CTRL('N'):
	case SHELL_KEY_DOWN:
		shell_line_recall(line, line->age - 1);
		break;
	case SHELL_CTRL('L'):
		shell_line_clear_screen(line);
		break;
	case SHELL_CTRL('R'):
		shell_search_begin(line);
		break;
	case SHELL_CTRL('T'):
		line_transpose(line);
		break;
	case SHELL_CTRL('Y'):
		shell_line_insert(line, line->killed, (int)strlen(line->killed));
		break;
	case '\t':
		line->complete(line->context, line, line->last == '\t');
		break;
	}
}

/* A character to insert; the one too many makes the whole line be refused. */
static void line_type(struct shell_line *line, char c)
{
	if (line->refused > 0)
		line->refused++;
	else if (!shell_line_insert(line, &c, 1))
		line->refused = SHELL_LINE_MAX + 1;
}

/*
 * A key when characters have been refused: one back takes back the last of them, and what deletes
 * all or a word to the left takes all of them with it. False: the key goes on to the line.
 */
static bool line_mend(struct shell_line *line, int key)
{
	switch (key) {
	case SHELL_CTRL('H'):
	case 0x7f:
		if (--line->refused == SHELL_LINE_MAX)
			line->refused = 0;
		return true;
	case SHELL_CTRL('U'):
	case SHELL_CTRL('W'):
	case SHELL_KEY_KILL_WORD_LEFT:
		line->refused = 0;
		return false;
	}
	shell_line_bell(line);
	return true;
}

static enum shell_line_event line_enter(struct shell_line *line)
{
	shell_line_leave(line);
	if (line->refused > 0)
		return SHELL_LINE_TOO_LONG;
	return line->lost && strstr(line->text, line_lost_mark) ? SHELL_LINE_LOST : SHELL_LINE_DONE;
}

void shell_line_lose(struct shell_line *line)
{
	line->lost = true;
	if (line->refused > 0)
		return;
	if (!shell_line_insert(line, line_lost_mark, (int)strlen(line_lost_mark)))
		line->refused = SHELL_LINE_MAX + 1;
}

static enum shell_line_event line_abandon(struct shell_line *line)
{
	line->paste = false;
	line->cursor = line->len;
	shell_line_refresh(line);
	line->put(line->context, "^C\n", 3);
	return SHELL_LINE_ABANDONED;
}

/* Pasted text is text: blanks for tabs, and no other control characters. */
static int line_pasted(int key)
{
	if (key == '\t')
		return ' ';
	if ((key >= ' ' && key != 0x7f && key < SHELL_KEY_UP) || key == SHELL_CTRL('M') ||
	    key == SHELL_CTRL('C'))
		return key;
	return SHELL_KEY_NONE;
}

static enum shell_line_event line_take(struct shell_line *line, int key)
{
	if (line->searching && shell_search_key(line, key))
		return SHELL_LINE_OPEN;
	if (key == SHELL_CTRL('M'))
		return line_enter(line);
	if (key == SHELL_CTRL('C'))
		return line_abandon(line);
	if (key >= ' ' && key != 0x7f && key < SHELL_KEY_UP)
		line_type(line, (char)key);
	else if (line->refused > 0 && line_mend(line, key))
		return SHELL_LINE_OPEN;
	else if (key == SHELL_CTRL('D') && line->len == 0 && line->ends)
		return SHELL_LINE_END;
	else if (!shell_line_move(line, key))
		line_act(line, key);
	return SHELL_LINE_OPEN;
}

enum shell_line_event shell_line_feed(struct shell_line *line, unsigned char byte)
{
	int key = shell_keys_feed(&line->keys, byte);
	enum shell_line_event event;

	if (key == SHELL_KEY_PASTE || key == SHELL_KEY_PASTE_END) {
		line->paste = key == SHELL_KEY_PASTE;
		return SHELL_LINE_OPEN;
	}
	if (line->paste)
		key = line_pasted(key);
	if (key == SHELL_KEY_NONE)
		return SHELL_LINE_OPEN;
	event = line_take(line, key);
	line->last = key;
	return event;
}
