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

enum {
	CELLS_MAX = 2,   /* of a number that 64 bits hold */
	ADDRESS_MAX = 3, /* cells of an address: a space, and such a number */
	SPACE_SHIFT = 24,
	SPACE_MASK = 3, /* of phys.hi: configuration, I/O, memory of 32 and of 64 bits */
	SPACE_MEMORY = 2,
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
	if (cells.size > CELLS_MAX)
		return address_fault(fault, -EINVAL, bus, "#size-cells is over 2");
	return 0;
}

/* Reads @cells, and moves *@at past them. */
static struct dt_address address_take(const uint8_t **at, uint32_t cells)
{
	struct dt_address address = { .cells = cells };

	if (cells > CELLS_MAX) {
		address.space = dt_be32(*at);
		*at += DT_CELL;
		cells = CELLS_MAX;
	}
	address.number = dt_be_cells(*at, cells);
	*at += (size_t)cells * DT_CELL;
	return address;
}

static bool address_is_pci(struct dt_node bus)
{
	const char *type;
	int len = dt_string(bus, "device_type", &type);

	return (len == 3 && memcmp(type, "pci", 3) == 0) ||
	       (len == 5 && memcmp(type, "pciex", 5) == 0);
}

/* PCI's I/O space, or memory of 32 or 64 bits; 0: configuration space, which no window has. */
static uint32_t address_pci_space(uint32_t hi)
{
	uint32_t space = hi >> SPACE_SHIFT & SPACE_MASK;

	return space > SPACE_MEMORY ? SPACE_MEMORY : space;
}

/* On PCI, both kinds of memory are one space, and a window has no function or register. */
static bool address_same_space(bool pci, uint32_t one, uint32_t other)
{
	if (!pci)
		return one == other;
	return address_pci_space(one) && address_pci_space(one) == address_pci_space(other);
}

/* Translates *@address by the first window of @bus's ranges that holds it. */
static int address_window(struct dt_node bus, struct cells child, uint32_t parent,
			  struct dt_address *address, struct dt_fault *fault)
{
	const uint32_t entry = (child.address + parent + child.size) * DT_CELL;
	bool pci = child.address > CELLS_MAX && address_is_pci(bus);
	int len;
	const uint8_t *ranges = dt_prop(bus, "ranges", &len);

	for (uint32_t left = (uint32_t)len; left >= entry; left -= entry) {
		struct dt_address base = address_take(&ranges, child.address);
		struct dt_address target = address_take(&ranges, parent);
		uint64_t size = dt_be_cells(ranges, child.size);
		uint64_t offset = address->number - base.number;

		ranges += (size_t)child.size * DT_CELL;
		if (address->number < base.number || offset >= size ||
		    !address_same_space(pci, base.space, address->space))
			continue;
		if (target.number + offset < target.number)
			return address_fault_at(fault, bus, "its window in ranges wraps",
						address->number);
		target.number += offset;
		*address = target;
		return 0;
	}
	return address_fault_at(fault, bus, "no ranges window covers it", address->number);
}

/* From the bus at @level of the trail to the one above. */
static int address_up(const struct dt_trail *trail, int level, struct dt_address *address,
		      struct dt_fault *fault)
{
	struct dt_node bus = address_bus(trail, level), above = address_bus(trail, level - 1);
	struct cells child, parent;
	int err, len;

	if (!dt_prop(bus, "ranges", &len))
		return address_fault(fault, -ENXIO, bus, "no ranges");
	if (len == 0)
		return 0;
	child = address_cells(bus);
	parent = address_cells(above);
	parent.size = 0; /* not used here, so not checked */
	err = address_check(bus, child, fault);
	if (err == 0)
		err = address_check(above, parent, fault);
	if (err)
		return err;
	if (level == 1 && parent.address > CELLS_MAX)
		return address_fault(fault, -EINVAL, above, "#address-cells is over 2");
	return address_window(bus, child, parent.address, address, fault);
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
	struct dt_address at = { .cells = CELLS_MAX, .number = *address };
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
	it->pci = cells.address > CELLS_MAX && address_is_pci(bus);
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
	way = out->bus = address_take(&it->at, it->address);
	out->size = dt_be_cells(it->at, it->size);
	it->at += (size_t)it->size * DT_CELL;
	if (it->pci && !(out->bus.space >> SPACE_SHIFT & SPACE_MASK))
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
	if (it->address > CELLS_MAX)
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
