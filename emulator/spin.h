#pragma once
/*
 * Busy waiting made cheap. A loop that only looks at a status register, again and again, is seen
 * after three equal turns; as many whole turns as fit before anything can change are then counted
 * without being run. Instructions and time come out the same: test_line.py compares.
 */
#include <stdbool.h>
#include <stdint.h>

struct spin {
	uint64_t anchor;          /* where the read that begins a turn was made */
	uint64_t began;           /* instructions retired then */
	uint64_t value;           /* what it gave */
	uint64_t seen, last_seen; /* what this turn has read so far; the last turn */
	uint64_t length;          /* instructions of the last turn */
	unsigned reads, same;
	uint64_t skipped; /* instructions, in all */
};

/* What happened was no mere look. */
void spin_forget(struct spin *spin);
/*
 * A status register was read at @place as @value, after @retired instructions; nothing can change
 * for @quiet more. How many of them to skip.
 */
uint64_t spin_look(struct spin *spin, uint64_t place, uint64_t value, uint64_t retired,
		   uint64_t quiet);
