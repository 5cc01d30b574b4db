#pragma once
/*
 * Keys out of the bytes that a terminal sends. Pure, one byte at a time.
 *
 * Sources: ECMA-48 5.4 (the form of control sequences), and what VT100, xterm, rxvt, the Linux
 * console, screen and tmux send for these keys.
 */

#include <stdbool.h>

/* Keys that are not plain bytes. Below 0x80 a key is its ASCII code, also control characters. */
enum {
	SHELL_KEY_NONE = 0, /* no key yet, or an unknown sequence */
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

/* Zero-initialised; kept as long as the terminal, because CR LF may be split over two lines. */
struct shell_keys {
	unsigned char state;     /* of a sequence; private */
	unsigned char parameter; /* index of the parameter being read */
	bool after_cr;
	unsigned short parameters[2];
};

#define SHELL_CTRL(letter) (0x1f & (letter))

/* The key that @byte completes. CR, LF and CR LF are one SHELL_CTRL('M') each. */
int shell_keys_feed(struct shell_keys *keys, unsigned char byte);
