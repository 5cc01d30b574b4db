#pragma once
/*
 * Traps: the handler, and reports to people.
 * RISC-V Privileged Architecture 1.12, chapter 4.
 */
#include <stdint.h>
#include "kernel/trap_try.h"

/* Points stvec at the trap handler. To be called first of all C code. */
void trap_init(void);

/* Prints cause, place and registers to the console. */
void trap_report(const struct trap_info *info);
/* "load access fault" for scause; never NULL. */
const char *trap_cause_name(uint64_t cause);
