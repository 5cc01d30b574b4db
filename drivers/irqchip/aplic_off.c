#include "drivers/irqchip/aplic_off.h"
/*
 * The end of an APLIC's domain.
 * Source: RISC-V Advanced Interrupt Architecture 1.0, 4.5.1 (domaincfg), 4.5.2 (sourcecfg), 4.5.9.
 */
#include "drivers/irqchip/aplic_registers.h"

enum { CLRIE_SOURCES = 32 }; /* of one register */

void aplic_disable_all(struct irq_chip *chip)
{
	for (uint32_t source = 0; source <= chip->sources; source += CLRIE_SOURCES)
		regs_write(&chip->regs, APLIC_CLRIE + source / CLRIE_SOURCES, UINT32_MAX);
}

void aplic_stop(struct irq_chip *chip)
{
	aplic_disable_all(chip);
	for (uint32_t source = 1; source <= chip->sources; source++)
		regs_write(&chip->regs, APLIC_SOURCECFG + source, 0);
	regs_write(&chip->regs, APLIC_DOMAINCFG, 0);
}
