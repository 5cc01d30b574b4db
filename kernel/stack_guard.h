#pragma once
/* The end of the shell's stack: a guard word at it, and below it a page that nothing uses. */
#include <stdbool.h>
#include "kernel/trap_try.h"

/* Writes the guard word. */
void stack_guard_set(void);
/* Whether it was overwritten: the stack has overflowed. */
bool stack_guard_broken(void);
/* Whether the trap is one of a stack that has overflowed, into a guard page that forbids it. */
bool stack_guard_trapped(const struct trap_info *trap);
