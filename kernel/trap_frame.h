#pragma once
/* How the trap handler, kernel/trap/trap.c, ends a contained run. Only it and kernel/trap_try.c
 * include this. */
#include <stdbool.h>
#include <stdint.h>

struct trap_frame { /* laid out by kernel/trap/trap_entry.S */
	uint64_t x[32];
	uint64_t sepc, sstatus;
};

/* A trap in contained code: lets that code return to its trap_try. False: nothing contains it. */
bool trap_return_fault(struct trap_frame *frame, uint64_t cause, uint64_t stval);
/* After an interrupt: carries out trap_break. */
void trap_return_break(struct trap_frame *frame);
