#pragma once
/* Where a UART's registers are: its address, and how they are reached. */
#include "fdt/core/dt.h"
#include "kernel/mmio.h"

/* What a family's registers are like where the node says nothing. */
struct console_layout {
	uint8_t shift; /* log2 of the registers' distance: reg-shift, when the node has none */
	uint8_t width; /* bytes of an access: reg-io-width, when the node has none */
	uint8_t count; /* registers that the driver uses: numbers 0 to count - 1 */
};

/*
 * Fills @regs for the node at the end of @trail from its reg, reg-offset, reg-shift, reg-io-width,
 * big-endian and native-endian. 0; -ENOENT: no reg; -ENXIO: the address does not reach the CPU;
 * -EINVAL: a property has no meaning, or no access could reach the registers. *@why then says what
 * is wrong. Sources: devicetree bindings serial/8250.yaml and common-properties.txt; Devicetree
 * Specification v0.4, 2.3.6 and 4.2.
 */
int console_address(const struct dt_trail *trail, const struct console_layout *layout,
		    struct regs *regs, const char **why);

/* Whether registers 0 to @count - 1 can be reached: by their width and distance, and before the end
 * of the address space. 0; -EINVAL with *@why. */
int console_address_check(const struct regs *regs, unsigned count, const char **why);
