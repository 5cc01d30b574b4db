#pragma once
/*
 * Makes busy waiting cheap. A loop that only reads a status register, again and again, is detected
 * after three equal turns. As many whole turns as fit before anything can change are then counted
 * and not run. The counts of instructions and time stay the same: tests/line/test_line.py compares.
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

/* Something other than a status read happened: begin anew. */
void spin_forget(struct spin *spin);
/*
 * The program read @value from a status register at @place, after @retired instructions; nothing
 * can change for @quiet more. Returns how many of them to skip.
 */
uint64_t spin_look(struct spin *spin, uint64_t place, uint64_t value, uint64_t retired,
		   uint64_t quiet);
