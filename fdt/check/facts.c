#include "fdt/check/rule.h"
/*
 * The facts of each node.
 * Sources: Devicetree Specification v0.4, 2.3.5 (cells) and 2.4 (interrupts); the bindings i2c and
 * spi-controller of the devicetree project.
 */
#include <string.h>

/* Cells of an address or a size. */
static uint32_t facts_cells(const struct dt_check *check, enum rule_prop prop, uint32_t absent)
{
	uint32_t cells = rule_number(check, prop, absent);

	return cells > RULE_CELLS_MAX ? RULE_CELLS_MAX : cells;
}

/* The kind of a bus: by what its binding requires. */
static enum rule_bus facts_bus(const struct dt_check *check)
{
	if (rule_has(check, RULE_COMPATIBLE) && dt_compatible(check->node, "simple-bus"))
		return RULE_BUS_SIMPLE;
	if (rule_text_is(check, RULE_DEVICE_TYPE, "pci"))
		return RULE_BUS_PCI;
	if (rule_base_is(check->name, "spi"))
		return RULE_BUS_SPI;
	if (rule_base_is(check->name, "i2c") || rule_base_is(check->name, "i2c-bus") ||
	    rule_base_is(check->name, "i2c-arb"))
		return RULE_BUS_I2C;
	return RULE_BUS_OTHER;
}

/* Its own interrupt-parent, else the first node above that takes interrupts or has one. */
static int32_t facts_taker(const struct dt_check *check)
{
	uint32_t phandle = rule_number(check, RULE_INTERRUPT_PARENT, UINT32_MAX);

	if (phandle != UINT32_MAX)
		return dt_index_phandle(check->tree, phandle);
	if (check->up->takes)
		return check->parent;
	return check->up->taker;
}

/* Nodes at the root that dtc adds, and how U-Boot's binman puts an image together: its binding has
 * names such as "@fdt-SEQ" (U-Boot, tools/binman/entries.rst). */
static bool facts_is_made(const char *name)
{
	static const char *const names[] = {
		"__symbols__",
		"__fixups__",
		"__local_fixups__",
		"binman",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

static bool facts_off(const struct dt_check *check)
{
	int len;
	const uint8_t *status = rule_value(check, RULE_STATUS, &len);

	return status && !dt_status_okay((const char *)status, len);
}

void rule_learn(struct dt_check *check)
{
	bool has_address = rule_has(check, RULE_ADDRESS_CELLS);
	bool has_size = rule_has(check, RULE_SIZE_CELLS);

	*check->own = (struct dt_check_node){
		.has = check->own->has,
		.address = facts_cells(check, RULE_ADDRESS_CELLS, 2),
		.size = facts_cells(check, RULE_SIZE_CELLS, 1),
		.has_address = has_address,
		.has_size = has_size,
		.takes = rule_has(check, RULE_INTERRUPT_CELLS),
		.mapped = check->depth == 0 || (check->up->mapped && rule_has(check, RULE_RANGES)),
		.open = strcmp(check->name, "__overlay__") == 0 && !(has_address && has_size),
		.made = check->up->made || (check->depth == 1 && facts_is_made(check->name)),
		.off = check->up->off || facts_off(check),
		.endpoint = rule_base_is(check->name, "endpoint") ||
			    rule_has(check, RULE_REMOTE_ENDPOINT),
		.bus = facts_bus(check),
		.taker = facts_taker(check),
	};
	check->up->children |= check->own->has;
	check->up->endpoints |= check->own->endpoint;
}
