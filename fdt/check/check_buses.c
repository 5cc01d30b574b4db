#include "fdt/check/rule.h"
/*
 * PCI, I2C and SPI: the bus and what hangs on it.
 * Sources: PCI Bus Binding to IEEE 1275, 2.2.1 (phys.hi) and 12 (names); the bindings i2c and
 * spi-controller of the devicetree project.
 */
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
};

static const char buses_rows[] =
	"W-pci-bridge\0a PCI host bridge is malformed\0"
	"W-pci-device-reg\0reg is not as a PCI device has it\0"
	"Wcpci-device-bus-num\0on a bus that its bridge does not have\0"
	"Wii2c-bus-bridge\0devices of such a bus have addresses of one cell, no sizes\0"
	"W-i2c-bus-reg\0reg is not as an I2C device has it\0"
	"Wispi-bus-bridge\0devices of such a bus have chip selects of one cell, no sizes\0"
	"W-spi-bus-reg\0reg is not as a SPI device has it\0";

enum {
	BUSES_I2C_MAX = 0x7f,
	BUSES_I2C_MAX_LONG = 0x3ff, /* of ten bits, which a flag says */
};

#define BUSES_I2C_LONG  (UINT32_C(1) << 31)
#define BUSES_I2C_FLAGS (UINT32_C(3) << 30)
#define BUSES_PCI_SPACE (UINT32_C(3) << 24)

/* --- PCI ------------------------------------------------------------------------------------- */

static void buses_pci_range(struct dt_check *check)
{
	uint32_t cells;
	const uint8_t *range = rule_cells(check->node, "bus-range", &cells);

	if (range &&
	    (cells != 2 || rule_cell(range, 0) > rule_cell(range, 1) || rule_cell(range, 1) > 0xff))
		rule_found(check, BUSES_PCI_BRIDGE, "bus-range; set <FIRST LAST> up to 255");
}

static void buses_pci(struct dt_check *check)
{
	if (!rule_base_is(check->name, "pci") && !rule_base_is(check->name, "pcie"))
		rule_found(check, BUSES_PCI_BRIDGE, "its name; rename it pci or pcie");
	if (!rule_has(check, "ranges"))
		rule_found(check, BUSES_PCI_BRIDGE, "no ranges; give its windows");
	if (check->own->address != 3 || check->own->size != 2)
		rule_found(check, BUSES_PCI_BRIDGE,
			   "cells; set #address-cells <3>, #size-cells <2>");
	buses_pci_range(check);
}

static void buses_pci_number(struct dt_check *check, uint32_t phys)
{
	uint32_t cells, bus = phys >> 16 & 0xff, first = 0, last = 0;
	const uint8_t *range = rule_cells(dt_numbered(check->tree, check->parent), "bus-range",
					  &cells);

	if (range && cells == 2) {
		first = rule_cell(range, 0);
		last = rule_cell(range, 1);
	}
	if (bus < first || bus > last)
		rule_found(check, BUSES_PCI_NUMBER, "%u, not %u to %u", (unsigned)bus,
			   (unsigned)first, (unsigned)last);
}

static void buses_pci_device(struct dt_check *check)
{
	uint32_t cells, phys;
	const uint8_t *reg = rule_cells(check->node, "reg", &cells);
	const char *unit = rule_unit(check->name);
	char want[8];
	int device;

	if (!reg)
		return; /* a controller of interrupts, perhaps */
	if (cells < 3) {
		rule_found(check, BUSES_PCI_REG, "too short; mend it");
		return;
	}
	phys = rule_cell(reg, 0);
	if ((phys & (BUSES_PCI_SPACE | 0xff)) || rule_cell(reg, 1) || rule_cell(reg, 2))
		rule_found(check, BUSES_PCI_REG, "first entry; let it be configuration space");
	buses_pci_number(check, phys);
	device = snprintf(want, sizeof(want), "%x", (unsigned)(phys >> 11 & 0x1f));
	snprintf(want + device, sizeof(want) - (size_t)device, ",%x", (unsigned)(phys >> 8 & 7));
	if (unit && strcmp(unit, want) == 0)
		return;
	if (!(phys >> 8 & 7))
		want[device] = '\0';
	if (!unit || strcmp(unit, want) != 0)
		rule_found(check, BUSES_PCI_REG, "not the unit address; rename it @%s", want);
}

/* --- I2C, SPI -------------------------------------------------------------------------------- */

/* A port that only holds its bus. */
static bool buses_is_port(const struct dt_check *check)
{
	return dt_index_child(check->tree, check->number, "i2c-bus", 7) >= 0;
}

static void buses_bridge(struct dt_check *check, int id)
{
	if (check->tree->index->node[check->number].end > check->number + 1 &&
	    (check->own->address != 1 || check->own->size != 0) && !rule_has(check, "spi-slave") &&
	    !buses_is_port(check))
		rule_found(check, id, NULL);
}

/* The first cell of a child's reg, flags of I2C aside, and that its unit address is that. */
static void buses_device(struct dt_check *check, int id)
{
	uint32_t cells, address, flags = 0;
	const uint8_t *reg = rule_cells(check->node, "reg", &cells);
	const char *unit = rule_unit(check->name);
	char want[12];

	if (!reg || !cells) {
		if (!rule_other_has(dt_numbered(check->tree, check->parent), "spi-slave") &&
		    strcmp(check->name, "i2c-bus") != 0)
			rule_found(check, id, "missing; add it");
		return;
	}
	address = rule_cell(reg, 0);
	if (id == BUSES_I2C_REG) {
		flags = address & BUSES_I2C_FLAGS;
		address &= ~BUSES_I2C_FLAGS;
	}
	snprintf(want, sizeof(want), "%x", (unsigned)address);
	if (!unit || strcmp(unit, want) != 0)
		rule_found(check, id, "not the unit address; rename it @%s", want);
	if (id == BUSES_I2C_REG &&
	    address > (flags & BUSES_I2C_LONG ? BUSES_I2C_MAX_LONG : BUSES_I2C_MAX))
		rule_found(check, id, "0x%x is over 7 or 10 bits; mend reg", (unsigned)address);
}

static void buses_node(struct dt_check *check)
{
	if (check->own->bus == RULE_BUS_PCI)
		buses_pci(check);
	else if (check->own->bus == RULE_BUS_I2C)
		buses_bridge(check, BUSES_I2C_BRIDGE);
	else if (check->own->bus == RULE_BUS_SPI)
		buses_bridge(check, BUSES_SPI_BRIDGE);
	if (check->up->bus == RULE_BUS_PCI)
		buses_pci_device(check);
	else if (check->up->bus == RULE_BUS_I2C)
		buses_device(check, BUSES_I2C_REG);
	else if (check->up->bus == RULE_BUS_SPI)
		buses_device(check, BUSES_SPI_REG);
}

const struct dt_check_group check_buses = {
	.rows = buses_rows,
	.node = buses_node,
};
