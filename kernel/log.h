#pragma once
/* The log: a ring of text that remembers what the machine said of itself since it started. */
#include <stdarg.h>
#include <stddef.h>

/* Adds text to the ring only. */
void log_write(const char *text, size_t len);
void log_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* How much was ever written, in bytes: a place in the log that log_replay can begin at. */
size_t log_mark(void);
/* Gives what was written from @mark on (0: all), as far as the ring still has it, to @emit, oldest
 * first, in at most two pieces. */
void log_replay(size_t mark, void (*emit)(void *context, const char *text, size_t len),
		void *context);
/* Bytes that the ring has lost to newer ones. */
size_t log_lost(void);

enum { LOG_SIZE = 8192 }; /* bytes; a boot leaves about 1.5 KiB */
