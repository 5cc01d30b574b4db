#include "shell/machine/sbi_test/time_test.h"
/*
 * What must hold of the timer. Nothing is taken as an interrupt: what is looked at is sip.STIP.
 * Source: RISC-V SBI Specification 3.0, chapter 6; RISC-V Privileged Architecture 1.12, 4.1.3.
 */
#include <inttypes.h>
#include "kernel/csr_any.h"
#include "kernel/irq.h"
#include "kernel/sbi_seen.h"
#include "kernel/time.h"

enum {
	TIME_SLOW_MS = 100,   /* later than it is due */
	TIME_TURNS = 1000000, /* besides: the clock may jump */
	TIME_QUIET_MS = 20,   /* so long it must not ring */
	TIME_AGAIN_MS = 50,
	TIME_LATER_MS = 1000,
	TIME_STIMECMP = 0x14d, /* the CSR of Sstc */
};

/* Whether it rings within TIME_QUIET_MS. */
static bool time_rings_soon(void)
{
	uint64_t end = time_ticks() + time_of(TIME_QUIET_MS);

	while (time_ticks() < end)
		if (sbi_seen_timer())
			return true;
	return sbi_seen_timer();
}

static void time_ring(struct sbi_test *test)
{
	uint64_t deadline = time_ticks() + time_of(TIME_SOON_MS), now;

	if (!test_may(test, test_call(test, TIME_SET, deadline, 0, 0), MAY_SUCCEED))
		return;
	if (!time_await(deadline)) {
		test_fails(test, "it does not ring");
		return;
	}
	now = time_ticks();
	if (now < deadline)
		test_fails(test, "it rings %" PRIu64 " us before it is due",
			   time_us_of(deadline - now));
	else if (now - deadline > time_of(TIME_SLOW_MS))
		test_slow(test, "it rings %" PRIu64 " us late", time_us_of(now - deadline));
}

static void time_past(struct sbi_test *test)
{
	if (test_may(test, test_call(test, TIME_SET, 0, 0, 0), MAY_SUCCEED) &&
	    !time_await(time_ticks()))
		test_fails(test, "it does not ring");
}

static void time_cleared(struct sbi_test *test)
{
	test_call(test, TIME_SET, 0, 0, 0);
	if (!time_await(time_ticks()))
		test_skips(test, "the timer does not ring");
	else if (test_may(test, test_call(test, TIME_SET, UINT64_MAX, 0, 0), MAY_SUCCEED) &&
		 time_rings_soon())
		test_fails(test, "it still rings");
}

static void time_far(struct sbi_test *test)
{
	uint64_t far = time_ticks() + (1ULL << 32) + time_of(TIME_SOON_MS);

	if (test_may(test, test_call(test, TIME_SET, far, 0, 0), MAY_SUCCEED) && time_rings_soon())
		test_fails(test, "it rings 2^32 ticks too early: firmware keeps 32 bits");
}

static void time_moved(struct sbi_test *test)
{
	uint64_t soon = time_ticks() + time_of(TIME_SOON_MS);

	test_call(test, TIME_SET, soon, 0, 0);
	time_off(test);
	if (time_rings_soon())
		test_fails(test, "it rings when it was due at first");
}

/* It has rung, and is due again: until then it is quiet. */
static void time_again(struct sbi_test *test)
{
	uint64_t deadline;

	test_call(test, TIME_SET, 0, 0, 0);
	if (!time_await(time_ticks())) {
		test_skips(test, "the timer does not ring");
		return;
	}
	deadline = time_ticks() + time_of(TIME_AGAIN_MS);
	test_call(test, TIME_SET, deadline, 0, 0);
	if (sbi_seen_timer() && time_ticks() < deadline)
		test_fails(test, "it still rings, before it is due again");
	else if (!time_await(deadline))
		test_fails(test, "it does not ring a second time");
}

static void time_compare(struct sbi_test *test)
{
	uint64_t soon = time_ticks() + time_of(TIME_LATER_MS), value;

	if (csr_any_read(TIME_STIMECMP, &value)) {
		test_skips(test, "this hart has no Sstc, or firmware does not let S-mode use it");
		return;
	}
	test_call(test, TIME_SET, soon, 0, 0);
	csr_any_read(TIME_STIMECMP, &value);
	if (value != soon)
		test_fails(test, "stimecmp is 0x%" PRIx64 ", not 0x%" PRIx64, value, soon);
}

static void time_rises(struct sbi_test *test)
{
	uint64_t last = time_ticks();
	bool moved = false;

	for (int i = 0; i < TIME_TURNS; i++) {
		uint64_t now = time_ticks();

		if (now < last) {
			test_fails(test, "it went back by %" PRIu64 " ticks", last - now);
			return;
		}
		moved |= now > last;
		last = now;
	}
	if (!moved)
		test_fails(test, "it stands still");
}

TIME_QUIETLY(time_ring)
TIME_QUIETLY(time_past)
TIME_QUIETLY(time_cleared)
TIME_QUIETLY(time_far)
TIME_QUIETLY(time_moved)
TIME_QUIETLY(time_again)
TIME_QUIETLY(time_compare)

static const struct test_row time_rows[] = {
	{ .name = "rises",
	  .section = "6",
	  .holds = "the clock only goes forward",
	  .run = time_rises },
	{ .name = "rings",
	  .section = "6.1",
	  .holds = "the timer rings when it is due, and not before",
	  .run = time_ring_quietly },
	{ .name = "past",
	  .section = "6.1",
	  .holds = "a timer that is set to the past rings at once",
	  .run = time_past_quietly },
	{ .name = "cleared",
	  .section = "6.1",
	  .holds = "a timer that is set to the end of time rings no more",
	  .run = time_cleared_quietly },
	{ .name = "moved",
	  .section = "6.1",
	  .holds = "a timer that is set again only rings then",
	  .run = time_moved_quietly },
	{ .name = "far",
	  .section = "6.1",
	  .holds = "all 64 bits of the time count",
	  .run = time_far_quietly },
	{ .name = "again",
	  .section = "6.1",
	  .holds = "a timer that has rung is quiet when it is set again, until it is due",
	  .run = time_again_quietly },
	{ .name = "stimecmp",
	  .section = "6.1",
	  .holds = "with Sstc, what is set is in stimecmp",
	  .run = time_compare_quietly },
};

static const struct test_group time_group = {
	.name = "time",
	.extension = SBI_TIME,
	.asks_unknown = true,
	TEST_ROWS(time_rows),
};
TEST_GROUP(time_group);
