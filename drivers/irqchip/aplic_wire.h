#pragma once
/* The sources of APLICs that devices use, each with its mode and its identity at the IMSIC. */
#include "drivers/irqchip/aplic_registers.h"
#include "kernel/irq.h"

enum { APLIC_WIRES_MAX = 32 }; /* every IMSIC has at least 63 identities */

struct aplic_wire {
	const struct irq_chip *chip; /* NULL: the row is free */
	uint32_t source;
	enum aplic_mode mode;
};

/* The row of a source; NULL: no device uses it. */
const struct aplic_wire *aplic_wire_find(const struct irq_chip *chip, uint32_t source);
/* Its identity at the IMSIC, from 1. */
uint32_t aplic_wire_identity(const struct aplic_wire *wire);
/* The source of @chip that has this identity; 0: another chip's, or none. */
uint32_t aplic_wire_source(const struct irq_chip *chip, uint32_t identity);
/* Enters a source, or its new mode: for irqchip_driver.wire. */
int aplic_wire(const struct irq_chip *chip, uint32_t source, uint32_t sense, const char **why);
