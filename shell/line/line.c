#include "shell/line/line.h"
/* What each key does to the line. The keys are those of Emacs, as other shells have them. */
#include <string.h>
#include "kernel/ascii.h"
#include "shell/line/line_parts.h"

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

/* The keys that neither move the cursor nor delete. */
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
		shell_line_transpose(line);
		break;
	case SHELL_CTRL('Y'):
		shell_line_insert(line, line->killed, (int)strlen(line->killed));
		break;
	case '\t':
		line->complete(line->context, line, line->last == '\t');
		break;
	}
}

/* Inserts a character; where there is no room for it, the whole line is refused. */
static void line_type(struct shell_line *line, char c)
{
	if (line->refused > 0)
		line->refused++;
	else if (!shell_line_insert(line, &c, 1))
		line->refused = SHELL_LINE_MAX + 1;
}

/*
 * A key after characters have been refused: backspace takes back the last of them, and what deletes
 * all or a word to the left takes all of them. False: the key is also for the line.
 */
static bool line_take_back(struct shell_line *line, int key)
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
	    key == CTRL_C)
		return key;
	return SHELL_KEY_NONE;
}

static enum shell_line_event line_take(struct shell_line *line, int key)
{
	if (line->searching && shell_search_key(line, key))
		return SHELL_LINE_OPEN;
	if (key == SHELL_CTRL('M'))
		return line_enter(line);
	if (key == CTRL_C)
		return line_abandon(line);
	if (key >= ' ' && key != 0x7f && key < SHELL_KEY_UP)
		line_type(line, (char)key);
	else if (line->refused > 0 && line_take_back(line, key))
		return SHELL_LINE_OPEN;
	else if (key == SHELL_CTRL('D') && line->len == 0)
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
