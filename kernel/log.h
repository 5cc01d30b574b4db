#pragma once
/* The log: a ring of text that remembers what the machine said of itself since it started. */
#include <stdarg.h>
#include <stddef.h>

/* Adds text to the ring only. */
void log_write(const char *text, size_t len);
void log_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Gives the ring's text, oldest first, to @emit in one or two pieces. */
void log_replay(void (*emit)(void *context, const char *text, size_t len), void *context);
/* Bytes that the ring has lost to newer ones. */
size_t log_lost(void);

enum { LOG_SIZE = 8192 }; /* bytes; a boot leaves about 1.5 KiB */
