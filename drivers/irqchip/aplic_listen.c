#include "drivers/irqchip/aplic_listen.h"
/*
 * Sources of an APLIC that are listened to.
 * Source: RISC-V Advanced Interrupt Architecture 1.0, 4.5.2 (sourcecfg) and 4.5.16 (target, which
 * can be written only while the source is active).
 */
#include <errno.h>

/* The second cell of a specifier. */
enum aplic_sense { SENSE_EDGE_UP = 1, SENSE_EDGE_DOWN = 2, SENSE_LEVEL_LOW = 8 };

enum aplic_mode aplic_mode_of(uint32_t sense)
{
	if (sense == SENSE_LEVEL_LOW)
		return APLIC_LEVEL_LOW;
	if (sense & SENSE_EDGE_UP)
		return APLIC_EDGE_UP;
	return sense & SENSE_EDGE_DOWN ? APLIC_EDGE_DOWN : APLIC_LEVEL_HIGH;
}

uint32_t aplic_mode(const struct irq_chip *chip, uint32_t source)
{
	return regs_read(&chip->regs, APLIC_SOURCECFG + source) & APLIC_MODE;
}

int aplic_listen(struct irq_chip *chip, uint32_t source, uint32_t sense, uint32_t low,
		 uint32_t was[2])
{
	enum aplic_mode mode = aplic_mode_of(sense);

	was[0] = (uint32_t)regs_read(&chip->regs, APLIC_SOURCECFG + source);
	was[1] = (uint32_t)regs_read(&chip->regs, APLIC_TARGET + source);
	regs_write(&chip->regs, APLIC_SOURCECFG + source, mode);
	/* Reads as 0 where the domain above did not delegate the source. */
	if (regs_read(&chip->regs, APLIC_SOURCECFG + source) != mode) {
		regs_write(&chip->regs, APLIC_SOURCECFG + source, was[0]);
		return -ENODEV;
	}
	regs_write(&chip->regs, APLIC_TARGET + source, chip->context << TARGET_HART | low);
	return 0;
}

void aplic_unlisten(struct irq_chip *chip, uint32_t source, const uint32_t was[2])
{
	regs_write(&chip->regs, APLIC_TARGET + source, was[1]);
	regs_write(&chip->regs, APLIC_SOURCECFG + source, was[0]);
}

int aplic_hear(struct irq_chip *chip, uint32_t source)
{
	if (!chip->hear)
		return -ENODEV;
	regs_write(&chip->regs, APLIC_SETIENUM, source);
	return 0;
}
