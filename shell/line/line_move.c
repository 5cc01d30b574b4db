/* Keys that move the cursor, and keys that delete what the cursor would move over. */
#include <string.h>
#include "shell/line/line_parts.h"

enum move_motion {
	MOVE_LEFT,
	MOVE_RIGHT,
	MOVE_HOME,
	MOVE_END,
	MOVE_WORD_LEFT,
	MOVE_WORD_RIGHT,
	MOVE_BLANK_LEFT, /* to the right of the blank before the word */
};

enum move_effect {
	MOVE_ONLY,
	MOVE_DELETE,
	MOVE_KILL, /* delete, and keep for Ctrl-Y */
};

static const struct move_key {
	int key;
	enum move_motion motion;
	enum move_effect effect;
} move_keys[] = {
	{ .key = SHELL_CTRL('A'), .motion = MOVE_HOME, .effect = MOVE_ONLY },
	{ .key = SHELL_CTRL('B'), .motion = MOVE_LEFT, .effect = MOVE_ONLY },
	{ .key = SHELL_CTRL('D'), .motion = MOVE_RIGHT, .effect = MOVE_DELETE },
	{ .key = SHELL_CTRL('E'), .motion = MOVE_END, .effect = MOVE_ONLY },
	{ .key = SHELL_CTRL('F'), .motion = MOVE_RIGHT, .effect = MOVE_ONLY },
	{ .key = SHELL_CTRL('H'), .motion = MOVE_LEFT, .effect = MOVE_DELETE },
	{ .key = SHELL_CTRL('K'), .motion = MOVE_END, .effect = MOVE_KILL },
	{ .key = SHELL_CTRL('U'), .motion = MOVE_HOME, .effect = MOVE_KILL },
	{ .key = SHELL_CTRL('W'), .motion = MOVE_BLANK_LEFT, .effect = MOVE_KILL },
	{ .key = 0x7f, .motion = MOVE_LEFT, .effect = MOVE_DELETE },
	{ .key = SHELL_KEY_LEFT, .motion = MOVE_LEFT, .effect = MOVE_ONLY },
	{ .key = SHELL_KEY_RIGHT, .motion = MOVE_RIGHT, .effect = MOVE_ONLY },
	{ .key = SHELL_KEY_HOME, .motion = MOVE_HOME, .effect = MOVE_ONLY },
	{ .key = SHELL_KEY_END, .motion = MOVE_END, .effect = MOVE_ONLY },
	{ .key = SHELL_KEY_DELETE, .motion = MOVE_RIGHT, .effect = MOVE_DELETE },
	{ .key = SHELL_KEY_WORD_LEFT, .motion = MOVE_WORD_LEFT, .effect = MOVE_ONLY },
	{ .key = SHELL_KEY_WORD_RIGHT, .motion = MOVE_WORD_RIGHT, .effect = MOVE_ONLY },
	{ .key = SHELL_KEY_KILL_WORD, .motion = MOVE_WORD_RIGHT, .effect = MOVE_KILL },
	{ .key = SHELL_KEY_KILL_WORD_LEFT, .motion = MOVE_WORD_LEFT, .effect = MOVE_KILL },
	{ .key = SHELL_KEY_NONE },
};

static bool move_in_word(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c & 0x80);
}

static bool move_not_blank(char c)
{
	return c != ' ';
}

/* To the left over what is not in a word, then over what is. */
static int move_word_left(const struct shell_line *line, bool (*in_word)(char))
{
	int at = line->cursor;

	while (at > 0 && !in_word(line->text[at - 1]))
		at--;
	while (at > 0 && in_word(line->text[at - 1]))
		at--;
	return at;
}

static int move_word_right(const struct shell_line *line)
{
	int at = line->cursor;

	while (at < line->len && !move_in_word(line->text[at]))
		at++;
	while (at < line->len && move_in_word(line->text[at]))
		at++;
	return at;
}

static int move_target(const struct shell_line *line, enum move_motion motion)
{
	switch (motion) {
	case MOVE_LEFT:
		return line->cursor > 0 ? line->cursor - 1 : 0;
	case MOVE_RIGHT:
		return line->cursor < line->len ? line->cursor + 1 : line->len;
	case MOVE_HOME:
		return 0;
	case MOVE_END:
		return line->len;
	case MOVE_WORD_LEFT:
		return move_word_left(line, move_in_word);
	case MOVE_WORD_RIGHT:
		return move_word_right(line);
	case MOVE_BLANK_LEFT:
		return move_word_left(line, move_not_blank);
	}
	return line->cursor;
}

bool shell_line_move(struct shell_line *line, int key)
{
	const struct move_key *row = move_keys;
	int from, to;

	while (row->key && row->key != key)
		row++;
	if (!row->key)
		return false;
	from = line->cursor;
	to = move_target(line, row->motion);
	if (row->effect == MOVE_ONLY) {
		line->cursor = to;
		return true;
	}
	if (from > to) {
		from = to;
		to = line->cursor;
	}
	if (row->effect == MOVE_KILL && to > from) {
		memcpy(line->killed, line->text + from, (size_t)(to - from));
		line->killed[to - from] = '\0';
	}
	if (to > from)
		shell_line_delete(line, from, to);
	return true;
}
