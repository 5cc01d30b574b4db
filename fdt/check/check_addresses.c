#include "fdt/check/rule.h"
#include "fdt/where/address.h"
/*
 * reg, ranges and unit addresses against the cells that their bus says.
 * Source: Devicetree Specification v0.4, 2.2.1, 2.3.5 to 2.3.9.
 */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

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
};

static const char addresses_rows[] =
	"Ecreg-format\0reg does not fit its bus' cells\0"
	"Ecreg-empty\0reg without a byte\0"
	"Ecranges-format\0ranges does not fit the cells of its bus and the one above\0"
	"Ecdma-ranges-format\0\0"
	"Wcranges-overlap\0two windows of ranges overlap; the first is used\0"
	"W+avoid-default-addr-size\0"
	"its bus does not say #address-cells or #size-cells\0set them: 2 and 1 are in force\0"
	"Nbavoid-unnecessary-addr-size\0cells, but neither ranges nor a child with reg\0"
	"Wcreg-unreachable\0the CPU cannot reach it\0"
	"Waunit-address-format\0a unit address with 0x, leading zeros or capitals\0"
	"Weunit-address-vs-reg\0unit address and reg go together\0"
	"Naunit-address-differs\0the unit address is not reg's\0"
	"W-simple-bus-reg\0"
	"a device on a simple-bus has reg or ranges, and their address in its name\0";

static void addresses_reg(struct dt_check *check)
{
	unsigned entry = (check->up->address + check->up->size) * CELL;
	int len;

	if (!dt_prop(check->node, "reg", &len))
		return;
	if (len == 0)
		rule_found(check, ADDRESSES_REG_EMPTY, NULL);
	else if (check->depth == 0)
		rule_found(check, ADDRESSES_REG, "the root has none; remove it");
	else if (entry == 0 || (unsigned)len % entry)
		rule_found(check, ADDRESSES_REG, "%d bytes, entries of %u", len, entry);
}

/* ranges or dma-ranges, which check @id is of. */
static void addresses_ranges(struct dt_check *check, const char *name, int id)
{
	unsigned entry = (check->own->address + check->up->address + check->own->size) * CELL;
	int len;

	if (!dt_prop(check->node, name, &len))
		return;
	if (check->depth == 0)
		rule_found(check, id, "the root has none; remove it");
	else if (len == 0 &&
		 (check->own->address != check->up->address || check->own->size != check->up->size))
		rule_found(check, id,
			   "empty, and cells differ: %u and %u, above %u and %u; give windows",
			   check->own->address, check->own->size, check->up->address,
			   check->up->size);
	else if (entry == 0 || (unsigned)len % entry)
		rule_found(check, id, "%d bytes, windows of %u", len, entry);
}

/* Windows of up to 64 bits, which PCI's are not. */
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
	for (; cells >= entry; cells -= entry, at += (size_t)entry * CELL)
		row[count++] = (struct rule_row){
			.key = rule_number(at, address),
			.size = rule_number(at + (size_t)(entry - size) * CELL, size),
		};
	rule_sort(row, count);
	for (uint32_t i = 1; i < count; i++)
		if (row[i].key - row[i - 1].key < row[i - 1].size && row[i].size)
			rule_found(check, ADDRESSES_OVERLAP, "at 0x%" PRIx64, row[i].key);
}

/* What is in force is what the bus would say. */
static void addresses_default(struct dt_check *check)
{
	struct dt_node bus = dt_numbered(check->tree, check->parent);

	if (!rule_found(check, ADDRESSES_DEFAULT, NULL))
		return;
	if (!check->up->has_address)
		rule_mend_cell(check, bus, "#address-cells", check->up->address);
	if (!check->up->has_size)
		rule_mend_cell(check, bus, "#size-cells", check->up->size);
}

/* Cells that matter and are not said; cells that are said and do not matter. */
static void addresses_cells(struct dt_check *check)
{
	const struct dt_index_node *node = check->tree->index->node;
	int32_t last = node[check->number].end;

	if (check->depth && (!check->up->has_address || !check->up->has_size) &&
	    (rule_has(check, "reg") || rule_has(check, "ranges")))
		addresses_default(check);
	if (!check->own->has_address || !check->own->has_size || check->depth == 0 ||
	    last == check->number + 1 || rule_has(check, "ranges"))
		return;
	for (int32_t i = check->number + 1; i < last; i = node[i].end)
		if (rule_other_has(dt_numbered(check->tree, i), "reg"))
			return;
	rule_found(check, ADDRESSES_UNNECESSARY, NULL);
}

/* Only where the bus says that it is part of the CPU's space. */
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

/* On buses that have no rules of their own for them. */
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

/* A hexadecimal unit address against the first address of reg, else of ranges. */
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
	first = rule_number(at + (size_t)skip * CELL, cells);
	if (first != number)
		rule_found(check,
			   check->up->bus == RULE_BUS_SIMPLE ? ADDRESSES_SIMPLE_BUS
							     : ADDRESSES_UNIT_DIFFERS,
			   "@%s; rename it @%" PRIx64, unit, first);
}

static void addresses_unit(struct dt_check *check)
{
	const char *unit = rule_unit(check->name);
	bool reg = rule_has(check, "reg");
	int len;
	bool ranges = dt_prop(check->node, "ranges", &len) && len;

	if (check->up->bus == RULE_BUS_SIMPLE && !reg && !ranges)
		rule_found(check, ADDRESSES_SIMPLE_BUS, "neither; move it elsewhere");
	if (dt_index_child(check->tree, check->number, "__overlay__", 11) >= 0)
		return; /* fragments of overlays have numbers */
	if (!unit != !(reg || ranges))
		rule_found(check, ADDRESSES_UNIT_REG, unit ? "no reg" : "no unit address");
	if (!unit || !addresses_is_plain(check))
		return;
	addresses_unit_format(check, unit);
	addresses_unit_value(check, unit);
}

static void addresses_node(struct dt_check *check)
{
	addresses_reg(check);
	addresses_ranges(check, "ranges", ADDRESSES_RANGES);
	addresses_ranges(check, "dma-ranges", ADDRESSES_DMA_RANGES);
	addresses_overlap(check);
	addresses_cells(check);
	addresses_reach(check);
	if (check->depth)
		addresses_unit(check);
}

const struct dt_check_group check_addresses = {
	.rows = addresses_rows,
	.node = addresses_node,
};
