#pragma once
/* A 16550's divisor latch, and the interrupt by which a DesignWare refuses to open it. */
#include <stdint.h>
#include "kernel/console/console.h"

int64_t ns16550_divisor(struct console *console);                   /* ops->divisor */
int ns16550_set_divisor(struct console *console, uint32_t divisor); /* ops->set_divisor */

/* IIR as it was read; a DesignWare's busy interrupt is ended. */
unsigned ns16550_interrupt(const struct regs *regs);
