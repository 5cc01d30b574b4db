#pragma once
/*
 * Keys out of the bytes that a terminal sends. Pure, one byte at a time.
 *
 * Sources: ECMA-48 5.4 (the form of control sequences), and what VT100, xterm, rxvt, the Linux
 * console, screen and tmux send for these keys.
 */

#include <stdbool.h>

/* What is no plain byte. Below 0x80 a key is its ASCII code, control characters included. */
enum {
	SHELL_KEY_NONE = 0, /* nothing yet, or a sequence that is not known */
	SHELL_KEY_UP = 0x100,
	SHELL_KEY_DOWN,
	SHELL_KEY_LEFT,
	SHELL_KEY_RIGHT,
	SHELL_KEY_HOME,
	SHELL_KEY_END,
	SHELL_KEY_DELETE,
	SHELL_KEY_WORD_LEFT,
	SHELL_KEY_WORD_RIGHT,
	SHELL_KEY_KILL_WORD, /* forwards */
	SHELL_KEY_KILL_WORD_LEFT,
	SHELL_KEY_PASTE, /* bracketed paste begins */
	SHELL_KEY_PASTE_END,
};

/* Zero-initialised; lives as long as the terminal, for CR LF may lie on both sides of a line. */
struct shell_keys {
	unsigned char state;     /* of a sequence; private */
	unsigned char parameter; /* which of the two is being read */
	bool after_cr;
	unsigned short parameters[2];
};

#define SHELL_CTRL(letter) (0x1f & (letter))

/* The key that @byte completes. CR, LF and CR LF are one SHELL_CTRL('M') each. */
int shell_keys_feed(struct shell_keys *keys, unsigned char byte);
