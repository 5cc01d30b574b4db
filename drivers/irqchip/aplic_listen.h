#pragma once
/*
 * A source of an APLIC that no device uses, listened to: what it is for is in its own registers.
 * All of these functions but the first access registers: call with faults contained.
 */
#include "drivers/irqchip/aplic_registers.h"
#include "kernel/irq.h"

/* The source mode for the second cell of a specifier: 1, 2: rising or falling edge; 8: low level;
 * anything else: high level. */
enum aplic_mode aplic_mode_of(uint32_t sense);
/* The source's mode as it is. */
uint32_t aplic_mode(const struct irq_chip *chip, uint32_t source);
/* For irq_chip_ops.listen. @low: the low bits of its target, a priority or an identity. */
int aplic_listen(struct irq_chip *chip, uint32_t source, uint32_t sense, uint32_t low,
		 uint32_t was[2]);
/* For irq_chip_ops.unlisten. */
void aplic_unlisten(struct irq_chip *chip, uint32_t source, const uint32_t was[2]);
/* Enables a source that is listened to. 0; -ENODEV: @chip is not listened to. */
int aplic_hear(struct irq_chip *chip, uint32_t source);
