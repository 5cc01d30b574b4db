/*
 * The line on the screen, SHELL_COLUMNS wide, over as many rows as it takes.
 *
 * Beside text, only what a VT100 and every terminal since understands is sent (ECMA-48, chapter 8):
 *   CR, BS          to the row's beginning, one to the left
 *   ESC[nA ESC[nB   up and down, for a line of several rows
 *   ESC[nC          to the right, past characters that stay
 *   ESC[J           clear from here to the end, when the line got shorter
 *   ESC[H           to the top, for Ctrl-L
 * A character put at the end of the line is sent as that one byte and nothing else, so pasted text
 * is echoed as it was. Bracketed paste is not requested (ESC[?2004h), because on a serial line the
 * request would appear before each prompt in every log. Its marks are understood when a terminal
 * sends them.
 *
 * After a character in the last column, a VT100 stays there until the next one comes; others wrap
 * at once. `wrap` remembers that. A blank and CR bring both kinds to the next row's beginning, but
 * are sent only before the cursor moves.
 */
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include "shell/line/line_parts.h"

static void draw_text(struct shell_line *line, const char *text, size_t len)
{
	if (len > 0)
		line->put(line->context, text, len);
}

static void draw_puts(struct shell_line *line, const char *text)
{
	draw_text(line, text, strlen(text));
}

static void draw_move(struct shell_line *line, int count, char direction)
{
	char sequence[16];

	if (count <= 0)
		return;
	snprintf(sequence, sizeof(sequence), "\033[%d%c", count, direction);
	draw_puts(line, sequence);
}

static void draw_settle(struct shell_line *line)
{
	if (line->wrap)
		draw_puts(line, " \r");
	line->wrap = false;
}

static void draw_goto(struct shell_line *line, int to)
{
	int column = line->at % SHELL_COLUMNS, row = line->at / SHELL_COLUMNS;
	int to_column = to % SHELL_COLUMNS, to_row = to / SHELL_COLUMNS;

	if (to == line->at)
		return;
	draw_settle(line);
	draw_move(line, row - to_row, 'A');
	draw_move(line, to_row - row, 'B');
	if (to_column == column - 1) {
		draw_puts(line, "\b");
	} else if (to_column < column) {
		draw_puts(line, "\r");
		draw_move(line, to_column, 'C');
	} else {
		draw_move(line, to_column - column, 'C');
	}
	line->at = to;
}

/* Counts text that was just put at the cursor. */
static void draw_advance(struct shell_line *line, int count)
{
	line->at += count;
	line->wrap = line->at % SHELL_COLUMNS == 0 && line->at > 0;
}

/* Sends all from the terminal's cursor to the end. */
static void draw_rest(struct shell_line *line, int total)
{
	int from = line->at;

	if (from < line->lead_len) {
		draw_text(line, line->lead + from, (size_t)(line->lead_len - from));
		from = line->lead_len;
	}
	draw_text(line, line->text + (from - line->lead_len), (size_t)(total - from));
	if (total > line->at)
		draw_advance(line, total - line->at);
}

void shell_line_refresh(struct shell_line *line)
{
	int total = line->lead_len + line->len;

	if (line->dirty < total || line->shown > total) {
		draw_goto(line, line->dirty < total ? line->dirty : total);
		draw_rest(line, total);
		if (line->shown > total) {
			draw_settle(line);
			draw_puts(line, "\033[J");
		}
		line->shown = total;
	}
	line->dirty = INT_MAX;
	draw_goto(line, line->lead_len + line->cursor);
}

void shell_line_touch(struct shell_line *line, int index)
{
	if (line->lead_len + index < line->dirty)
		line->dirty = line->lead_len + index;
}

void shell_line_echo(struct shell_line *line, int len)
{
	int from = line->lead_len + line->len - len;

	if (line->dirty != INT_MAX || line->at != from) {
		shell_line_touch(line, line->len - len);
		return;
	}
	draw_text(line, line->text + line->len - len, (size_t)len);
	draw_advance(line, len);
	line->shown = line->at;
}

void shell_line_lead(struct shell_line *line, const char *lead)
{
	line->lead = lead;
	line->lead_len = (int)strlen(lead);
	line->dirty = 0;
}

/* The screen shows nothing of the line, and the cursor is at a row's beginning. */
static void draw_forget(struct shell_line *line)
{
	line->at = 0;
	line->shown = 0;
	line->dirty = 0;
	line->wrap = false;
}

void shell_line_leave(struct shell_line *line)
{
	shell_line_refresh(line);
	draw_goto(line, line->shown);
	draw_puts(line, "\n");
	draw_forget(line);
}

void shell_line_clear_screen(struct shell_line *line)
{
	draw_puts(line, "\033[H\033[J");
	draw_forget(line);
}

void shell_line_bell(struct shell_line *line)
{
	draw_puts(line, "\a");
}
