#pragma once
/*
 * The counters of this hart's instructions and cycles, over all its modes. RISC-V Unprivileged ISA,
 * "Counters".
 */
#include <stdint.h>

/* Finds out whether firmware allows reading the instructions' counter. Call on each hart, after
 * trap_init and before its first SBI call. */
void instret_init(void);
/* Instructions retired; always 0 where they are not counted. Exact under QEMU's -icount shift=0. */
uint64_t instret_read(void);

/* The same of cycles: 0 until cycles_init was called. */
void cycles_init(void);
uint64_t cycles_read(void);

/* What the instructions' counter counts. */
enum instret_kind {
	INSTRET_NONE,  /* it cannot be read */
	INSTRET_EXACT, /* instructions */
	INSTRET_TIME,  /* something else: under QEMU without -icount, both are the host's time */
};
/* Finds that out by counting a loop of a known number of instructions. */
enum instret_kind instret_kind(void);
