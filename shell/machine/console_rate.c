#include "shell/machine/console_rate.h"
/*
 * Rates from divisors, and divisors from rates. baud_unit counts 64ths of a clock cycle, so that
 * fractional divisors are exact.
 */

enum { RATE_SCALE = 64, RATE_PERCENT = 3 };

static uint64_t rate_at(const struct console *console, uint64_t hz, uint64_t steps)
{
	uint64_t per = console->baud_unit * steps;

	return per ? (hz * RATE_SCALE + per / 2) / per : 0;
}

uint64_t console_rate(const struct console *console, uint64_t hz, uint32_t divisor)
{
	return rate_at(console, hz, (uint64_t)divisor + console->baud_bias);
}

struct console_rate console_rate_find(const struct console *console, uint64_t hz, uint64_t rate)
{
	uint64_t per = console->baud_unit * rate,
		 least = console->baud_bias ? console->baud_bias : 1;
	uint64_t most = UINT32_MAX, steps = (hz * RATE_SCALE + per / 2) / per, error, other;
	struct console_rate found;

	steps = steps < least ? least : steps > most ? most : steps;
	found.divisor = (uint32_t)(steps - console->baud_bias);
	found.rate = rate_at(console, hz, steps);
	other = found.rate > rate ? steps + 1 : steps - 1;
	found.other = other < least || other > most ? 0 : rate_at(console, hz, other);
	error = found.rate > rate ? found.rate - rate : rate - found.rate;
	found.fits = error * 100 <= rate * RATE_PERCENT;
	return found;
}
