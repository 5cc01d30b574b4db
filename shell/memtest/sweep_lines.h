#pragma once
/* Address lines, by words that differ in one of them. */
#include "shell/memtest/sweep.h"

/*
 * Writes their own addresses, xored with pattern.mix, to two pairs of words of the piece for each
 * address line: one pair near its begin and one near its end. After caches were made to let go of
 * them, compares. Returns the bytes read and written.
 */
uint64_t sweep_lines(struct sweep *sweep);
