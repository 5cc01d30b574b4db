#include "fdt/where/address.h"
/*
 * reg, and the translation of its addresses through every bus to the CPU.
 *
 * Numbers of cells are bounded before they are multiplied, so that no length here can wrap.
 * Sources: Devicetree Specification v0.4, 2.3.5, 2.3.6, 2.3.8; PCI Bus Binding to IEEE 1275 2.1,
 * 2.2.1 (phys.hi).
 */
#include <errno.h>
#include <string.h>
#include "fdt/core/cursor.h"
#include "fdt/where/windows.h"

enum {
	ADDRESS_MAX = 3, /* cells of an address: a space, and such a number */
};

/* How many cells a bus uses for its children's addresses and sizes. */
struct cells {
	uint32_t address, size;
};

static int address_fault(struct dt_fault *fault, int err, struct dt_node node, const char *why)
{
	*fault = (struct dt_fault){ .node = node, .why = why };
	return err;
}

static int address_fault_at(struct dt_fault *fault, struct dt_node node, const char *why,
			    uint64_t number)
{
	*fault = (struct dt_fault){ node, why, true, number };
	return -ENXIO;
}

static struct dt_node address_bus(const struct dt_trail *trail, int level)
{
	return (struct dt_node){ trail->tree, trail->node[level] };
}

static struct cells address_cells(struct dt_node bus)
{
	return (struct cells){
		.address = dt_cell(bus, "#address-cells", 2),
		.size = dt_cell(bus, "#size-cells", 1),
	};
}

static int address_check(struct dt_node bus, struct cells cells, struct dt_fault *fault)
{
	if (cells.address == 0)
		return address_fault(fault, -EINVAL, bus, "#address-cells is 0");
	if (cells.address > ADDRESS_MAX)
		return address_fault(fault, -EINVAL, bus, "#address-cells is over 3");
	if (cells.size > ADDRESS_NUMBER)
		return address_fault(fault, -EINVAL, bus, "#size-cells is over 2");
	return 0;
}

/* Translates *@address by the first of the windows that holds it. */
static int address_window(const struct windows *windows, struct dt_address *address,
			  struct dt_fault *fault)
{
	struct window window;
	uint64_t offset;

	if (!windows_first(windows, address, &window))
		return address_fault_at(fault, windows->bus, "no ranges window covers it",
					address->number);
	offset = address->number - window.base.number;
	if (window.target.number + offset < window.target.number)
		return address_fault_at(fault, windows->bus, "its window in ranges wraps",
					address->number);
	window.target.number += offset;
	*address = window.target;
	return 0;
}

/* From the bus at @level of the trail to the one above. */
static int address_up(const struct dt_trail *trail, int level, struct dt_address *address,
		      struct dt_fault *fault)
{
	struct dt_node bus = address_bus(trail, level), above = address_bus(trail, level - 1);
	struct windows windows = { .bus = bus };
	struct cells child, parent;
	int err, len;

	windows.ranges = dt_prop(bus, "ranges", &len);
	if (!windows.ranges)
		return address_fault(fault, -ENXIO, bus, "no ranges");
	if (len == 0)
		return 0;
	child = address_cells(bus);
	parent = (struct cells){ .address = dt_cell(above, "#address-cells", 2) };
	err = address_check(bus, child, fault);
	if (err == 0)
		err = address_check(above, parent, fault);
	if (err)
		return err;
	if (level == 1 && parent.address > ADDRESS_NUMBER)
		return address_fault(fault, -EINVAL, above, "#address-cells is over 2");
	windows.child = child.address;
	windows.parent = parent.address;
	windows.size = child.size;
	windows_count(&windows, (uint32_t)len);
	return address_window(&windows, address, fault);
}

/* From the bus at @level to the root. */
static int address_to_cpu(const struct dt_trail *trail, int level, struct dt_address *address,
			  struct dt_fault *fault)
{
	int err = 0;

	for (; level > 0 && err == 0; level--)
		err = address_up(trail, level, address, fault);
	return err;
}

int dt_to_cpu(const struct dt_trail *trail, int level, uint64_t *address, const char **why)
{
	struct dt_address at = { .cells = ADDRESS_NUMBER, .number = *address };
	struct dt_fault fault;
	int err = address_to_cpu(trail, level, &at, &fault);

	*address = at.number;
	if (err && why)
		*why = fault.why;
	return err;
}

/* --- the entries of reg ---------------------------------------------------------------------- */

static enum dt_reg_kind address_kind(const struct dt_trail *trail, struct cells cells)
{
	struct dt_node bus = address_bus(trail, trail->depth - 1);

	if (cells.size || trail->depth == 1 || dt_prop(bus, "ranges", NULL))
		return DT_REG_ADDRESS;
	return bus.offset == bus.tree->cpus ? DT_REG_HART : DT_REG_NUMBER;
}

/* dt_regs, with the value of reg, or NULL. */
static int address_regs(struct dt_regs *it, const struct dt_trail *trail, const void *reg, int len,
			struct dt_fault *fault)
{
	struct dt_node bus;
	struct cells cells;

	*it = (struct dt_regs){ .trail = trail, .at = reg };
	if (!reg || trail->depth == 0)
		return address_fault(fault, -ENOENT, dt_trail_node(trail), "no reg");
	bus = address_bus(trail, trail->depth - 1);
	cells = address_cells(bus);
	it->left = (uint32_t)len;
	it->address = cells.address;
	it->size = cells.size;
	it->kind = address_kind(trail, cells);
	it->pci = windows_are_pci(bus, cells.address);
	return address_check(bus, cells, fault);
}

int dt_regs(struct dt_regs *it, const struct dt_trail *trail, struct dt_fault *fault)
{
	int len;
	const void *reg = dt_prop(dt_trail_node(trail), "reg", &len);

	return address_regs(it, trail, reg, len, fault);
}

int dt_regs_next(struct dt_regs *it, struct dt_place *out)
{
	const uint32_t entry = (it->address + it->size) * DT_CELL;
	struct dt_node node = dt_trail_node(it->trail);
	struct dt_address way;

	*out = (struct dt_place){ .kind = it->kind, .pci = it->pci };
	if (it->left == 0)
		return 0;
	if (it->left < entry) {
		it->left = 0;
		return address_fault(&out->fault, -EINVAL, node, "reg ends within an entry");
	}
	it->left -= entry;
	way = out->bus = window_take(&it->at, it->address);
	out->size = dt_be_cells(it->at, it->size);
	it->at += (size_t)it->size * DT_CELL;
	if (it->pci && !windows_pci_space(out->bus.space))
		out->kind = DT_REG_PCI;
	out->err = address_to_cpu(it->trail, it->trail->depth - 1, &way, &out->fault);
	if (out->err)
		return 1;
	out->reached = true;
	out->cpu = way.number;
	if (out->size && out->cpu + (out->size - 1) < out->cpu)
		out->err = address_fault(&out->fault, -ENXIO, node,
					 "reg wraps around the end of memory");
	return 1;
}

/* Entry @index of those that @it begins with, if there is such an entry. */
static int address_entry(struct dt_regs *it, int index, struct dt_place *place,
			 struct dt_fault *fault)
{
	struct dt_node node = dt_trail_node(it->trail);
	uint64_t skip = (uint64_t)(it->address + it->size) * DT_CELL * (uint64_t)index;
	int err;

	if (index < 0 || skip >= it->left)
		return address_fault(fault, -ENOENT, node, "no such entry in reg");
	it->at += skip;
	it->left -= (uint32_t)skip;
	if (it->address > ADDRESS_NUMBER)
		return address_fault(fault, -EINVAL, node, "#address-cells of its bus is over 2");
	err = dt_regs_next(it, place);
	*fault = place->fault;
	return err < 0 ? err : 0;
}

int dt_reg_of(const struct dt_trail *trail, const void *value, int len, int index,
	      struct dt_reg *out, const char **why)
{
	struct dt_regs it;
	struct dt_place place;
	struct dt_fault fault = { .why = NULL };
	int err = address_regs(&it, trail, value, len, &fault);

	if (!err)
		err = address_entry(&it, index, &place, &fault);

	*out = (struct dt_reg){ 0 };
	if (fault.why && why)
		*why = fault.why;
	if (err)
		return err;
	*out = (struct dt_reg){ place.bus.number, place.reached ? place.cpu : place.bus.number,
				place.size };
	return place.err;
}

int dt_reg(const struct dt_trail *trail, int index, struct dt_reg *out, const char **why)
{
	int len;
	const void *value = dt_prop(dt_trail_node(trail), "reg", &len);

	return dt_reg_of(trail, value, len, index, out, why);
}
