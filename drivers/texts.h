#pragma once
#include <stddef.h>

/*
 * Constant lists of texts, one behind the other: "a\0b\0"; an empty one ends the list. In the image
 * a pointer to each would take as much room as the text.
 */

/* Walks @list; @it is declared here, the text in hand. */
#define TEXTS_FOREACH(it, list) for (const char *it = (list); *it; it = texts_next(it))

/* What stands behind @text. */
const char *texts_next(const char *text);

/* The one that is the @len bytes at @text, of which one may be read in any case; NULL: there is
 * none. */
const char *texts_find(const char *list, const char *text, size_t len);
