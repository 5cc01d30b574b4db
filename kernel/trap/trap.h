#pragma once
/*
 * Traps: the handler, and reports to people.
 * RISC-V Privileged Architecture 1.12, chapter 4.
 */
#include <stdint.h>
#include "kernel/trap_try.h"

/*
 * Points this hart's stvec at the trap handler, and lets it take traps. To be called first of all C
 * code. @top is the end of the handler's stack, @tick_top that of the stack for traps inside an
 * interrupt's handler. Each is aligned to 16 bytes and has 8 bytes of memory after it, which are
 * written: the hart's thread pointer. The interrupted code may have changed tp.
 * @bottom is the lowest address of the hart's own stack; at least 64 bytes below it are unused.
 */
void trap_init(char *bottom, char *top, char *tick_top);
/* That address. */
extern _Thread_local char *trap_stack_bottom;

/* What this hart calls, in the trap, when another one has interrupted it. NULL: nothing. */
void trap_on_software(void (*handler)(void));

/* Prints cause, place and registers to the console. */
void trap_report(const struct trap_info *info);
/* "load access fault" for scause; never NULL. */
const char *trap_cause_name(uint64_t cause);
