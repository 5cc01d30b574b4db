#pragma once
/* An interrupt controller with 63 level sources, each claimed once until it is completed. */
#include "kernel/irq.h"

struct fake_chip {
	struct irq_chip chip;
	uint64_t level, enabled, claimed; /* one bit for each source */
	int start_err, enable_err;        /* what start and enable return */
	bool faults;                      /* claim traps */
	int starts, completes, stops;
	uint64_t listened; /* sources whose registers listening has changed */
	uint64_t refused;  /* sources that cannot be listened to */
};

/* The first chip, which keeps its state between tests. */
struct fake_chip *fake_chip(void);
/* Another chip, with no level high and not started. */
void fake_chip_init(struct fake_chip *fake, const char *name);
