#pragma once
/* The rate that the tree gives a UART's line, and whether a clock and a divisor make it. */
#include <stdbool.h>
#include <stdint.h>
#include "fdt/core/dt.h"
#include "kernel/console/console.h"

/* Bits a second: the node's current-speed, or what stdout-path has after it; 0: the tree does not
 * say. */
uint64_t uart_line_rate(struct dt_node node);
/* Whether firmware may have set @divisor for @rate, not 0, at a clock of @hz. */
bool uart_rate_fits(const struct console *console, uint64_t hz, uint32_t divisor, uint64_t rate);
