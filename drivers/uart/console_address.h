#pragma once
#include "fdt/core/dt.h"
#include "kernel/mmio.h"

/* What a family of devices says of its registers, where the node does not. */
struct console_layout {
	uint8_t shift; /* reg-shift, when the node has none */
	uint8_t width; /* reg-io-width, when the node has none */
	uint8_t count; /* registers that the driver uses: numbers 0 to count - 1 */
};

/*
 * Fills @regs for the node at the end of @trail from its reg, reg-offset, reg-shift, reg-io-width,
 * big-endian and native-endian, and refuses what no access could serve. 0; -ENOENT: no reg; -ENXIO:
 * no address for the CPU; -EINVAL: a property makes no sense. *@why then says what is wrong.
 * Sources: devicetree bindings serial/8250.yaml, common-properties.txt; Devicetree Specification
 * v0.4, 2.3.6 and 4.2.
 */
int console_regs(const struct dt_trail *trail, const struct console_layout *layout,
		 struct regs *regs, const char **why);

/* Whether registers 0 to @count - 1 can be reached so: by their width and distance, and before the
 * end of the address space. 0; -EINVAL with *@why. */
int console_regs_check(const struct regs *regs, unsigned count, const char **why);
