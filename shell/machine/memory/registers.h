#pragma once
/* How a device's registers are read: their width and distance, by its node. */
#include "kernel/mmio.h"
#include "shell/memory_word.h"

/* The registers of @memory's node; @regs->width 0: nothing says how they are accessed. Their
 * number; 0: unknown. */
unsigned memory_registers(const struct shell_memory *memory, struct regs *regs);
