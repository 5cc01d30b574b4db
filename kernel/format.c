#include "kernel/format.h"
/* What the printf-like functions of kernel/ share. */
#include <stdio.h>

size_t format_text(char *text, const char *format, va_list args)
{
	int len = vsnprintf(text, FORMAT_MAX, format, args);

	if (len < 0)
		return 0;
	return len < FORMAT_MAX ? (size_t)len : FORMAT_MAX - 1;
}
