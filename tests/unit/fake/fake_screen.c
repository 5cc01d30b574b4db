#include "tests/unit/fake/fake_screen.h"
/* A screen for tests of what the line editor sends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

void fake_screen_init(struct fake_screen *screen, bool wraps_at_once)
{
	memset(screen, 0, sizeof(*screen));
	memset(screen->cell, ' ', sizeof(screen->cell));
	screen->wraps_at_once = wraps_at_once;
}

static void screen_next_row(struct fake_screen *screen)
{
	screen->waits = false;
	screen->column = 0;
	screen->row++;
	assert_in_range(screen->row, 0, SCREEN_ROWS - 1);
}

static void screen_put_character(struct fake_screen *screen, char c)
{
	if (screen->waits)
		screen_next_row(screen);
	screen->cell[screen->row][screen->column] = c;
	if (screen->column < SCREEN_COLUMNS - 1)
		screen->column++;
	else if (screen->wraps_at_once)
		screen_next_row(screen);
	else
		screen->waits = true;
}

static void screen_clear_rest(struct fake_screen *screen)
{
	size_t at = (size_t)screen->row * SCREEN_COLUMNS + (size_t)screen->column;

	memset(&screen->cell[0][0] + at, ' ', sizeof(screen->cell) - at);
}

/* ESC [ COUNT FINAL */
static void screen_sequence(struct fake_screen *screen)
{
	char final = screen->sequence[screen->sequence_len - 1];
	int count = atoi(screen->sequence + 2);

	screen->waits = false;
	switch (final) {
	case 'A':
		screen->row -= count;
		break;
	case 'B':
		screen->row += count;
		break;
	case 'C':
		screen->column += count;
		break;
	case 'H':
		screen->row = screen->column = 0;
		break;
	case 'J':
		screen_clear_rest(screen);
		break;
	default:
		fail_msg("sent ESC%s", screen->sequence + 1);
	}
	assert_in_range(screen->row, 0, SCREEN_ROWS - 1);
	assert_in_range(screen->column, 0, SCREEN_COLUMNS - 1);
}

static void screen_take_sequence(struct fake_screen *screen, char c)
{
	assert_true(screen->sequence_len < (int)sizeof(screen->sequence) - 1);
	screen->sequence[screen->sequence_len++] = c;
	screen->sequence[screen->sequence_len] = '\0';
	if (screen->sequence_len == 2)
		assert_int_equal(c, '[');
	if (screen->sequence_len < 3 || c < '@')
		return;
	screen_sequence(screen);
	screen->sequence_len = 0;
}

static void screen_control(struct fake_screen *screen, char c)
{
	switch (c) {
	case '\033':
		screen_take_sequence(screen, c);
		break;
	case '\r':
		screen->column = 0;
		screen->waits = false;
		break;
	case '\n':
		screen_next_row(screen);
		break;
	case '\b':
		screen->column -= screen->column > 0;
		screen->waits = false;
		break;
	case '\a':
		screen->bells++;
		break;
	default:
		fail_msg("sent control character %d", c);
	}
}

void fake_screen_put(struct fake_screen *screen, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (screen->sequence_len > 0)
			screen_take_sequence(screen, text[i]);
		else if ((unsigned char)text[i] < ' ')
			screen_control(screen, text[i]);
		else
			screen_put_character(screen, text[i]);
	}
}

const char *fake_screen_text(const struct fake_screen *screen)
{
	static char text[SCREEN_ROWS * (SCREEN_COLUMNS + 1) + 1];
	size_t len = 0, kept = 0;

	for (int row = 0; row < SCREEN_ROWS; row++) {
		int width = SCREEN_COLUMNS;

		while (width > 0 && screen->cell[row][width - 1] == ' ')
			width--;
		memcpy(text + len, screen->cell[row], (size_t)width);
		len += (size_t)width;
		text[len++] = '\n';
		if (width > 0)
			kept = len;
	}
	text[kept] = '\0';
	return text;
}
