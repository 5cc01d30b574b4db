#pragma once
/* Loops that use memory in one way only, so that a clock beside them shows how fast it is. */
#include <stddef.h>
#include <stdint.h>

enum { MEASURE_LINE = 64 }; /* bytes: a cache line of most harts; lengths are multiples of it */

enum measure_access { MEASURE_READ, MEASURE_WRITE, MEASURE_COPY, MEASURE_ACCESSES };

/*
 * Reads or writes all @len bytes at @at, or copies them to @to, @width (1, 2, 4, 8) bytes at a
 * time. @len is a multiple of MEASURE_LINE.
 */
void measure_access(enum measure_access access, unsigned width, void *at, void *to, size_t len);
/* Makes one ring of pointers of the lines in @len bytes, MEASURE_LINE times a power of 2 that is at
 * least 8, in an order that no prefetcher follows. */
void measure_link(void *at, size_t len);
/* Follows the ring from @at for @steps pointers, a multiple of 8; where it ends. */
const void *measure_chase(const void *at, size_t steps);
