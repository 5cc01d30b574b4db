#pragma once
/* A terminal's screen for unit tests of the line editor. */
#include <stdbool.h>
#include <stddef.h>

enum { SCREEN_COLUMNS = 80, SCREEN_ROWS = 64 };

/*
 * A terminal's screen, tall enough not to scroll. It knows only the sequences that the shell may
 * send; any other fails the test.
 */
struct fake_screen {
	/* After the last column a VT100 goes to the next row only when the next character comes;
	 * other terminals go at once. */
	bool wraps_at_once;
	bool waits; /* in the last column */
	int row, column;
	int bells;
	char cell[SCREEN_ROWS][SCREEN_COLUMNS];
	char sequence[16]; /* an unfinished escape sequence */
	int sequence_len;
};

/* Blank, the cursor at the top left. */
void fake_screen_init(struct fake_screen *screen, bool wraps_at_once);
void fake_screen_put(struct fake_screen *screen, const char *text, size_t len);
/* All rows, each ended by LF, without trailing blanks and without empty rows at the end. */
const char *fake_screen_text(const struct fake_screen *screen);
