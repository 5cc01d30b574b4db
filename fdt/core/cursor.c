/* The cursor for everyone else: the inline step of fdt/core/cursor.h as functions. */
#include "fdt/core/cursor.h"

const char token_end[TOKEN_SIZE] = { 0, 0, 0, TOKEN_END };

void dt_walk(struct dt_cursor *cursor, struct dt_node node)
{
	cursor_start(cursor, node);
}

enum dt_event dt_next(struct dt_cursor *cursor)
{
	return cursor_next(cursor);
}

/* Where @open nodes, whose tokens go on at @at, have all ended. Names of properties and values are
 * not looked at. */
static const char *token_after_ends(const char *at, int open)
{
	while (open > 0) {
		unsigned token = token_at(at);

		if (token == TOKEN_PROP) {
			at = token_after_prop(at);
		} else if (token == TOKEN_BEGIN_NODE) {
			at = token_after_name(at);
			open++;
		} else {
			open -= token == TOKEN_END_NODE;
			at += TOKEN_SIZE;
		}
	}
	return at;
}

const char *token_after_node(const char *at)
{
	return token_after_ends(token_after_name(at), 1);
}

void dt_skip(struct dt_cursor *cursor)
{
	if (cursor->open == 0)
		return;
	cursor->at = token_after_ends(cursor->at, 1);
	if (--cursor->open == 0)
		cursor->at = token_end;
}
