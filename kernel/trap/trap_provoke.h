#pragma once
/* Traps on purpose, to see what a machine does with each. */

enum trap_kind {
	TRAP_ILLEGAL,    /* an instruction that no extension has */
	TRAP_EBREAK,     /* a breakpoint */
	TRAP_LOAD,       /* a load where no machine has memory */
	TRAP_STORE,      /* a store there */
	TRAP_FETCH,      /* a jump there */
	TRAP_MISALIGNED, /* an atomic load that is; firmware does plain ones itself */
	TRAP_STACK,      /* a stack that overflows */
	TRAP_OVERRUN,    /* an array on the stack is written beyond its end */
	TRAP_KINDS
};

/*
 * Does what traps. Returns where that did not trap: TRAP_MISALIGNED where the hart can do it,
 * TRAP_STACK where only the stack's guard word finds it. To be called contained.
 */
void trap_provoke(enum trap_kind kind);
