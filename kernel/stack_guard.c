#include "kernel/stack_guard.h"
/* The guard word, and traps at a guard page. linker.ld lays out the stack. */
#include <stdint.h>

enum { STACK_GUARD_WORD = 0x5afe5afe, STACK_GUARD_PAGE = 4096, X_SP = 2 };

void stack_guard_set(char *bottom)
{
	*(uint32_t *)(void *)bottom = STACK_GUARD_WORD;
}

bool stack_guard_broken(const char *bottom)
{
	return *(const uint32_t *)(const void *)bottom != STACK_GUARD_WORD;
}

static bool stack_guard_holds(uint64_t address, uint64_t bottom)
{
	return address >= bottom - STACK_GUARD_PAGE && address < bottom;
}

bool stack_guard_trapped(const struct trap_info *trap, const char *bottom)
{
	return stack_guard_holds(trap->stval, (uintptr_t)bottom) ||
	       stack_guard_holds(trap->x[X_SP], (uintptr_t)bottom);
}
