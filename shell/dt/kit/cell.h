#pragma once
/* Cells of a table: they never run into each other, and always show that they were cut. */
#include "shell/shell.h"

/* A cell: keeps what fits, counts what does not. On the stack: about 400 bytes. */
struct shell_cell {
	struct dt_text text; /* the cell's text is put here */
	size_t room;         /* characters; at most SHELL_COLUMNS */
	size_t used;         /* characters that the whole text takes, valid after shell_cell_end */
	char kept[SHELL_COLUMNS];
};

/* Starts an empty cell of @room characters. */
void shell_cell_init(struct shell_cell *cell, size_t room);

/* Ends the cell. Returns the number of characters in `kept`, the last three of which are "..." if
 * the text was longer. */
size_t shell_cell_end(struct shell_cell *cell);

/* Puts the cell, which this ends, filled up with blanks after it or, if @right, before it. */
void shell_cell_put(struct shell_cell *cell, struct dt_text *out, bool right);

/* Puts @count blanks. */
void shell_put_blanks(struct dt_text *out, size_t count);
