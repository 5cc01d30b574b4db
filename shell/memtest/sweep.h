#pragma once
/*
 * Sweeps: one pass over a piece of memory that writes a pattern, compares it, or both.
 *
 * The word that a pattern has at an address follows from the address alone, so that pieces may be
 * swept in any order, and by any hart. Loops are as fast as memory is on most harts: eight words a
 * turn, and a word that differs ends the loop.
 */
#include <stdbool.h>
#include <stdint.h>
#include "shell/memtest/sweep_pattern.h"

enum sweep_op {
	SWEEP_NOTHING,
	SWEEP_WRITE,
	SWEEP_READ,
	SWEEP_INVERT,      /* reads each word, then writes its complement */
	SWEEP_INVERT_DOWN, /* the same from the highest word down */
	SWEEP_COPY,        /* to the address plus .to */
	SWEEP_MARK,        /* writes each word whose number is .mark modulo SWEEP_MODULO */
	SWEEP_OTHERS,      /* writes the complement to all other words */
	SWEEP_READ_MARK,
	SWEEP_LINES, /* own addresses at pairs of words that differ in one address line */
	SWEEP_OPS,
};

enum { SWEEP_MODULO = 20 };

struct sweep {
	enum sweep_op op;
	uint64_t from, to_end; /* the piece: [from, to_end), multiples of 8 */
	struct sweep_pattern pattern;
	uint64_t bias; /* a word has the pattern of its address plus this, a multiple of a block */
	uint64_t to;   /* SWEEP_COPY */
	unsigned mark;
	/* Called for each word that differs. */
	void (*failed)(struct sweep *sweep, uint64_t address, uint64_t expected, uint64_t seen);
	void *context;
	/* Private: a word on which a loop ended. */
	bool hit;
	uint64_t seen;
};

/* Sweeps the piece. Returns the bytes that it read and wrote. */
uint64_t sweep_run(struct sweep *sweep);
