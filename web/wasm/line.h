#pragma once
/* The page's end of the emulated serial line: web/wasm/line.c. */
#include <stddef.h>
#include <stdint.h>

struct line;

enum {
	LINE_QUEUE = 1 << 16,  /* bytes typed and not yet sent */
	LINE_KEPT = 1 << 16,   /* bytes printed and not yet taken; a slice of time prints less */
	LINE_PAUSE_NS = 20000, /* before each byte that is sent, so that a paste finds room */
};

/* Sends what the visitor typed, from @now (nanoseconds) on; how many of the bytes found room. */
size_t line_type(const struct line *line, const uint8_t *bytes, size_t count, uint64_t now);
/* Moves what the machine printed to @to, which has room for LINE_KEPT bytes; how many. */
size_t line_printed(uint8_t *to);
