/*
 * Checks of reg and ranges against the cells of their bus.
 * Source: Devicetree Specification v0.4, 2.3.5 to 2.3.9.
 */
#include "fdt/check/rule.h"
#include <errno.h>
#include <inttypes.h>
#include "fdt/where/address.h"

enum {
	ADDRESSES_REG,
	ADDRESSES_REG_EMPTY,
	ADDRESSES_RANGES,
	ADDRESSES_DMA_RANGES,
	ADDRESSES_OVERLAP,
	ADDRESSES_DEFAULT,
	ADDRESSES_UNNECESSARY,
	ADDRESSES_UNREACHABLE,
	ADDRESSES_CHECKS,
};

static const struct dt_check_row addresses_rows[] = {
	[ADDRESSES_REG] = {
		.severity = DT_ERROR,
		.name = "reg-format",
		.text = "reg does not fit the cells of its bus",
		.fix = "set $/reg <CELLS> with whole entries, or set the cells of its bus",
	},
	[ADDRESSES_REG_EMPTY] = {
		.severity = DT_ERROR,
		.name = "reg-empty",
		.text = "reg is empty",
		.fix = "set $/reg <ADDRESS SIZE>, or rm $/reg",
	},
	[ADDRESSES_RANGES] = {
		.severity = DT_ERROR,
		.name = "ranges-format",
		.text = "ranges does not fit the cells of this bus and of the bus above",
		.fix = "set $/ranges <CELLS> with whole windows, or set the cells of a bus",
	},
	[ADDRESSES_DMA_RANGES] = {
		.severity = DT_ERROR,
		.name = "dma-ranges-format",
		.text = "dma-ranges does not fit the cells of this bus and of the bus above",
		.fix = "set $/dma-ranges <CELLS> with whole windows, or set the cells of a bus",
	},
	[ADDRESSES_OVERLAP] = {
		.severity = DT_WARNING,
		.name = "ranges-overlap",
		.text = "two windows of ranges overlap, and the first one is used",
		.fix = "set $/ranges <CELLS> without the overlap",
	},
	[ADDRESSES_DEFAULT] = {
		.severity = DT_WARNING,
		.name = "avoid-default-addr-size",
		.text = "its bus lacks #address-cells or #size-cells",
	},
	[ADDRESSES_UNNECESSARY] = {
		.severity = DT_NOTE,
		.name = "avoid-unnecessary-addr-size",
		.text = "it has cells, but neither ranges, dma-ranges nor a child with reg",
		.fix = "rm $/#address-cells and rm $/#size-cells",
	},
	[ADDRESSES_UNREACHABLE] = {
		.severity = DT_WARNING,
		.name = "reg-unreachable",
		.text = "the CPU cannot reach this address",
		.fix = "set $/reg <ADDRESS SIZE>, or the ranges of the buses above",
	},
};

static void addresses_reg(struct dt_check *check)
{
	unsigned entry = (check->up->address + check->up->size) * DT_CELL;
	int len;

	if (!rule_value(check, RULE_REG, &len))
		return;
	if (len == 0)
		rule_found(check, ADDRESSES_REG_EMPTY, NULL);
	else if (check->depth == 0)
		rule_found_fix(check, ADDRESSES_REG, check->node, "rm $/reg",
			       "the root has no bus");
	else if (entry == 0 || (unsigned)len % entry)
		rule_found(check, ADDRESSES_REG, "%d bytes, but an entry has %u", len, entry);
}

/* @prop is ranges or dma-ranges; @id is its check. */
static void addresses_ranges(struct dt_check *check, enum rule_prop prop, int id)
{
	unsigned entry = (check->own->address + check->up->address + check->own->size) * DT_CELL;
	int len;

	if (!rule_value(check, prop, &len))
		return;
	if (check->depth == 0)
		rule_found_fix(check, id, check->node,
			       prop == RULE_RANGES ? "rm $/ranges" : "rm $/dma-ranges",
			       "the root has no bus above");
	else if (len == 0 &&
		 (check->own->address != check->up->address || check->own->size != check->up->size))
		rule_found_fix(check, id, check->node,
			       "list the windows in it, or set the same cells in both",
			       "it is empty, but the cells differ: %u and %u here, %u and %u above",
			       check->own->address, check->own->size, check->up->address,
			       check->up->size);
	else if (entry == 0 || (unsigned)len % entry)
		rule_found(check, id, "%d bytes, but a window has %u", len, entry);
}

/* What window number @i of @ranges adds to an address. */
static uint64_t addresses_offset(const struct dt_check *check, const uint8_t *ranges, int32_t i)
{
	unsigned address = check->own->address, above = check->up->address;
	const uint8_t *at = ranges + (size_t)i * (address + above + check->own->size) * DT_CELL;

	return dt_be_cells(at + (size_t)address * DT_CELL, above) - dt_be_cells(at, address);
}

/* Windows of up to 64 bits only: not those of a PCI bus. Where two of them lead to the same
 * address, it makes no difference which one is used. */
static void addresses_overlap(struct dt_check *check)
{
	unsigned address = check->own->address, size = check->own->size, above = check->up->address;
	unsigned entry = address + above + size;
	uint32_t cells, count = 0;
	const uint8_t *ranges = rule_cells(check, RULE_RANGES, &cells), *at = ranges;
	struct rule_row *row;

	if (!at || address == 0 || address > 2 || above > 2 || size > 2 || cells < 2 * entry)
		return;
	row = rule_room(check, cells / entry);
	if (!row)
		return;
	for (; cells >= entry; cells -= entry, at += (size_t)entry * DT_CELL, count++)
		row[count] = (struct rule_row){
			.key = dt_be_cells(at, address),
			.size = dt_be_cells(at + (size_t)(entry - size) * DT_CELL, size),
			.number = (int32_t)count,
		};
	rule_sort(row, count);
	for (uint32_t i = 1; i < count; i++)
		if (row[i].key - row[i - 1].key < row[i - 1].size && row[i].size &&
		    addresses_offset(check, ranges, row[i].number) !=
			    addresses_offset(check, ranges, row[i - 1].number))
			rule_found(check, ADDRESSES_OVERLAP, "at 0x%" PRIx64, row[i].key);
}

/* The repair writes down the defaults, so that the meaning stays the same. */
static void addresses_default(struct dt_check *check)
{
	struct dt_node bus = dt_numbered(check->tree, check->parent);

	if (!rule_found(check, ADDRESSES_DEFAULT, NULL))
		return;
	if (!check->up->has_address)
		rule_repair_cell(check, bus, "#address-cells", check->up->address);
	if (!check->up->has_size)
		rule_repair_cell(check, bus, "#size-cells", check->up->size);
}

/* Cells that are used and missing, and cells that are there and not used. */
static void addresses_cells(struct dt_check *check)
{
	const uint32_t uses = 1 << RULE_RANGES | 1 << RULE_DMA_RANGES;

	if (check->depth && !check->up->open && (!check->up->has_address || !check->up->has_size) &&
	    (rule_has(check, RULE_REG) || rule_has(check, RULE_RANGES)))
		addresses_default(check);
	if (check->own->has_address && check->own->has_size && check->depth &&
	    rule_has_children(check) && !(check->own->has & uses) &&
	    !(check->own->children & 1 << RULE_REG))
		rule_found(check, ADDRESSES_UNNECESSARY, NULL);
}

/* Only below buses with ranges: others are not part of the CPU's address space. */
static void addresses_reach(struct dt_check *check)
{
	int len;
	const uint8_t *value = rule_value(check, RULE_REG, &len);
	struct dt_trail trail;
	struct dt_reg reg;
	const char *why;

	if (check->depth < 2 || !value || !check->up->mapped || check->up->size == 0 ||
	    dt_index_trail(check->tree, check->number, &trail))
		return;
	if (dt_reg_of(&trail, value, len, 0, &reg, &why) == -ENXIO)
		rule_found(check, ADDRESSES_UNREACHABLE, "0x%" PRIx64 ": %s", reg.bus, why);
}

static void addresses_node(struct dt_check *check)
{
	if (!check->up->open) {
		addresses_reg(check);
		addresses_ranges(check, RULE_RANGES, ADDRESSES_RANGES);
		addresses_ranges(check, RULE_DMA_RANGES, ADDRESSES_DMA_RANGES);
		addresses_overlap(check);
	}
	addresses_cells(check);
	addresses_reach(check);
}

const struct dt_check_group check_addresses = {
	.rows = addresses_rows,
	.count = ADDRESSES_CHECKS,
	.node = addresses_node,
};
