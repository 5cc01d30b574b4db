/* Keys that take the cursor somewhere, and those that take what lies between away. */
#include "shell/line/line.h"
#include <string.h>

enum move_motion {
	MOVE_LEFT,
	MOVE_RIGHT,
	MOVE_HOME,
	MOVE_END,
	MOVE_WORD_LEFT,
	MOVE_WORD_RIGHT,
	MOVE_BLANK_LEFT, /* to the last blank's right */
};

enum move_effect {
	MOVE_ONLY,
	MOVE_DELETE,
	MOVE_KILL, /* delete, and keep for Ctrl-Y */
};

/* Most keys take the cursor somewhere, or what lies between away. */
static const struct move_key {
	unsigned short key;
	unsigned char motion, effect;
} move_keys[] = {
	{ SHELL_CTRL('A'), MOVE_HOME, MOVE_ONLY },
	{ SHELL_CTRL('B'), MOVE_LEFT, MOVE_ONLY },
	{ SHELL_CTRL('D'), MOVE_RIGHT, MOVE_DELETE },
	{ SHELL_CTRL('E'), MOVE_END, MOVE_ONLY },
	{ SHELL_CTRL('F'), MOVE_RIGHT, MOVE_ONLY },
	{ SHELL_CTRL('H'), MOVE_LEFT, MOVE_DELETE },
	{ SHELL_CTRL('K'), MOVE_END, MOVE_KILL },
	{ SHELL_CTRL('U'), MOVE_HOME, MOVE_KILL },
	{ SHELL_CTRL('W'), MOVE_BLANK_LEFT, MOVE_KILL },
	{ 0x7f, MOVE_LEFT, MOVE_DELETE },
	{ SHELL_KEY_LEFT, MOVE_LEFT, MOVE_ONLY },
	{ SHELL_KEY_RIGHT, MOVE_RIGHT, MOVE_ONLY },
	{ SHELL_KEY_HOME, MOVE_HOME, MOVE_ONLY },
	{ SHELL_KEY_END, MOVE_END, MOVE_ONLY },
	{ SHELL_KEY_DELETE, MOVE_RIGHT, MOVE_DELETE },
	{ SHELL_KEY_WORD_LEFT, MOVE_WORD_LEFT, MOVE_ONLY },
	{ SHELL_KEY_WORD_RIGHT, MOVE_WORD_RIGHT, MOVE_ONLY },
	{ SHELL_KEY_KILL_WORD, MOVE_WORD_RIGHT, MOVE_KILL },
	{ SHELL_KEY_KILL_WORD_LEFT, MOVE_WORD_LEFT, MOVE_KILL },
	{ SHELL_KEY_NONE, 0, 0 },
};

/* Takes the characters from @from to before @to out; the cursor goes where they were. */
static void move_delete(struct shell_line *line, int from, int to)
{
	memmove(line->text + from, line->text + to, (size_t)(line->len - to + 1));
	line->len -= to - from;
	line->cursor = from;
	shell_line_touch(line, from);
}

static bool move_in_word(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c & 0x80);
}

static bool move_not_blank(char c)
{
	return c != ' ';
}

/* Left over what is not in a word, then over what is. */
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
	to = move_target(line, (enum move_motion)row->motion);
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
		move_delete(line, from, to);
	return true;
}
