#pragma once
/* An interrupt controller with 63 level sources, each claimed once until it is completed. */
#include "kernel/irq.h"

struct fake_chip {
	struct irq_chip chip;
	uint64_t level, enabled, claimed; /* a bit a source */
	int start_err, enable_err;        /* what those give */
	bool faults;                      /* claim traps */
	int starts, completes;
};

/* The one, which keeps its state. */
struct fake_chip *fake_chip(void);
/* Another, quiet and not started. */
void fake_chip_init(struct fake_chip *fake, const char *name);
