#pragma once
/* What the printf-like functions of kernel/ share. */
#include <stdarg.h>
#include <stddef.h>

enum { FORMAT_MAX = 256 }; /* bytes of one formatted text, with its NUL */

/* vsnprintf into @text of FORMAT_MAX bytes. Returns the length of what is there; the text is cut
 * where it is longer. */
size_t format_text(char *text, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));
