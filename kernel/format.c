#include "kernel/format.h"
/* What the kernel's printf-like functions have in common. */
#include <stdio.h>
#include <string.h>

size_t format_text(char *text, const char *format, va_list args)
{
	int len = vsnprintf(text, FORMAT_MAX, format, args);

	if (len < 0)
		return 0;
	return len < FORMAT_MAX ? (size_t)len : FORMAT_MAX - 1;
}

const char *format_item(const char *items, uint64_t index)
{
	for (; *items; items += strlen(items) + 1)
		if (!index--)
			return items;
	return NULL;
}
