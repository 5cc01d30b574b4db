#pragma once
/* A UART's divisor and the rate that it gives: see baud_unit in struct console. */
#include "kernel/console/console.h"

/* The divisor that comes nearest to a wanted rate. Rates are bits a second. */
struct console_rate {
	uint32_t divisor;
	uint64_t rate;  /* what it gives */
	uint64_t other; /* the nearest one on the other side of the wanted rate; 0: there is none */
	bool fits;      /* rate differs by at most 3 %, which a receiver tolerates */
};

/* The rate that @divisor gives at a clock of @hz; 0 for a divisor that stops the clock. */
uint64_t console_rate(const struct console *console, uint64_t hz, uint32_t divisor);
/* The divisor for @rate, 1 to CONSOLE_RATE_MAX. */
struct console_rate console_rate_find(const struct console *console, uint64_t hz, uint64_t rate);

enum { CONSOLE_RATE_MAX = 20000000 };
