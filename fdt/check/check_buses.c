/*
 * Checks of PCI, I2C and SPI: of the bus, and of the devices on it.
 * Sources: PCI Bus Binding to IEEE 1275, 2.2.1 (phys.hi) and 12 (names); the bindings i2c and
 * spi-controller of the devicetree project.
 */
#include "fdt/check/rule.h"
#include <stdio.h>
#include <string.h>

enum {
	BUSES_PCI_BRIDGE,
	BUSES_PCI_REG,
	BUSES_PCI_NUMBER,
	BUSES_I2C_BRIDGE,
	BUSES_I2C_REG,
	BUSES_SPI_BRIDGE,
	BUSES_SPI_REG,
	BUSES_CHECKS,
};

static const struct dt_check_row buses_rows[] = {
	[BUSES_PCI_BRIDGE] = {
		.severity = DT_WARNING,
		.name = "pci-bridge",
		.text = "the PCI host bridge is malformed",
	},
	[BUSES_PCI_REG] = {
		.severity = DT_WARNING,
		.name = "pci-device-reg",
		.text = "reg is not in the form of a PCI device",
	},
	[BUSES_PCI_NUMBER] = {
		.severity = DT_WARNING,
		.name = "pci-device-bus-num",
		.text = "its bridge does not have this bus number",
		.fix = "set $/reg <CELLS>, or bus-range of the bridge",
	},
	[BUSES_I2C_BRIDGE] = {
		.severity = DT_WARNING,
		.name = "i2c-bus-bridge",
		.text = "the I2C bus is malformed",
	},
	[BUSES_I2C_REG] = {
		.severity = DT_WARNING,
		.name = "i2c-bus-reg",
		.text = "reg is not in the form of an I2C device",
	},
	[BUSES_SPI_BRIDGE] = {
		.severity = DT_WARNING,
		.name = "spi-bus-bridge",
		.text = "the SPI bus is malformed",
	},
	[BUSES_SPI_REG] = {
		.severity = DT_WARNING,
		.name = "spi-bus-reg",
		.text = "reg is not in the form of an SPI device",
	},
};

enum {
	BUSES_I2C_BITS = 7, /* of an address */
	BUSES_I2C_BITS_LONG = 10,
};

#define BUSES_I2C_LONG  (UINT32_C(1) << 31) /* the address has ten bits */
#define BUSES_I2C_FLAGS (UINT32_C(3) << 30)
/* Bits of a phys.hi that are 0 in configuration space at a function's first register. */
#define BUSES_PCI_ZERO UINT32_C(0xff0000ff)

/* reg differs from the unit address, which should be @want. */
static void buses_unit(struct dt_check *check, int id, const char *want)
{
	char fix[80];

	snprintf(fix, sizeof(fix), "mv $ $<%.*s@%s", (int)strcspn(check->name, "@"), check->name,
		 want);
	rule_found_fix(check, id, check->node, fix, "it differs from the unit address");
}

/* --- PCI ------------------------------------------------------------------------------------- */

static void buses_pci_range(struct dt_check *check)
{
	uint32_t cells;
	const uint8_t *range = rule_node_cells(check->node, "bus-range", &cells);

	if (range &&
	    (cells != 2 || rule_cell(range, 0) > rule_cell(range, 1) || rule_cell(range, 1) > 0xff))
		rule_found_fix(check, BUSES_PCI_BRIDGE, check->node, "set $/bus-range <FIRST LAST>",
			       "bus-range is not a range up to 255");
}

static void buses_pci(struct dt_check *check)
{
	if (!rule_base_is(check->name, "pci") && !rule_base_is(check->name, "pcie"))
		rule_found_fix(check, BUSES_PCI_BRIDGE, check->node, "mv $ $<pcie@ADDRESS",
			       "its name is not pci or pcie");
	if (!rule_has(check, RULE_RANGES))
		rule_found_fix(check, BUSES_PCI_BRIDGE, check->node, "set $/ranges <WINDOWS>",
			       "it has no ranges");
	if (check->own->address != 3 || check->own->size != 2)
		rule_found_fix(check, BUSES_PCI_BRIDGE, check->node,
			       "set $/#address-cells 3 and set $/#size-cells 2",
			       "its cells are not 3 and 2");
	buses_pci_range(check);
}

static void buses_pci_number(struct dt_check *check, uint32_t phys)
{
	uint32_t cells, bus = phys >> 16 & 0xff, first = 0, last = 0;
	const uint8_t *range = rule_node_cells(dt_numbered(check->tree, check->parent), "bus-range",
					       &cells);

	if (range && cells == 2) {
		first = rule_cell(range, 0);
		last = rule_cell(range, 1);
	}
	if (bus < first || bus > last)
		rule_found(check, BUSES_PCI_NUMBER, "%u is not in %u to %u", (unsigned)bus,
			   (unsigned)first, (unsigned)last);
}

static void buses_pci_device(struct dt_check *check)
{
	uint32_t cells, phys;
	const uint8_t *reg = rule_cells(check, RULE_REG, &cells);
	const char *unit = rule_unit(check->name);
	char want[8];
	int device;

	if (!reg)
		return; /* it may be an interrupt controller */
	if (cells < 3) {
		rule_found_fix(check, BUSES_PCI_REG, check->node,
			       "set $/reg <CELLS>, 5 for each entry", "it is too short");
		return;
	}
	phys = rule_cell(reg, 0);
	if ((phys & BUSES_PCI_ZERO) || rule_cell(reg, 1) || rule_cell(reg, 2))
		rule_found_fix(check, BUSES_PCI_REG, check->node,
			       "set $/reg <CELLS> with configuration space first",
			       "its first entry is not configuration space");
	buses_pci_number(check, phys);
	device = snprintf(want, sizeof(want), "%x", (unsigned)(phys >> 11 & 0x1f));
	snprintf(want + device, sizeof(want) - (size_t)device, ",%x", (unsigned)(phys >> 8 & 7));
	if (unit && strcmp(unit, want) == 0)
		return;
	if (!(phys >> 8 & 7))
		want[device] = '\0';
	if (!unit || strcmp(unit, want) != 0)
		buses_unit(check, BUSES_PCI_REG, want);
}

/* --- I2C, SPI -------------------------------------------------------------------------------- */

/* Its devices are not below it but below its child i2c-bus. */
static bool buses_is_port(const struct dt_check *check)
{
	return dt_index_child(check->tree, check->number, "i2c-bus", 7) >= 0;
}

/* As an SPI slave, a bus has one device, which needs no chip select. */
static void buses_bridge(struct dt_check *check, int id)
{
	bool slave = rule_node_has(check->node, "spi-slave");

	if (!rule_has_children(check) || (check->own->address == !slave && check->own->size == 0) ||
	    buses_is_port(check))
		return;
	rule_found_fix(check, id, check->node,
		       slave ? "set $/#address-cells 0 and set $/#size-cells 0"
			     : "set $/#address-cells 1 and set $/#size-cells 0",
		       "its cells are not %d and 0", !slave);
}

/* A controller whose children are SPI devices: only those have properties spi-..., first of all
 * spi-max-frequency. */
static void buses_unnamed_spi(struct dt_check *check)
{
	if (check->own->address == 1 && check->own->size == 0 && rule_has(check, RULE_REG) &&
	    check->own->children & 1 << RULE_SPI)
		rule_found_fix(check, BUSES_SPI_BRIDGE, check->node, "mv $ $<spi@ADDRESS",
			       "its name is not spi");
}

/* A device may have several addresses. */
static void buses_i2c_addresses(struct dt_check *check, const uint8_t *reg, uint32_t cells)
{
	for (uint32_t at = 0; at < cells; at++) {
		uint32_t cell = rule_cell(reg, at), address = cell & ~BUSES_I2C_FLAGS;
		int bits = cell & BUSES_I2C_LONG ? BUSES_I2C_BITS_LONG : BUSES_I2C_BITS;

		if (address >> bits)
			rule_found_fix(check, BUSES_I2C_REG, check->node, "set $/reg <ADDRESS>",
				       "0x%x has more than %d bits", (unsigned)address, bits);
	}
}

/* Compares the first cell of reg, without the flags of I2C, with the unit address. */
static void buses_device(struct dt_check *check, int id)
{
	uint32_t cells, address;
	const uint8_t *reg = rule_cells(check, RULE_REG, &cells);
	const char *unit = rule_unit(check->name);
	char want[12];

	if (!reg || !cells) {
		if (!rule_node_has(dt_numbered(check->tree, check->parent), "spi-slave") &&
		    strcmp(check->name, "i2c-bus") != 0)
			rule_found_fix(check, id, check->node, "set $/reg <ADDRESS>",
				       "it is missing");
		return;
	}
	address = rule_cell(reg, 0);
	if (id == BUSES_I2C_REG)
		address &= ~BUSES_I2C_FLAGS;
	snprintf(want, sizeof(want), "%x", (unsigned)address);
	if (!unit || strcmp(unit, want) != 0)
		buses_unit(check, id, want);
	if (id == BUSES_I2C_REG)
		buses_i2c_addresses(check, reg, cells);
}

static void buses_node(struct dt_check *check)
{
	if (check->own->bus == RULE_BUS_PCI)
		buses_pci(check);
	else if (check->own->bus == RULE_BUS_I2C)
		buses_bridge(check, BUSES_I2C_BRIDGE);
	else if (check->own->bus == RULE_BUS_SPI)
		buses_bridge(check, BUSES_SPI_BRIDGE);
	else if (check->own->bus == RULE_BUS_OTHER)
		buses_unnamed_spi(check);
	if (check->up->bus == RULE_BUS_PCI)
		buses_pci_device(check);
	else if (check->up->bus == RULE_BUS_I2C)
		buses_device(check, BUSES_I2C_REG);
	else if (check->up->bus == RULE_BUS_SPI)
		buses_device(check, BUSES_SPI_REG);
}

const struct dt_check_group check_buses = {
	.rows = buses_rows,
	.count = BUSES_CHECKS,
	.node = buses_node,
};
