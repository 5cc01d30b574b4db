#pragma once
/* Formatted text in a buffer, and texts by number. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

enum { FORMAT_MAX = 256 }; /* bytes of one formatted text, with its NUL */

/* vsnprintf into @text of FORMAT_MAX bytes; returns the length of what is there, cut or not. */
size_t format_text(char *text, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

/* Text number @index of @items: each ends with NUL, and the last with two. Unlike an array of texts
 * they need no room and no relocations for addresses. NULL: there are not so many. */
const char *format_item(const char *items, uint64_t index);
