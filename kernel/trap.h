#pragma once
/*
 * Traps: contained where somebody waits for them, fatal elsewhere.
 * RISC-V Privileged Architecture 1.12, chapter 4.
 */
#include <stddef.h>
#include <stdint.h>

/* What a trap left behind. */
struct trap_info {
	uint64_t cause, epc, stval;
	uint64_t x[32]; /* the registers at the trap */
};

/* Points stvec at our handler. The first thing to do in C. */
void trap_init(void);

/*
 * run(arg), and its result; -EFAULT when a trap ended it, with *info filled (unless NULL). Calls
 * may nest. This is how every access on a user's word, and every first touch of a device, is made.
 */
int trap_try(int (*run)(void *), void *arg, struct trap_info *info);

/* The same, and trap_break() may end it: then the result is -EINTR. */
int trap_contain(int (*run)(void *), void *arg, struct trap_info *info);

/* Ends the running trap_contain when the interrupt returns. To be called from an interrupt. */
void trap_break(void);

/* Prints cause, place and registers to the console. */
void trap_report(const struct trap_info *info);
/* "load access fault" for scause; never NULL. */
const char *trap_cause_name(uint64_t cause);

/* --- guarded accesses --- */

/* Reads or writes @width (1, 2, 4, 8) bytes at @address. 0, or -EFAULT with *info; -EINVAL. */
int guard_read(uint64_t address, unsigned width, uint64_t *value, struct trap_info *info);
int guard_write(uint64_t address, unsigned width, uint64_t value, struct trap_info *info);
/* Writes @len bytes to memory there. 0, or -EFAULT with *info: some of them were written. */
int guard_copy(uint64_t address, const void *bytes, size_t len, struct trap_info *info);
