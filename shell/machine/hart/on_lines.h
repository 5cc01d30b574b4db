#pragma once
/* Text on its way from one hart to another: one writes the ring, the other reads it by lines. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ON_LINES_MAX = 1024 }; /* bytes: longer lines come in pieces */

/* Begins as {0}. */
struct on_lines {
	uint32_t put, taken; /* bytes, ever */
	char text[ON_LINES_MAX];
};

/* Puts as much of the text as there is room for. How many bytes that was. */
size_t on_lines_put(struct on_lines *lines, const char *text, size_t len);
/*
 * Takes the next line, with its LF, into @line, which holds ON_LINES_MAX bytes. Its length; 0:
 * there is no whole one. A line that fills the ring is taken without its end; and so is, where the
 * writer is @done, what comes after the last LF.
 */
size_t on_lines_take(struct on_lines *lines, bool done, char *line);
