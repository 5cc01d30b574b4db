#include "drivers/texts.h"
/* Finding a text in a list of them. */
#include <string.h>

const char *texts_next(const char *text)
{
	while (*text++)
		;
	return text;
}

const char *texts_find(const char *list, const char *text, size_t len)
{
	TEXTS_FOREACH (it, list)
		if (*it == *text && strncmp(it, text, len) == 0 && !it[len])
			return it;
	return NULL;
}
