/*
 * Checks of the values of properties whose type the name says: a cell, a string, strings.
 * Source: Devicetree Specification v0.4, 2.3 and 3.
 */
#include "fdt/check/rule.h"
#include <string.h>
#include "fdt/print/prop_type.h"

enum {
	TYPES_ADDRESS_CELLS,
	TYPES_SIZE_CELLS,
	TYPES_INTERRUPT_CELLS,
	TYPES_CELLS,
	TYPES_PHANDLE,
	TYPES_COMPATIBLE,
	TYPES_DEVICE_TYPE,
	TYPES_MODEL,
	TYPES_STATUS,
	TYPES_LABEL,
	TYPES_NAME,
	TYPES_BOOTARGS,
	TYPES_NAMES,
	TYPES_OTHER,
	TYPES_CHECKS,
};

static const struct dt_check_row types_rows[] = {
	[TYPES_ADDRESS_CELLS] = {
		.severity = DT_ERROR,
		.name = "address-cells-is-cell",
		.text = "#address-cells must be one cell",
		.fix = "set $$ 1, or 2",
	},
	[TYPES_SIZE_CELLS] = {
		.severity = DT_ERROR,
		.name = "size-cells-is-cell",
		.text = "#size-cells must be one cell",
		.fix = "set $$ 1, or 2",
	},
	[TYPES_INTERRUPT_CELLS] = {
		.severity = DT_ERROR,
		.name = "interrupt-cells-is-cell",
		.text = "#interrupt-cells must be one cell",
		.fix = "set $$ NUMBER as the controller's binding says",
	},
	[TYPES_CELLS] = {
		.severity = DT_ERROR,
		.name = "cells-is-cell",
		.text = "a property that counts cells must be one cell",
		.fix = "set $$ NUMBER as the node's binding says",
	},
	[TYPES_PHANDLE] = {
		.severity = DT_ERROR,
		.name = "phandle-is-cell",
		.text = "a phandle must be one cell",
		.fix = "set $$ NUMBER that no other node has",
	},
	[TYPES_COMPATIBLE] = {
		.severity = DT_ERROR,
		.name = "compatible-is-string-list",
		.text = "compatible must be a list of strings",
		.fix = "set $$ with each string in quotes",
	},
	[TYPES_DEVICE_TYPE] = {
		.severity = DT_ERROR,
		.name = "device-type-is-string",
		.text = "device_type must be one string",
		.fix = "set $$ \"TEXT\"",
	},
	[TYPES_MODEL] = {
		.severity = DT_ERROR,
		.name = "model-is-string",
		.text = "model must be one string",
		.fix = "set $$ \"TEXT\"",
	},
	[TYPES_STATUS] = {
		.severity = DT_ERROR,
		.name = "status-is-string",
		.text = "status must be one string",
		.fix = "set $$ \"TEXT\"",
	},
	[TYPES_LABEL] = {
		.severity = DT_ERROR,
		.name = "label-is-string",
		.text = "label must be one string",
		.fix = "set $$ \"TEXT\"",
	},
	[TYPES_NAME] = {
		.severity = DT_ERROR,
		.name = "name-is-string",
		.text = "name must be one string",
		.fix = "rm $$",
	},
	[TYPES_BOOTARGS] = {
		.severity = DT_ERROR,
		.name = "chosen-bootargs",
		.text = "bootargs must be one string",
		.fix = "set $$ \"TEXT\"",
	},
	[TYPES_NAMES] = {
		.severity = DT_ERROR,
		.name = "names-is-string-list",
		.text = "a property that ends in -names must be a list of strings",
		.fix = "set $$ with each string in quotes",
	},
	[TYPES_OTHER] = {
		.severity = DT_WARNING,
		.name = "string-property",
		.text = "this property should be a list of strings",
		.fix = "set $$ with each string in quotes",
	},
};

enum types_kind { TYPES_KIND_CELL, TYPES_KIND_STRING, TYPES_KIND_LIST };

/* Properties that have a check of their own. */
static const struct types_prop {
	const char *name;
	enum types_kind kind;
	int check;
} types_props[] = {
	{ .name = "#address-cells", .kind = TYPES_KIND_CELL, .check = TYPES_ADDRESS_CELLS },
	{ .name = "#size-cells", .kind = TYPES_KIND_CELL, .check = TYPES_SIZE_CELLS },
	{ .name = "#interrupt-cells", .kind = TYPES_KIND_CELL, .check = TYPES_INTERRUPT_CELLS },
	{ .name = "phandle", .kind = TYPES_KIND_CELL, .check = TYPES_PHANDLE },
	{ .name = "linux,phandle", .kind = TYPES_KIND_CELL, .check = TYPES_PHANDLE },
	{ .name = "compatible", .kind = TYPES_KIND_LIST, .check = TYPES_COMPATIBLE },
	{ .name = "device_type", .kind = TYPES_KIND_STRING, .check = TYPES_DEVICE_TYPE },
	{ .name = "model", .kind = TYPES_KIND_STRING, .check = TYPES_MODEL },
	{ .name = "status", .kind = TYPES_KIND_STRING, .check = TYPES_STATUS },
	{ .name = "label", .kind = TYPES_KIND_STRING, .check = TYPES_LABEL },
	{ .name = "name", .kind = TYPES_KIND_STRING, .check = TYPES_NAME },
	{ .name = "bootargs", .kind = TYPES_KIND_STRING, .check = TYPES_BOOTARGS },
};

enum { TYPES_PROPS = sizeof(types_props) / sizeof(types_props[0]) };

static bool types_fits(enum types_kind kind, const struct dt_cursor *prop)
{
	if (kind == TYPES_KIND_CELL)
		return prop->len == DT_CELL;
	if (kind == TYPES_KIND_STRING)
		return rule_is_string(prop);
	return prop->len == 0 || prop->value[prop->len - 1] == '\0';
}

static bool types_ends(const char *name, const char *end)
{
	size_t len = strlen(name), rest = strlen(end);

	return len > rest && strcmp(name + len - rest, end) == 0;
}

/* A name of several words, which have one meaning each: "phy-mode", and not "pins". A format may be
 * a number: "fsl,asrc-format". */
static bool types_is_words(const char *name)
{
	return strpbrk(name, ",-") && !types_ends(name, "-format");
}

/* "#clock-cells", and whatever else says how many cells an entry has. */
static bool types_is_count(const char *name)
{
	return *name == '#' && types_ends(name, "-cells");
}

/* What a name says: 1 and its row in types_props; or bits of these. */
enum {
	TYPES_SAYS_OTHER = 0x80, /* it has no row */
	TYPES_SAYS_COUNT = 1,
	TYPES_SAYS_NAMES = 2,
	TYPES_SAYS_WORDS = 4,   /* strings in a node that has nothing else */
	TYPES_SAYS_STRINGS = 8, /* in any node */
};

static uint8_t types_says(const char *name)
{
	bool words = types_is_words(name);
	unsigned says = 0;

	for (unsigned i = 0; i < TYPES_PROPS; i++)
		if (strcmp(name, types_props[i].name) == 0)
			return (uint8_t)(i + 1);
	if (types_is_count(name))
		says |= TYPES_SAYS_COUNT;
	if (types_ends(name, "-names"))
		says |= TYPES_SAYS_NAMES;
	if (words)
		says |= TYPES_SAYS_WORDS;
	if (words && prop_type_of_name(name) == DT_TYPE_STRINGS)
		says |= TYPES_SAYS_STRINGS;
	return (uint8_t)(says ? says | TYPES_SAYS_OTHER : 0);
}

/* A property without a row. */
static void types_other(struct dt_check *check, const struct dt_cursor *prop, unsigned says)
{
	if (says & TYPES_SAYS_COUNT && !types_fits(TYPES_KIND_CELL, prop))
		rule_found(check, TYPES_CELLS, "%s", prop->name);
	if (types_fits(TYPES_KIND_LIST, prop))
		return;
	if (says & TYPES_SAYS_NAMES)
		rule_found(check, TYPES_NAMES, "%s", prop->name);
	else if (says & TYPES_SAYS_STRINGS ||
		 (says & TYPES_SAYS_WORDS && prop_type_node_is_text(check->name)))
		rule_found(check, TYPES_OTHER, "%s", prop->name);
}

static void types_prop(struct dt_check *check, const struct dt_cursor *prop, unsigned says)
{
	if (says & TYPES_SAYS_OTHER)
		types_other(check, prop, says);
	else if (!types_fits(types_props[says - 1].kind, prop))
		rule_found(check, types_props[says - 1].check, NULL);
}

const struct dt_check_group check_types = {
	.rows = types_rows,
	.count = TYPES_CHECKS,
	.prop = types_prop,
	.name = types_says,
};
