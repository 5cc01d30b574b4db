#pragma once
/* What the trap handler needs of contained runs. Private to kernel/trap*.c. */
#include <stdbool.h>
#include <stdint.h>

struct trap_frame { /* laid out by kernel/trap_entry.S */
	uint64_t x[32];
	uint64_t sepc, sstatus;
};

/* A trap in contained code: lets that code return to its trap_try. False: nothing contains it. */
bool trap_return_fault(struct trap_frame *frame, uint64_t cause, uint64_t stval);
/* After an interrupt: carries out trap_break. */
void trap_return_break(struct trap_frame *frame);
