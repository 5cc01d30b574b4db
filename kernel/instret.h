#pragma once
#include <stdint.h>

/* The instruction counter of this hart, over all its modes. RISC-V Unprivileged ISA, "Counters". */

/* Finds whether firmware lets us read it. Call after trap_init, before the first SBI call. */
void instret_init(void);
/* Instructions retired; 0 always, where they are not counted. Exact under QEMU's -icount. */
uint64_t instret_read(void);
