#include "shell/dt/kit/cell.h"
/* The text goes through a dt_text whose emit keeps the first `room` characters. */
#include <string.h>

static const char cell_mark[] = "...";

static void cell_emit(void *context, const char *text, size_t len)
{
	struct shell_cell *cell = context;
	size_t at = cell->used < cell->room ? cell->used : cell->room;
	size_t left = cell->room - at;

	memcpy(cell->kept + at, text, len < left ? len : left);
	cell->used += len;
}

void shell_cell_init(struct shell_cell *cell, size_t room)
{
	dt_text_init(&cell->text, cell_emit, cell);
	cell->room = room < SHELL_COLUMNS ? room : SHELL_COLUMNS;
	cell->used = 0;
}

size_t shell_cell_end(struct shell_cell *cell)
{
	size_t mark = sizeof(cell_mark) - 1;

	dt_flush(&cell->text);
	if (cell->used <= cell->room)
		return cell->used;
	memcpy(cell->kept + cell->room - mark, cell_mark, mark);
	return cell->room;
}

void shell_put_blanks(struct dt_text *out, size_t count)
{
	while (count--)
		dt_putc(out, ' ');
}

void shell_cell_put(struct shell_cell *cell, struct dt_text *out, bool right)
{
	size_t len = shell_cell_end(cell);

	if (right)
		shell_put_blanks(out, cell->room - len);
	dt_write(out, cell->kept, len);
	if (!right)
		shell_put_blanks(out, cell->room - len);
}
