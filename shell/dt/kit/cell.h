#pragma once
#include "shell/shell.h"

/* A column of a table: keeps what fits, counts what does not. On the stack: about 400 bytes. */
struct shell_column {
	struct dt_text text; /* the cell's text is put here */
	size_t room;         /* characters; at most SHELL_COLUMNS */
	size_t used;         /* characters that the whole text takes, counted by shell_column_end */
	char kept[SHELL_COLUMNS];
};

/* Starts an empty cell of @room characters. */
void shell_column_init(struct shell_column *column, size_t room);

/* Ends the cell: `kept` then holds the result's number of characters, and its last three are
 * "..." when the text was longer. */
size_t shell_column_end(struct shell_column *column);

/* Puts an ended cell, filled up with blanks behind it or, right-aligned, before it. */
void shell_column_put(struct shell_column *column, struct dt_text *out, bool right);

/* Puts @count blanks. */
void shell_put_blanks(struct dt_text *out, size_t count);
