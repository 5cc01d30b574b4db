#include "fdt/where/interrupt_key.h"
/*
 * The cells of a property, and how many of them a parent's specifiers and unit addresses have.
 *
 * Source: Devicetree Specification v0.4, 2.4.
 */
#include <errno.h>

struct interrupt_cells interrupt_prop(struct dt_node node, const char *name)
{
	int len;
	const void *value = dt_prop(node, name, &len);

	return (struct interrupt_cells){ value, len / DT_CELL };
}

bool interrupt_take(struct interrupt_cells *from, uint32_t *to, int count)
{
	if (from->left < count)
		return false;
	for (int i = 0; i < count; i++, from->at += DT_CELL)
		to[i] = dt_be32(from->at);
	from->left -= count;
	return true;
}

int interrupt_fault(struct dt_fault *fault, struct dt_node node, const char *why)
{
	*fault = (struct dt_fault){ .node = node, .why = why };
	return -EINVAL;
}

int interrupt_sizes(struct interrupt_key *key, uint32_t units, struct dt_node node,
		    struct dt_fault *fault)
{
	uint32_t cells;

	if (!dt_found(key->parent))
		return interrupt_fault(fault, node, "an interrupt parent is missing");
	cells = dt_cell(key->parent, "#interrupt-cells", UINT32_MAX);
	if (cells > DT_INTERRUPT_CELLS)
		return interrupt_fault(fault, key->parent, "#interrupt-cells is missing or over 8");
	units = dt_cell(key->parent, "#address-cells", units);
	if (units > INTERRUPT_UNITS)
		return interrupt_fault(fault, key->parent,
				       "an interrupt parent's #address-cells is over 4");
	key->units = (int)units;
	key->cells = (int)cells;
	return 0;
}
