#pragma once
/*
 * Contained runs: code whose traps end it, and not the machine.
 * RISC-V Privileged Architecture 1.12, chapter 4.
 */
#include <stdint.h>

/* What is known of a trap. */
struct trap_info {
	uint64_t cause, epc, stval; /* scause, sepc, stval */
	uint64_t x[32];             /* the registers at the trap */
};

/*
 * Calls run(arg) and returns its result; -EFAULT when a trap ended it, with *info filled (unless
 * NULL). Calls may nest. Every access to an address that came from outside, and every first access
 * to a device, is made this way. Each hart has its own.
 */
int trap_try(int (*run)(void *), void *arg, struct trap_info *info);

/* The same, and trap_break may end it: then the result is -EINTR. */
int trap_contain(int (*run)(void *), void *arg, struct trap_info *info);

/* Ends this hart's innermost trap_contain when the interrupt returns. To be called from an
 * interrupt. */
void trap_break(void);
