#pragma once
/* The ends of stacks: a guard word at each one's, and below it a page that nothing uses. @bottom is
 * the stack's lowest address, aligned to 4 bytes. */
#include <stdbool.h>
#include "kernel/trap_try.h"

/* Writes the guard word. */
void stack_guard_set(char *bottom);
/* Whether it was overwritten: the stack has overflowed. */
bool stack_guard_broken(const char *bottom);
/* Whether the trap is one of the stack that ends at @bottom and has overflowed, into the guard page
 * below it, which forbids it. */
bool stack_guard_trapped(const struct trap_info *trap, const char *bottom);
