#pragma once
/* Lines that are longer than the screen is wide are wrapped: between columns, else at words. */
#include <stdbool.h>
#include <stddef.h>

enum { SHELL_WRAP_TEXT = 128 };

/*
 * The line at work. Two or more blanks separate its columns. It goes on below its last column that
 * begins in the left half of the screen, or else a little further to the right than it began. A
 * line that begins with "type: " is a command to copy, and is left whole.
 * Zero-initialised, but for columns and emit.
 */
struct shell_wrap {
	unsigned columns; /* of the screen */
	unsigned at;      /* characters that are in the row already */
	unsigned hang;    /* where the line's next row begins */
	unsigned blanks;  /* that came before the text */
	unsigned used;    /* characters of the text */
	bool begun;       /* the line's first text is in its row */
	bool broken;      /* the line's first row is full */
	bool words;       /* the column is longer than the text: it is let through word by word */
	bool inside;      /* of a word that is longer than the text */
	bool whole;       /* the line is left as it is */
	void (*emit)(void *context, const char *text, size_t len);
	char text[SHELL_WRAP_TEXT]; /* of a column; it waits for its end */
};

/* Puts text through @wrap. */
void shell_wrap(struct shell_wrap *wrap, void *context, const char *text, size_t len);
/* Puts what waits. */
void shell_wrap_end(struct shell_wrap *wrap, void *context);
