#pragma once
/* A difference as lines for a screen: values that are too long are shown where they differ. */
#include "fdt/core/text.h"

/* Borrowed; at NULL: there is no such text. */
struct shell_piece {
	const char *at;
	size_t len;
};

/*
 * Puts "NAME  BEFORE -> AFTER" if it fits in a line of @columns, at least 40. Else "..." replaces
 * the words that both values begin or end with, and each value that does not fit in the line begins
 * another one, at most one line each: "..." shows that it goes on. Either value may be missing.
 * Words are not broken, unless one is longer than a line; the name is put whole. No LF is put at
 * the end.
 */
void shell_put_change(struct dt_text *out, unsigned columns, struct shell_piece name,
		      struct shell_piece before, struct shell_piece after);
