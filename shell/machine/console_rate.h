#pragma once
/* A UART's divisor and its rate: see baud_unit in struct console. */
#include "kernel/console/console.h"

/* A rate that was asked for, and what a clock makes of it. Bits a second. */
struct console_rate {
	uint32_t divisor; /* the best one */
	uint64_t rate;    /* what it gives */
	uint64_t other;   /* the nearest on the other side of what was asked for; 0: none */
	bool fits;        /* it differs by at most 3 %, which is what a receiver bears */
};

/* The rate that @divisor gives at a clock of @hz; 0 for a divisor that gives none. */
uint64_t console_rate(const struct console *console, uint64_t hz, uint32_t divisor);
/* The divisor for @rate, 1 to CONSOLE_RATE_MAX. */
struct console_rate console_rate_find(const struct console *console, uint64_t hz, uint64_t rate);

enum { CONSOLE_RATE_MAX = 20000000 };
