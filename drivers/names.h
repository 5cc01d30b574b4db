#pragma once
/* Names in drivers' tables: arrays of pointers to text, with NULL at the end. */
#include <stddef.h>
#include <string.h>

/* The name in @list that equals the @len bytes at @text, without NUL among them; NULL: none. */
static inline const char *names_find(const char *const *list, const char *text, size_t len)
{
	for (; *list; list++)
		if (strncmp(*list, text, len) == 0 && !(*list)[len])
			return *list;
	return NULL;
}
