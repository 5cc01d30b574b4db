/*
 * reg, and its way through every bus to the CPU.
 *
 * Numbers of cells are bounded before they are multiplied, so that no length here can wrap.
 * Source: Devicetree Specification v0.4, 2.3.5, 2.3.6, 2.3.8.
 */
#include <errno.h>
#include "fdt/dt.h"
#include "fdt/cursor.h"

enum {
	CELL = 4,      /* bytes */
	CELLS_MAX = 2, /* of a number that 64 bits hold */
};

/* How a bus writes addresses and sizes of what hangs on it, cells. */
struct cells {
	uint32_t address, size;
};

/* The first fault's words for people, and its -errno. */
static int address_fault(const char **why, int err, const char *words)
{
	if (why)
		*why = words;
	return err;
}

static uint32_t address_cell(struct dt_node bus, const char *name, uint32_t absent)
{
	int len;
	const void *value = dt_prop(bus, name, &len);

	return value && len == CELL ? dt_be32(value) : absent;
}

static struct cells address_cells(const struct dt_trail *trail, int level)
{
	struct dt_node bus = { trail->tree, trail->node[level] };

	return (struct cells){
		.address = address_cell(bus, "#address-cells", 2),
		.size = address_cell(bus, "#size-cells", 1),
	};
}

static int address_check(struct cells cells, const char **why)
{
	if (cells.address == 0)
		return address_fault(why, -EINVAL, "#address-cells of a bus above is 0");
	if (cells.address > CELLS_MAX)
		return address_fault(why, -EINVAL, "#address-cells of a bus above is over 2");
	if (cells.size > CELLS_MAX)
		return address_fault(why, -EINVAL, "#size-cells of a bus above is over 2");
	return 0;
}

static uint64_t address_number(const uint8_t *at, uint32_t cells)
{
	if (cells == 0)
		return 0;
	return cells == 1 ? dt_be32(at) : dt_be64(at);
}

/* Entry @index of the node's own reg. */
static int address_reg(const struct dt_trail *trail, int index, struct dt_reg *out,
		       const char **why)
{
	struct cells cells = address_cells(trail, trail->depth - 1);
	int err = address_check(cells, why), len;
	const uint8_t *reg = dt_prop(dt_trail_node(trail), "reg", &len);
	uint64_t entry, at;

	if (!reg)
		return address_fault(why, -ENOENT, "no reg");
	if (err)
		return err;
	entry = (uint64_t)(cells.address + cells.size) * CELL;
	at = entry * (uint64_t)index;
	if (at >= (uint64_t)len)
		return address_fault(why, -ENOENT, "reg has no such entry");
	if (at + entry > (uint64_t)len)
		return address_fault(why, -EINVAL, "reg ends within an entry");
	out->bus = out->cpu = address_number(reg + at, cells.address);
	out->size = address_number(reg + at + (size_t)cells.address * CELL, cells.size);
	return 0;
}

/* The window of @ranges that holds *@address moves it; the first of several does. */
static int address_window(const uint8_t *ranges, int len, struct cells child, uint32_t parent,
			  uint64_t *address, const char **why)
{
	const int entry = (int)(child.address + parent + child.size) * CELL;

	for (; len >= entry; len -= entry, ranges += entry) {
		const uint8_t *to = ranges + (size_t)child.address * CELL;
		uint64_t base = address_number(ranges, child.address);
		uint64_t target = address_number(to, parent);
		uint64_t size = address_number(to + (size_t)parent * CELL, child.size);
		uint64_t offset = *address - base;

		if (*address < base || offset >= size)
			continue;
		if (target + offset < target)
			return address_fault(why, -ENXIO, "ranges of a bus above wraps");
		*address = target + offset;
		return 0;
	}
	return address_fault(why, -ENXIO, "no ranges window of a bus above covers its address");
}

/* From the bus at @level of the trail to the one above. */
static int address_up(const struct dt_trail *trail, int level, uint64_t *address, const char **why)
{
	struct cells child = address_cells(trail, level), parent;
	int err, len;
	const uint8_t *ranges = dt_prop((struct dt_node){ trail->tree, trail->node[level] },
					"ranges", &len);

	if (!ranges)
		return address_fault(why, -ENXIO, "a bus above has no ranges");
	if (len == 0)
		return 0;
	parent = address_cells(trail, level - 1);
	err = address_check(child, why);
	if (err == 0)
		err = address_check(parent, why);
	if (err)
		return err;
	return address_window(ranges, len, child, parent.address, address, why);
}

int dt_to_cpu(const struct dt_trail *trail, int level, uint64_t *address, const char **why)
{
	int err = 0;

	for (; level > 0 && err == 0; level--)
		err = address_up(trail, level, address, why);
	return err;
}

int dt_reg(const struct dt_trail *trail, int index, struct dt_reg *out, const char **why)
{
	int err;

	*out = (struct dt_reg){ 0 };
	if (trail->depth == 0 || index < 0)
		return address_fault(why, -ENOENT, "no reg");
	err = address_reg(trail, index, out, why);
	if (err == 0)
		err = dt_to_cpu(trail, trail->depth - 1, &out->cpu, why);
	if (err)
		return err;
	if (out->size && out->cpu + (out->size - 1) < out->cpu)
		return address_fault(why, -ENXIO, "reg wraps around the end of memory");
	return 0;
}
