/* Tables of 80 columns: cells that never run into their neighbours and never hide that they were
 * cut. */
#include "shell/dt/kit/cell.h"
#include <string.h>

static const char column_mark[] = "...";

static void column_emit(void *context, const char *text, size_t len)
{
	struct shell_column *column = context;
	size_t at = column->used < column->room ? column->used : column->room;
	size_t left = column->room - at;

	memcpy(column->kept + at, text, len < left ? len : left);
	column->used += len;
}

void shell_column_init(struct shell_column *column, size_t room)
{
	dt_text_init(&column->text, column_emit, column);
	column->room = room < SHELL_COLUMNS ? room : SHELL_COLUMNS;
	column->used = 0;
}

size_t shell_column_end(struct shell_column *column)
{
	size_t mark = sizeof(column_mark) - 1;

	dt_flush(&column->text);
	if (column->used <= column->room)
		return column->used;
	memcpy(column->kept + column->room - mark, column_mark, mark);
	return column->room;
}

void shell_put_blanks(struct dt_text *out, size_t count)
{
	while (count--)
		dt_putc(out, ' ');
}

void shell_column_put(struct shell_column *column, struct dt_text *out, bool right)
{
	size_t len = shell_column_end(column);

	if (right)
		shell_put_blanks(out, column->room - len);
	dt_write(out, column->kept, len);
	if (!right)
		shell_put_blanks(out, column->room - len);
}
