/*
 * UARTs that a tree or a person puts where RAM is.
 * Source: Devicetree Specification v0.4, 3.4 (memory nodes).
 */
#include "drivers/console/console_private.h"
#include "fdt/where/address.h"
#include <errno.h>

/* Whether RAM, as the memory node @node has it, touches the @size bytes from @base on. A range from
 * 0 on proves nothing: it may well be said to reach across all devices up to RAM. */
static bool ram_touches(const struct dt_tree *tree, int node, uint64_t base, uint64_t size)
{
	struct dt_trail trail; /* only what is used is set: it is long */
	struct dt_reg reg;

	trail.tree = tree;
	trail.depth = 1;
	trail.node[0] = dt_root(tree).offset;
	trail.node[1] = node;
	for (int i = 0; i < CONSOLE_MEMORY_MAX && dt_reg(&trail, i, &reg, NULL) == 0; i++)
		if (reg.cpu && (base - reg.cpu < reg.size || (reg.size && reg.cpu - base < size)))
			return true;
	return false;
}

void console_refuse_ram(const struct console_choice *choice, struct console_candidate *row)
{
	const struct regs *regs = &row->console.regs;
	unsigned last = row->driver->layout.count ? row->driver->layout.count - 1u : 0;
	uint64_t size = ((uint64_t)last << regs->shift) + regs->width;

	for (int i = 0; !row->err && i < choice->memories; i++) {
		if (!ram_touches(choice->tree, choice->memory[i], regs->base, size))
			continue;
		row->err = -EINVAL;
		row->why = "its address overlaps RAM";
	}
}
