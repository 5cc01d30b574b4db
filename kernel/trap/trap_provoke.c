#include "kernel/trap/trap_provoke.h"
/*
 * Traps on purpose. RISC-V Privileged Architecture 1.12, table 4.2; Unprivileged ISA, "A".
 */
#include <stdint.h>
#include "kernel/trap/trap.h"

enum {
	STEP = 64, /* bytes between the stores of the overflow */
	OVERRUN_ARRAY = 16,
	OVERRUN = 8, /* bytes beyond it: the stack protector's word */
};

static void provoke_illegal(void)
{
	__asm__ volatile("unimp");
}

static void provoke_ebreak(void)
{
	__asm__ volatile("ebreak");
}

/* The highest addresses: no bus is so wide. */
static void provoke_load(void)
{
	__asm__ volatile("ld t0, -8(zero)" : : : "t0");
}

static void provoke_store(void)
{
	__asm__ volatile("sd zero, -8(zero)" : : : "memory");
}

static void provoke_fetch(void)
{
	__asm__ volatile("jalr ra, -8(zero)" : : : "ra");
}

static void provoke_misaligned(void)
{
	static uint64_t words[2];
	uintptr_t odd = (uintptr_t)words + 1;

	__asm__ volatile("lr.w zero, (%0)" : : "r"(odd) : "memory");
}

/* Goes down to the stack's end, over its guard word, and one step further; then back. */
static void provoke_stack(void)
{
	__asm__ volatile("mv t0, sp\n"
			 "andi sp, sp, %1\n"
			 "1: addi sp, sp, %1\n"
			 "sd zero, (sp)\n"
			 "bgeu sp, %0, 1b\n"
			 "mv sp, t0"
			 :
			 : "r"(trap_stack_bottom), "i"(-STEP)
			 : "t0", "memory");
}

/* As a careless loop does: what protects the stack notices it before the function returns. */
static void provoke_overrun(void)
{
	char array[OVERRUN_ARRAY];
	volatile char *at = array;

	for (int i = 0; i < OVERRUN_ARRAY + OVERRUN; i++)
		at[i] = 0;
}

static void (*const provoke[TRAP_KINDS])(void) = {
	[TRAP_ILLEGAL] = provoke_illegal, [TRAP_EBREAK] = provoke_ebreak,
	[TRAP_LOAD] = provoke_load,       [TRAP_STORE] = provoke_store,
	[TRAP_FETCH] = provoke_fetch,     [TRAP_MISALIGNED] = provoke_misaligned,
	[TRAP_STACK] = provoke_stack,     [TRAP_OVERRUN] = provoke_overrun,
};

void trap_provoke(enum trap_kind kind)
{
	provoke[kind]();
}
