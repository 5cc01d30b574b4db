#pragma once
/* The log: a ring that keeps the newest text about this run, as `log` shows it. */
#include <stdarg.h>
#include <stddef.h>

/* Adds text to the log; no console shows it. */
void log_write(const char *text, size_t len);
void log_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Bytes written so far: a place in the log from which log_replay can begin. */
size_t log_mark(void);
/* Passes what was written from @mark on (0: all), as far as the ring still has it, to @emit: oldest
 * text first, in at most two pieces. */
void log_replay(size_t mark, void (*emit)(void *context, const char *text, size_t len),
		void *context);
/* Bytes that newer ones have overwritten. */
size_t log_lost(void);

enum { LOG_SIZE = 8192 }; /* bytes; a boot leaves about 1.5 KiB */
