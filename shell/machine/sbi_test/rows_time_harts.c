#include "shell/machine/sbi_test/time_test.h"
/*
 * What must hold of the timers and the clocks of two harts.
 * Source: RISC-V SBI Specification 3.0, chapter 6; RISC-V Unprivileged ISA, chapter "Zicntr".
 */
#include <inttypes.h>
#include "kernel/irq.h"
#include "kernel/sbi_seen.h"
#include "kernel/time.h"

enum { TIME_LOOKS = 8 }; /* few: an emulator may run one hart after the other */

/* test->seen: what the watcher is asked for, and that it was done. */
enum time_step { TIME_IDLE, TIME_ASKED, TIME_ANSWERED, TIME_NEVER };

static void time_answer(struct sbi_test *test, enum time_step step)
{
	__atomic_store_n(&test->seen, step, __ATOMIC_RELEASE);
}

static bool time_is_asked(const struct sbi_test *test)
{
	return __atomic_load_n(&test->seen, __ATOMIC_ACQUIRE) == TIME_ASKED;
}

/* Asks the watcher, and waits for it: what it has said. */
static enum time_step time_ask(struct sbi_test *test)
{
	time_answer(test, TIME_ASKED);
	while (time_is_asked(test))
		;
	return (enum time_step)__atomic_load_n(&test->seen, __ATOMIC_ACQUIRE);
}

/* The watcher's clock, in the pages. */
static void time_watch_clock(struct sbi_test *test)
{
	if (!time_is_asked(test))
		return;
	*(volatile uint64_t *)(void *)test->pages = time_ticks();
	time_answer(test, TIME_ANSWERED);
}

/* By chapter "Zicntr", clocks of harts are at most a tick apart. */
static void time_agrees(struct sbi_test *test)
{
	for (int i = 0; i < TIME_LOOKS && test->verdict == TEST_PASS; i++) {
		uint64_t before = time_ticks(), there, after;

		time_ask(test);
		there = *(volatile uint64_t *)(void *)test->pages;
		after = time_ticks();
		if (there + 1 < before || there > after + 1)
			test_fails(test, "hart %" PRIu64 " read %" PRIu64 ", and this one %" PRIu64,
				   test->watcher, there, there < before ? before : after);
	}
}

/* The watcher's timer, which is set as it was afterwards. */
static void time_watch_timer(struct sbi_test *test)
{
	uint64_t state, deadline;
	bool rings;

	if (!time_is_asked(test))
		return;
	state = irq_save();
	deadline = time_ticks() + time_of(TIME_SOON_MS);
	rings = !sbi_call(SBI_TIME, TIME_SET, deadline, 0, 0).error && time_await(deadline) &&
		time_ticks() >= deadline;
	sbi_call(SBI_TIME, TIME_SET, UINT64_MAX, 0, 0);
	time_rearm();
	irq_restore(state);
	time_answer(test, rings ? TIME_ANSWERED : TIME_NEVER);
}

static void time_another(struct sbi_test *test)
{
	time_off(test);
	if (time_ask(test) == TIME_NEVER)
		test_fails(test, "on hart %" PRIu64 " it does not ring", test->watcher);
	if (sbi_seen_timer())
		test_fails(test, "it rings here, where it is not due");
}

TIME_QUIETLY(time_agrees)
TIME_QUIETLY(time_another)

static const struct test_row time_harts_rows[] = {
	{ .name = "another",
	  .section = "6.1",
	  .holds = "another hart's timer rings there, and not here",
	  .run = time_another_quietly,
	  .watch = time_watch_timer },
	{ .name = "harts-agree",
	  .section = "6",
	  .holds = "two harts read the same time",
	  .run = time_agrees_quietly,
	  .watch = time_watch_clock },
};

static const struct test_group time_harts_group = {
	.name = "time-harts",
	.extension = SBI_TIME,
	TEST_ROWS(time_harts_rows),
};
TEST_GROUP(time_harts_group);
