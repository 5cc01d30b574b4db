#include "kernel/log.h"
/* The log ring: the newest LOG_SIZE bytes of text. */
#include <string.h>
#include "kernel/format.h"
#include "kernel/noinit.h"

static char ring[LOG_SIZE] NOINIT;
static size_t written; /* bytes since the start; the next one goes to written % LOG_SIZE */

void log_write(const char *text, size_t len)
{
	while (len) {
		size_t at = written % LOG_SIZE;
		size_t n = len < LOG_SIZE - at ? len : LOG_SIZE - at;

		memcpy(ring + at, text, n);
		written += n;
		text += n;
		len -= n;
	}
}

void log_printf(const char *format, ...)
{
	char text[FORMAT_MAX];
	va_list args;

	va_start(args, format);
	log_write(text, format_text(text, format, args));
	va_end(args);
}

size_t log_mark(void)
{
	return written;
}

void log_replay(size_t mark, void (*emit)(void *, const char *, size_t), void *context)
{
	size_t oldest = log_lost(), end = written; /* what @emit writes is not replayed */

	if (mark < oldest)
		mark = oldest;
	while (mark < end) {
		size_t at = mark % LOG_SIZE;
		size_t n = end - mark < LOG_SIZE - at ? end - mark : LOG_SIZE - at;

		emit(context, ring + at, n);
		mark += n;
	}
}

size_t log_lost(void)
{
	return written > LOG_SIZE ? written - LOG_SIZE : 0;
}
