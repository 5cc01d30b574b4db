#pragma once
/*
 * Loops that do something as often as they turn: what a counter of it must show.
 * RISC-V Unprivileged ISA; Privileged Architecture 1.12, 4.2.1 (sfence.vma).
 */
#include <stdint.h>

/* What one turn does. The turn's own count and branch are registers only. */
enum count_loop {
	COUNT_TURNS,        /* two instructions, one of which is the loop's branch */
	COUNT_LOADS,        /* four loads of one word */
	COUNT_STORES,       /* four stores to one word */
	COUNT_CHANCE,       /* a branch that is taken or not by chance */
	COUNT_FAR_LOADS,    /* a load of a word at random, of the ground */
	COUNT_FENCED_LOAD,  /* sfence.vma, and a load */
	COUNT_FENCED_STORE, /* sfence.vma, and a store */
	COUNT_FENCED_FETCH, /* sfence.vma, and a jump beyond the next instruction */
};

/* Where COUNT_FAR_LOADS reads: RAM of a power of two of bytes, at least a cache line. Borrowed. */
struct count_ground {
	uint64_t base, size;
};

/* Runs the loop: 1 turn or more. It may trap: call it contained. */
void count_loop(enum count_loop loop, const struct count_ground *ground, uint64_t turns);
/* Takes the pending interrupt back that an IPI to this hart itself has left. */
void count_drop_ipi(void);
