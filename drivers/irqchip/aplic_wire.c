#include "drivers/irqchip/aplic_wire.h"
/* The table of the sources of APLICs. An identity is a row's number, from 1. */
#include <errno.h>
#include "drivers/irqchip/aplic_listen.h"

static struct aplic_wire wires[APLIC_WIRES_MAX];

/* With NULL and 0: the first row that is free. */
static struct aplic_wire *wire_find(const struct irq_chip *chip, uint32_t source)
{
	struct aplic_wire *wire = wires;

	for (; wire < wires + APLIC_WIRES_MAX; wire++)
		if (wire->chip == chip && wire->source == source)
			return wire;
	return NULL;
}

const struct aplic_wire *aplic_wire_find(const struct irq_chip *chip, uint32_t source)
{
	return wire_find(chip, source);
}

uint32_t aplic_wire_identity(const struct aplic_wire *wire)
{
	return (uint32_t)(wire - wires) + 1;
}

uint32_t aplic_wire_source(const struct irq_chip *chip, uint32_t identity)
{
	if (identity == 0 || identity > APLIC_WIRES_MAX || wires[identity - 1].chip != chip)
		return 0;
	return wires[identity - 1].source;
}

int aplic_wire(const struct irq_chip *chip, uint32_t source, uint32_t sense, const char **why)
{
	struct aplic_wire *wire = wire_find(chip, source);

	if (!wire)
		wire = wire_find(NULL, 0);
	if (!wire) {
		*why = "too many interrupts";
		return -ENOSPC;
	}
	wire->chip = chip;
	wire->source = source;
	wire->mode = aplic_mode_of(sense);
	return 0;
}
