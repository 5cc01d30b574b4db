#pragma once
#include <stdarg.h>
#include <stddef.h>

enum { FORMAT_MAX = 256 }; /* bytes of one formatted text, with its NUL */

/* vsnprintf into @text of FORMAT_MAX bytes; returns the length of what is there, cut or not. */
size_t format_text(char *text, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));
