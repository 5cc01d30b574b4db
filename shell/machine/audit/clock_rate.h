#pragma once
/* How fast one clock runs by another: pure, so that unit tests run it on clocks of their own. */
#include <stdbool.h>
#include <stdint.h>

/* Both clocks. Borrowed; @arg is passed to each function. */
struct clock_pair {
	uint64_t (*ticks)(void *arg);          /* the one that is measured */
	bool (*read)(void *arg, uint64_t *ns); /* the other, nanoseconds; false: it failed */
	void (*spin)(void *arg);               /* uses the hart for some 10 us, and no device */
	void (*turn)(void *arg);               /* called often: may end the measurement */
	void *arg;
};

/*
 * Whether the measured clock runs at @hz, within @percent. 1: it does. 0: it runs at about
 * *@measured ticks a second instead. -EIO: the other clock cannot be read, or does not run.
 * -EAGAIN: not measurable: the two were held up differently, as by an emulator that counts
 * instructions as time.
 *
 * Measures from one change of the other clock to a later one, so that a coarse clock will do. Takes
 * a fifth of a millisecond by a fine clock, else a tenth of a second, or some five seconds if the
 * clocks differ and the other one counts seconds.
 */
int clock_runs_at(const struct clock_pair *pair, uint64_t hz, unsigned percent, uint64_t *measured);
