#include "kernel/stack_guard.h"
/* The guard word, and traps at the guard page. linker.ld lays out the stack. */
#include <stdint.h>

enum { STACK_GUARD_WORD = 0x5afe5afe, X_SP = 2 };

extern char _stack_guard[], _stack_bottom[];

static uint32_t *stack_guard_word(void)
{
	return (uint32_t *)(void *)_stack_bottom;
}

void stack_guard_set(void)
{
	*stack_guard_word() = STACK_GUARD_WORD;
}

bool stack_guard_broken(void)
{
	return *stack_guard_word() != STACK_GUARD_WORD;
}

static bool stack_guard_holds(uint64_t address)
{
	return address >= (uintptr_t)_stack_guard && address < (uintptr_t)_stack_bottom;
}

bool stack_guard_trapped(const struct trap_info *trap)
{
	return stack_guard_holds(trap->stval) || stack_guard_holds(trap->x[X_SP]);
}
