#include "shell/line/keys.h"
/*
 * A control sequence is consumed to its end whether it is known or not, so that no part of it
 * becomes text. A control character inside one ends it and counts: when a byte of a sequence was
 * lost on the line, Enter and Ctrl-C still work.
 */

enum {
	KEYS_GROUND,
	KEYS_ESCAPE,  /* ESC */
	KEYS_CSI,     /* ESC [ */
	KEYS_SS3,     /* ESC O */
	KEYS_CONSOLE, /* ESC [ [: the Linux console's F1 to F5, one more byte */
};

struct keys_row {
	unsigned char byte;
	unsigned short key;
};

static const struct keys_row keys_alt[] = {
	{ .byte = 'b', .key = SHELL_KEY_WORD_LEFT },
	{ .byte = 'f', .key = SHELL_KEY_WORD_RIGHT },
	{ .byte = 'd', .key = SHELL_KEY_KILL_WORD },
	{ .byte = 0x7f, .key = SHELL_KEY_KILL_WORD_LEFT },
	{ .byte = '\b', .key = SHELL_KEY_KILL_WORD_LEFT },
	{ .key = SHELL_KEY_NONE },
};

/* Final bytes of ESC [ and ESC O; small ones only of ESC O, which is rxvt with Ctrl. */
static const struct keys_row keys_final[] = {
	{ .byte = 'A', .key = SHELL_KEY_UP },
	{ .byte = 'B', .key = SHELL_KEY_DOWN },
	{ .byte = 'C', .key = SHELL_KEY_RIGHT },
	{ .byte = 'D', .key = SHELL_KEY_LEFT },
	{ .byte = 'H', .key = SHELL_KEY_HOME },
	{ .byte = 'F', .key = SHELL_KEY_END },
	{ .byte = 'c', .key = SHELL_KEY_WORD_RIGHT },
	{ .byte = 'd', .key = SHELL_KEY_WORD_LEFT },
	{ .key = SHELL_KEY_NONE },
};

/* ... of ESC [ with a modifier: ESC [ 1 ; 5 C. */
static const struct keys_row keys_modified[] = {
	{ .byte = 'C', .key = SHELL_KEY_WORD_RIGHT },
	{ .byte = 'D', .key = SHELL_KEY_WORD_LEFT },
	{ .key = SHELL_KEY_NONE },
};

/* First parameter of ESC [ N ~. */
static const struct keys_row keys_tilde[] = {
	{ .byte = 1, .key = SHELL_KEY_HOME },        { .byte = 7, .key = SHELL_KEY_HOME },
	{ .byte = 4, .key = SHELL_KEY_END },         { .byte = 8, .key = SHELL_KEY_END },
	{ .byte = 3, .key = SHELL_KEY_DELETE },      { .byte = 200, .key = SHELL_KEY_PASTE },
	{ .byte = 201, .key = SHELL_KEY_PASTE_END }, { .key = SHELL_KEY_NONE },
};

static int keys_lookup(const struct keys_row *row, int byte)
{
	while (row->byte && row->byte != byte)
		row++;
	return row->key;
}

static int keys_ground(struct shell_keys *keys, unsigned char byte)
{
	bool after_cr = keys->after_cr;

	keys->state = KEYS_GROUND;
	if (byte == 0)
		return SHELL_KEY_NONE; /* some terminals send CR NUL */
	keys->after_cr = byte == '\r';
	if (byte == '\033') {
		keys->state = KEYS_ESCAPE;
		return SHELL_KEY_NONE;
	}
	if (byte == '\n')
		return after_cr ? SHELL_KEY_NONE : SHELL_CTRL('M');
	return byte;
}

static int keys_escape(struct shell_keys *keys, unsigned char byte)
{
	keys->state = KEYS_GROUND;
	if (byte == '[')
		keys->state = KEYS_CSI;
	else if (byte == 'O')
		keys->state = KEYS_SS3;
	else
		return keys_lookup(keys_alt, byte);
	keys->parameter = 0;
	keys->parameters[0] = 0;
	keys->parameters[1] = 0;
	return SHELL_KEY_NONE;
}

/* Parameters and intermediate bytes, up to the final one. */
static bool keys_parameter(struct shell_keys *keys, unsigned char byte)
{
	if (byte >= '@')
		return false;
	if (byte == ';')
		keys->parameter++;
	else if (byte >= '0' && byte <= '9' && keys->parameter < 2)
		keys->parameters[keys->parameter] =
			(unsigned short)(keys->parameters[keys->parameter] * 10 + byte - '0');
	return true;
}

/* The key of a whole control sequence, ESC [ PARAMETERS FINAL. */
static int keys_control_sequence(const struct shell_keys *keys, unsigned char final)
{
	if (final == '~')
		return keys_lookup(keys_tilde, keys->parameters[0]);
	if (keys->parameters[0] > 1 || keys->parameters[1] > 0)
		return keys_lookup(keys_modified, final);
	return final < 'a' ? keys_lookup(keys_final, final) : SHELL_KEY_NONE;
}

static int keys_sequence(struct shell_keys *keys, unsigned char byte)
{
	int state = keys->state;

	if (state == KEYS_CSI && byte == '[') {
		keys->state = KEYS_CONSOLE;
		return SHELL_KEY_NONE;
	}
	if (state != KEYS_CONSOLE && keys_parameter(keys, byte))
		return SHELL_KEY_NONE;
	keys->state = KEYS_GROUND;
	if (state == KEYS_CONSOLE)
		return SHELL_KEY_NONE;
	if (state == KEYS_CSI)
		return keys_control_sequence(keys, byte);
	if (byte == 'M')
		return keys_ground(keys, '\r'); /* the keypad's Enter */
	return keys_lookup(keys_final, byte);
}

int shell_keys_feed(struct shell_keys *keys, unsigned char byte)
{
	bool alt_backspace = keys->state == KEYS_ESCAPE && byte == '\b';

	if (keys->state == KEYS_GROUND || (byte < ' ' && !alt_backspace))
		return keys_ground(keys, byte);
	if (keys->state == KEYS_ESCAPE)
		return keys_escape(keys, byte);
	return keys_sequence(keys, byte);
}
