/* The cursor for everyone else: the inline step of fdt/cursor.h as functions. */
#include "fdt/dt.h"
#include "fdt/cursor.h"

const char token_end[TOKEN_SIZE] = { 0, 0, 0, TOKEN_END };

void dt_walk(struct dt_cursor *cursor, struct dt_node node)
{
	cursor_start(cursor, node);
}

enum dt_event dt_next(struct dt_cursor *cursor)
{
	return cursor_next(cursor);
}

void dt_skip(struct dt_cursor *cursor)
{
	int outside = cursor->open - 1;

	while (cursor->open > outside && cursor_next(cursor) != DT_END)
		;
}
