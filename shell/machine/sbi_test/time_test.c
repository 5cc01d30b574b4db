#include "shell/machine/sbi_test/time_test.h"
/* The timer set, awaited and switched off. */
#include "kernel/irq.h"
#include "kernel/sbi_seen.h"
#include "kernel/time.h"

enum {
	TIME_WAIT_MS = 2000,  /* later than it is due: this is taken for never */
	TIME_TURNS = 1000000, /* besides: the clock may jump */
	TIME_A_SECOND = 1000, /* milliseconds */
};

uint64_t time_of(uint64_t ms)
{
	return time_frequency() * ms / TIME_A_SECOND;
}

bool time_await(uint64_t deadline)
{
	uint64_t end = deadline + time_of(TIME_WAIT_MS);

	for (uint64_t turns = 0; !sbi_seen_timer(); turns++)
		if (time_ticks() > end && turns > TIME_TURNS)
			return false;
	return true;
}

void time_off(const struct sbi_test *test)
{
	test_call(test, TIME_SET, UINT64_MAX, 0, 0);
}

void time_quietly(struct sbi_test *test, void (*run)(struct sbi_test *test))
{
	uint64_t state;

	if (!time_us()) {
		test_skips(test, "there is no clock");
		return;
	}
	state = irq_save();
	run(test);
	time_off(test);
	irq_restore(state);
}
