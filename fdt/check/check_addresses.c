/*
 * Checks of reg, ranges and unit addresses against the cells of their bus.
 * Source: Devicetree Specification v0.4, 2.2.1 and 2.3.5 to 2.3.9.
 */
#include "fdt/check/rule.h"
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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
	ADDRESSES_UNIT_FORMAT,
	ADDRESSES_UNIT_REG,
	ADDRESSES_UNIT_DIFFERS,
	ADDRESSES_SIMPLE_BUS,
	ADDRESSES_CHECKS,
};

static const struct dt_check_row addresses_rows[] = {
	[ADDRESSES_REG] = {
		.severity = DT_ERROR,
		.name = "reg-format",
		.text = "reg does not fit the cells of its bus",
		.fix = "correct reg, or the cells of the bus",
	},
	[ADDRESSES_REG_EMPTY] = {
		.severity = DT_ERROR,
		.name = "reg-empty",
		.text = "reg is empty",
		.fix = "write an address, or remove reg",
	},
	[ADDRESSES_RANGES] = {
		.severity = DT_ERROR,
		.name = "ranges-format",
		.text = "ranges does not fit the cells of this bus and of the bus above",
		.fix = "correct ranges, or the cells",
	},
	[ADDRESSES_DMA_RANGES] = {
		.severity = DT_ERROR,
		.name = "dma-ranges-format",
		.text = "dma-ranges does not fit the cells of this bus and of the bus above",
		.fix = "correct dma-ranges, or the cells",
	},
	[ADDRESSES_OVERLAP] = {
		.severity = DT_WARNING,
		.name = "ranges-overlap",
		.text = "two windows of ranges overlap, and the first one is used",
		.fix = "correct one of them",
	},
	[ADDRESSES_DEFAULT] = {
		.severity = DT_WARNING,
		.name = "avoid-default-addr-size",
		.text = "its bus lacks #address-cells or #size-cells",
		.fix = "set them there to 2 and 1, which are used now",
	},
	[ADDRESSES_UNNECESSARY] = {
		.severity = DT_NOTE,
		.name = "avoid-unnecessary-addr-size",
		.text = "it has cells, but neither ranges, dma-ranges nor a child with reg",
		.fix = "remove #address-cells and #size-cells",
	},
	[ADDRESSES_UNREACHABLE] = {
		.severity = DT_WARNING,
		.name = "reg-unreachable",
		.text = "the CPU cannot reach this address",
		.fix = "correct reg, or ranges of the buses above",
	},
	[ADDRESSES_UNIT_FORMAT] = {
		.severity = DT_WARNING,
		.name = "unit-address-format",
		.text = "the unit address has 0x, leading zeros or capital letters",
		.fix = "write it without them",
	},
	[ADDRESSES_UNIT_REG] = {
		.severity = DT_WARNING,
		.name = "unit-address-vs-reg",
		.text = "a unit address and reg go together",
	},
	[ADDRESSES_UNIT_DIFFERS] = {
		.severity = DT_NOTE,
		.name = "unit-address-differs",
		.text = "the unit address is not the address in reg",
	},
	[ADDRESSES_SIMPLE_BUS] = {
		.severity = DT_WARNING,
		.name = "simple-bus-reg",
		.text = "a device on a simple-bus must have reg or ranges, "
			"and that address in its name",
	},
};

static void addresses_reg(struct dt_check *check)
{
	unsigned entry = (check->up->address + check->up->size) * DT_CELL;
	int len;

	if (!dt_prop(check->node, "reg", &len))
		return;
	if (len == 0)
		rule_found(check, ADDRESSES_REG_EMPTY, NULL);
	else if (check->depth == 0)
		rule_found_fix(check, ADDRESSES_REG, check->node, "remove it",
			       "the root has no bus");
	else if (entry == 0 || (unsigned)len % entry)
		rule_found(check, ADDRESSES_REG, "%d bytes, but an entry has %u", len, entry);
}

/* @name is ranges or dma-ranges; @id is its check. */
static void addresses_ranges(struct dt_check *check, const char *name, int id)
{
	unsigned entry = (check->own->address + check->up->address + check->own->size) * DT_CELL;
	int len;

	if (!dt_prop(check->node, name, &len))
		return;
	if (check->depth == 0)
		rule_found_fix(check, id, check->node, "remove it", "the root has no bus above");
	else if (len == 0 &&
		 (check->own->address != check->up->address || check->own->size != check->up->size))
		rule_found_fix(check, id, check->node, "list the windows",
			       "it is empty, but the cells differ: %u and %u here, %u and %u above",
			       check->own->address, check->own->size, check->up->address,
			       check->up->size);
	else if (entry == 0 || (unsigned)len % entry)
		rule_found(check, id, "%d bytes, but a window has %u", len, entry);
}

/* Windows of up to 64 bits only: not those of a PCI bus. */
static void addresses_overlap(struct dt_check *check)
{
	unsigned address = check->own->address, size = check->own->size;
	unsigned entry = address + check->up->address + size;
	uint32_t cells, count = 0;
	const uint8_t *at = rule_cells(check->node, "ranges", &cells);
	struct rule_row *row;

	if (!at || address == 0 || address > 2 || size > 2 || cells < 2 * entry)
		return;
	row = rule_room(check, cells / entry);
	if (!row)
		return;
	for (; cells >= entry; cells -= entry, at += (size_t)entry * DT_CELL)
		row[count++] = (struct rule_row){
			.key = dt_be_cells(at, address),
			.size = dt_be_cells(at + (size_t)(entry - size) * DT_CELL, size),
		};
	rule_sort(row, count);
	for (uint32_t i = 1; i < count; i++)
		if (row[i].key - row[i - 1].key < row[i - 1].size && row[i].size)
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
	const struct dt_index_node *node = check->tree->index->node;
	int32_t last = node[check->number].end;

	if (check->depth && !check->up->open && (!check->up->has_address || !check->up->has_size) &&
	    (rule_has(check, "reg") || rule_has(check, "ranges")))
		addresses_default(check);
	if (!check->own->has_address || !check->own->has_size || check->depth == 0 ||
	    last == check->number + 1 || rule_has(check, "ranges") || rule_has(check, "dma-ranges"))
		return;
	for (int32_t i = check->number + 1; i < last; i = node[i].end)
		if (rule_other_has(dt_numbered(check->tree, i), "reg"))
			return;
	rule_found(check, ADDRESSES_UNNECESSARY, NULL);
}

/* Only on a bus with ranges: others are not part of the CPU's address space. */
static void addresses_reach(struct dt_check *check)
{
	struct dt_node bus = dt_numbered(check->tree, check->parent);
	struct dt_trail trail;
	struct dt_reg reg;
	const char *why;

	if (check->depth < 2 || !rule_has(check, "reg") || !rule_other_has(bus, "ranges") ||
	    check->up->size == 0 || dt_index_trail(check->tree, check->number, &trail))
		return;
	if (dt_reg(&trail, 0, &reg, &why) == -ENXIO)
		rule_found(check, ADDRESSES_UNREACHABLE, "0x%" PRIx64 ": %s", reg.bus, why);
}

/* --- unit addresses -------------------------------------------------------------------------- */

/* The unit address is an address of reg; other buses have rules of their own for it. */
static bool addresses_is_plain(const struct dt_check *check)
{
	return check->up->bus == RULE_BUS_OTHER || check->up->bus == RULE_BUS_SIMPLE;
}

static void addresses_unit_format(struct dt_check *check, const char *unit)
{
	bool bad = *unit == '0' && (isxdigit((unsigned char)unit[1]) || unit[1] == 'x');

	for (const char *at = unit; *at; at++)
		bad = bad || isupper((unsigned char)*at);
	if (bad)
		rule_found(check, ADDRESSES_UNIT_FORMAT, "@%s", unit);
}

static void addresses_differ(struct dt_check *check, const char *unit, uint64_t first)
{
	bool simple = check->up->bus == RULE_BUS_SIMPLE;
	char fix[40];

	snprintf(fix, sizeof(fix), "change it to @%" PRIx64, first);
	rule_found_fix(check, simple ? ADDRESSES_SIMPLE_BUS : ADDRESSES_UNIT_DIFFERS, check->node,
		       fix, "@%s", unit);
}

/* Compares a hexadecimal unit address with the first address of reg, else of ranges. */
static void addresses_unit_value(struct dt_check *check, const char *unit)
{
	unsigned cells = check->up->address, skip = 0;
	uint32_t have;
	const uint8_t *at = rule_cells(check->node, "reg", &have);
	char *end;
	uint64_t number = strtoull(unit, &end, 16), first;

	if (!at) {
		at = rule_cells(check->node, "ranges", &have);
		skip = check->own->address;
	}
	if (!at || *end || end == unit || cells == 0 || cells > 2 || have < skip + cells)
		return;
	first = dt_be_cells(at + (size_t)skip * DT_CELL, cells);
	if (first != number)
		addresses_differ(check, unit, first);
}

static void addresses_unit(struct dt_check *check)
{
	const char *unit = rule_unit(check->name);
	bool reg = rule_has(check, "reg");
	int len;
	bool ranges = dt_prop(check->node, "ranges", &len) && len;

	/* A bus in a bus may have ranges without windows: it has the addresses of the bus above. */
	if (check->up->bus == RULE_BUS_SIMPLE && check->own->bus != RULE_BUS_SIMPLE && !reg &&
	    !ranges)
		rule_found_fix(check, ADDRESSES_SIMPLE_BUS, check->node, "move it out of the bus",
			       "it has neither");
	if (dt_index_child(check->tree, check->number, "__overlay__", 11) >= 0)
		return; /* fragments of overlays are only numbered */
	if (unit && !reg && !ranges)
		rule_found_fix(check, ADDRESSES_UNIT_REG, check->node,
			       "add reg, or remove the unit address", "reg is missing");
	if (!unit && (reg || ranges))
		rule_found_fix(check, ADDRESSES_UNIT_REG, check->node,
			       "add the address to the name", "the unit address is missing");
	if (!unit || !addresses_is_plain(check))
		return;
	addresses_unit_format(check, unit);
	if (!check->up->open)
		addresses_unit_value(check, unit);
}

static void addresses_node(struct dt_check *check)
{
	if (!check->up->open) {
		addresses_reg(check);
		addresses_ranges(check, "ranges", ADDRESSES_RANGES);
		addresses_ranges(check, "dma-ranges", ADDRESSES_DMA_RANGES);
		addresses_overlap(check);
	}
	addresses_cells(check);
	addresses_reach(check);
	if (check->depth)
		addresses_unit(check);
}

const struct dt_check_group check_addresses = {
	.rows = addresses_rows,
	.count = ADDRESSES_CHECKS,
	.node = addresses_node,
};
