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
		.fix = "set it to <1> or <2>",
	},
	[TYPES_SIZE_CELLS] = {
		.severity = DT_ERROR,
		.name = "size-cells-is-cell",
		.text = "#size-cells must be one cell",
		.fix = "set it to <1> or <2>",
	},
	[TYPES_INTERRUPT_CELLS] = {
		.severity = DT_ERROR,
		.name = "interrupt-cells-is-cell",
		.text = "#interrupt-cells must be one cell",
		.fix = "set it as the controller's binding requires",
	},
	[TYPES_CELLS] = {
		.severity = DT_ERROR,
		.name = "cells-is-cell",
		.text = "a property that counts cells must be one cell",
		.fix = "set it as the node's binding requires",
	},
	[TYPES_PHANDLE] = {
		.severity = DT_ERROR,
		.name = "phandle-is-cell",
		.text = "a phandle must be one cell",
		.fix = "set a number that no other node has",
	},
	[TYPES_COMPATIBLE] = {
		.severity = DT_ERROR,
		.name = "compatible-is-string-list",
		.text = "compatible must be a list of strings",
		.fix = "write each in quotes",
	},
	[TYPES_DEVICE_TYPE] = {
		.severity = DT_ERROR,
		.name = "device-type-is-string",
		.text = "device_type must be one string",
		.fix = "write it in quotes",
	},
	[TYPES_MODEL] = {
		.severity = DT_ERROR,
		.name = "model-is-string",
		.text = "model must be one string",
		.fix = "write it in quotes",
	},
	[TYPES_STATUS] = {
		.severity = DT_ERROR,
		.name = "status-is-string",
		.text = "status must be one string",
		.fix = "write it in quotes",
	},
	[TYPES_LABEL] = {
		.severity = DT_ERROR,
		.name = "label-is-string",
		.text = "label must be one string",
		.fix = "write it in quotes",
	},
	[TYPES_NAME] = {
		.severity = DT_ERROR,
		.name = "name-is-string",
		.text = "name must be one string",
		.fix = "remove it",
	},
	[TYPES_BOOTARGS] = {
		.severity = DT_ERROR,
		.name = "chosen-bootargs",
		.text = "bootargs must be one string",
		.fix = "write it in quotes",
	},
	[TYPES_NAMES] = {
		.severity = DT_ERROR,
		.name = "names-is-string-list",
		.text = "a property that ends in -names must be a list of strings",
		.fix = "write each in quotes",
	},
	[TYPES_OTHER] = {
		.severity = DT_WARNING,
		.name = "string-property",
		.text = "this property should be a list of strings",
		.fix = "write each in quotes",
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
	const uint8_t *nul = memchr(prop->value, 0, prop->len);

	if (kind == TYPES_KIND_CELL)
		return prop->len == DT_CELL;
	if (kind == TYPES_KIND_STRING)
		return nul && nul == prop->value + prop->len - 1;
	return prop->len == 0 || prop->value[prop->len - 1] == '\0';
}

static bool types_ends(const char *name, const char *end)
{
	size_t len = strlen(name), rest = strlen(end);

	return len > rest && strcmp(name + len - rest, end) == 0;
}

/* A name of several words, which have one meaning each: "phy-mode", and not "pins". A format may be
 * a number: "fsl,asrc-format". */
static bool types_is_text(const struct dt_check *check, const char *name)
{
	return strpbrk(name, ",-") && !types_ends(name, "-format") &&
	       (prop_type_node_is_text(check->name) || prop_type_of_name(name) == DT_TYPE_STRINGS);
}

/* "#clock-cells", and whatever else says how many cells an entry has. */
static bool types_is_count(const char *name)
{
	return *name == '#' && types_ends(name, "-cells");
}

static void types_prop(struct dt_check *check, const struct dt_cursor *prop)
{
	int id = types_ends(prop->name, "-names") ? TYPES_NAMES : TYPES_OTHER;

	for (int i = 0; i < TYPES_PROPS; i++) {
		if (strcmp(prop->name, types_props[i].name) != 0)
			continue;
		if (!types_fits(types_props[i].kind, prop))
			rule_found(check, types_props[i].check, NULL);
		return;
	}
	if (types_is_count(prop->name) && !types_fits(TYPES_KIND_CELL, prop))
		rule_found(check, TYPES_CELLS, "%s", prop->name);
	if (types_fits(TYPES_KIND_LIST, prop) ||
	    (id == TYPES_OTHER && !types_is_text(check, prop->name)))
		return;
	rule_found(check, id, "%s", prop->name);
}

const struct dt_check_group check_types = {
	.rows = types_rows,
	.count = TYPES_CHECKS,
	.prop = types_prop,
};
