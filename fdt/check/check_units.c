/*
 * Checks of unit addresses: their form, and that they are the address in reg.
 * Source: Devicetree Specification v0.4, 2.2.1 and 4.5; the binding spmi.
 */
#include "fdt/check/rule.h"
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { UNITS_FORMAT, UNITS_REG, UNITS_DIFFERS, UNITS_SIMPLE_BUS, UNITS_CHECKS };

static const struct dt_check_row units_rows[] = {
	[UNITS_FORMAT] = {
		.severity = DT_WARNING,
		.name = "unit-address-format",
		.text = "the unit address has 0x, leading zeros or capital letters",
		.fix = "mv $ $<NAME@ADDRESS",
	},
	[UNITS_REG] = {
		.severity = DT_WARNING,
		.name = "unit-address-vs-reg",
		.text = "a unit address and reg go together",
	},
	[UNITS_DIFFERS] = {
		.severity = DT_NOTE,
		.name = "unit-address-differs",
		.text = "the unit address is not the address in reg",
	},
	[UNITS_SIMPLE_BUS] = {
		.severity = DT_WARNING,
		.name = "simple-bus-reg",
		.text = "a device on a simple-bus must have reg or ranges, "
			"and that address in its name",
	},
};

/* The unit address is an address of reg; other buses have rules of their own for it. */
static bool units_is_plain(const struct dt_check *check)
{
	return check->up->bus == RULE_BUS_OTHER || check->up->bus == RULE_BUS_SIMPLE;
}

static void units_format(struct dt_check *check, const char *unit)
{
	bool bad = *unit == '0' && (isxdigit((unsigned char)unit[1]) || unit[1] == 'x');

	for (const char *at = unit; *at; at++)
		bad = bad || isupper((unsigned char)*at);
	if (bad)
		rule_found(check, UNITS_FORMAT, "@%s", unit);
}

static void units_differ(struct dt_check *check, const char *unit, uint64_t first)
{
	bool simple = check->up->bus == RULE_BUS_SIMPLE;
	char fix[80];

	snprintf(fix, sizeof(fix), "mv $ $<%.*s@%" PRIx64, (int)strcspn(check->name, "@"),
		 check->name, first);
	rule_found_fix(check, simple ? UNITS_SIMPLE_BUS : UNITS_DIFFERS, check->node, fix, "@%s",
		       unit);
}

/* Compares a hexadecimal unit address with the first address of reg, else of ranges. */
static void units_value(struct dt_check *check, const char *unit)
{
	unsigned cells = check->up->address, skip = 0;
	uint32_t have;
	const uint8_t *at = rule_cells(check, RULE_REG, &have);
	char *end;
	uint64_t number = strtoull(unit, &end, 16), first;

	if (!at) {
		at = rule_cells(check, RULE_RANGES, &have);
		skip = check->own->address;
	}
	if (!at || *end || end == unit || cells == 0 || cells > 2 || have < skip + cells)
		return;
	/* On an SPMI bus the second cell is no part of the address, but says of what it is. */
	if (cells == 2 && check->up->size == 0 && dt_be32(at) == number)
		return;
	first = dt_be_cells(at + (size_t)skip * DT_CELL, cells);
	if (first != number)
		units_differ(check, unit, first);
}

static void units_node(struct dt_check *check)
{
	const char *unit = rule_unit(check->name);
	bool reg = rule_has(check, RULE_REG);
	int len;
	bool ranges = rule_value(check, RULE_RANGES, &len) && len;

	if (check->depth == 0)
		return;
	/* A bus in a bus may have ranges without windows: it has the addresses of the bus above. */
	if (check->up->bus == RULE_BUS_SIMPLE && check->own->bus != RULE_BUS_SIMPLE && !reg &&
	    !ranges)
		rule_found_fix(check, UNITS_SIMPLE_BUS, check->node, "mv $ out of the bus",
			       "it has neither");
	if (rule_has_children(check) &&
	    dt_index_child(check->tree, check->number, "__overlay__", 11) >= 0)
		return;                              /* fragments of overlays are only numbered */
	if (unit && !reg && !ranges && !check->part) /* an overlay's target may have them */
		rule_found_fix(check, UNITS_REG, check->node,
			       "set $/reg <ADDRESS SIZE>, or mv $ $<NAME", "reg is missing");
	if (!unit && (reg || ranges))
		rule_found_fix(check, UNITS_REG, check->node, "mv $ $<NAME@ADDRESS",
			       "the unit address is missing");
	if (!unit || !units_is_plain(check))
		return;
	units_format(check, unit);
	if (!check->up->open)
		units_value(check, unit);
}

const struct dt_check_group check_units = {
	.rows = units_rows,
	.count = UNITS_CHECKS,
	.node = units_node,
};
