#pragma once
/* The instruction counter of this hart, over all its modes. RISC-V Unprivileged ISA, "Counters". */
#include <stdint.h>

/* Finds out whether firmware allows reading it. Call after trap_init, before the first SBI call. */
void instret_init(void);
/* Instructions retired; always 0 where they are not counted. Exact under QEMU's -icount. */
uint64_t instret_read(void);
