#pragma once
/* An APLIC's domain, switched off. Both functions access registers: call with faults contained. */
#include "kernel/irq.h"

/* No source of the domain is enabled any more. */
void aplic_disable_all(struct irq_chip *chip);
/* As after reset: also no delivery, and all sources inactive, which clears what is pending. */
void aplic_stop(struct irq_chip *chip);
