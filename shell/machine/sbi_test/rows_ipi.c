#include "shell/machine/sbi_test/sbi_test.h"
/*
 * What must hold of interrupts between harts. Nothing is taken as an interrupt: what is looked at
 * is sip.SSIP.
 * Source: RISC-V SBI Specification 3.0, chapters 3.1 (hart masks) and 7.
 */
#include <inttypes.h>
#include "kernel/irq.h"
#include "kernel/sbi_seen.h"

enum {
	SEND_IPI = 0,
	IPI_TURNS = 1000000, /* of the hart that shall get it, until it is taken for lost */
	IPI_MANY = 100,
	IPI_STORM = 1000,
	IPI_MASK = 64, /* harts in a mask */
};

static const uint64_t ipi_all = UINT64_MAX; /* a base: all harts */

/* The watcher counts those that it gets. */
static void ipi_watch(struct sbi_test *test)
{
	if (!sbi_seen_ipi())
		return;
	sbi_clear_ipi();
	__atomic_fetch_add(&test->seen, 1, __ATOMIC_RELEASE);
}

static uint64_t ipi_seen(const struct sbi_test *test)
{
	return __atomic_load_n(&test->seen, __ATOMIC_ACQUIRE);
}

/* Waits until the watcher has got more than @before: as long as it turns. */
static bool ipi_await(const struct sbi_test *test, uint64_t before)
{
	for (int i = 0; i < IPI_TURNS / IPI_MANY && ipi_seen(test) == before; i++)
		test_let_watch(test, IPI_MANY);
	return ipi_seen(test) != before;
}

static void ipi_to_watcher(struct sbi_test *test)
{
	uint64_t before = ipi_seen(test);

	if (test_may(test, test_call(test, SEND_IPI, 1, test->watcher, 0), MAY_SUCCEED) &&
	    !ipi_await(test, before))
		test_fails(test, "hart %" PRIu64 " did not get it", test->watcher);
}

static void ipi_many(struct sbi_test *test)
{
	for (int i = 0; i < IPI_MANY && test->verdict == TEST_PASS; i++)
		ipi_to_watcher(test);
}

/* This hart itself gets one. */
static bool ipi_came_here(void)
{
	for (int i = 0; i < IPI_TURNS && !sbi_seen_ipi(); i++)
		;
	return sbi_seen_ipi();
}

static void ipi_to_itself(struct sbi_test *test)
{
	uint64_t state = irq_save();

	sbi_clear_ipi();
	if (test_may(test, test_call(test, SEND_IPI, 1, test->hart, 0), MAY_SUCCEED) &&
	    !ipi_came_here())
		test_fails(test, "hart %" PRIu64 " did not get its own", test->hart);
	sbi_clear_ipi();
	irq_restore(state);
}

/* Both harts have to get it. */
static void ipi_to_both(struct sbi_test *test, uint64_t mask, uint64_t base)
{
	uint64_t state = irq_save(), before = ipi_seen(test);

	sbi_clear_ipi();
	if (test_may(test, test_call(test, SEND_IPI, mask, base, 0), MAY_SUCCEED)) {
		if (!ipi_came_here())
			test_fails(test, "hart %" PRIu64 " did not get its own", test->hart);
		if (!ipi_await(test, before))
			test_fails(test, "hart %" PRIu64 " did not get it", test->watcher);
	}
	sbi_clear_ipi();
	irq_restore(state);
}

static void ipi_to_all(struct sbi_test *test)
{
	ipi_to_both(test, 0, ipi_all);
}

static void ipi_at_once(struct sbi_test *test)
{
	uint64_t state = irq_save();
	bool seen;

	sbi_clear_ipi();
	if (test_may(test, test_call(test, SEND_IPI, 1, test->hart, 0), MAY_SUCCEED)) {
		seen = sbi_seen_ipi();
		if (!seen && !ipi_came_here())
			test_fails(test, "hart %" PRIu64 " did not get its own", test->hart);
		else if (!seen)
			test_slow(test, "it came after the call had returned");
	}
	sbi_clear_ipi();
	irq_restore(state);
}

/* Both harts by one mask. */
static void ipi_two(struct sbi_test *test)
{
	uint64_t base = test->hart < test->watcher ? test->hart : test->watcher;
	uint64_t other = test->hart + test->watcher - base - base;

	if (other >= IPI_MASK)
		test_skips(test, "no mask has both harts");
	else
		ipi_to_both(test, 1 | 1ULL << other, base);
}

/* Nothing is awaited between them: they come while another one is pending. The last one has to
 * come. */
static void ipi_storm(struct sbi_test *test)
{
	uint64_t before = 0;

	for (int i = 0; i < IPI_STORM && test->verdict == TEST_PASS; i++) {
		before = ipi_seen(test);
		test_may(test, test_call(test, SEND_IPI, 1, test->watcher, 0), MAY_SUCCEED);
	}
	if (!ipi_await(test, before))
		test_fails(test, "hart %" PRIu64 " did not get the last of %d", test->watcher,
			   IPI_STORM);
}

/* The specification leaves open whether a stopped hart is available. */
static void ipi_to_stopped(struct sbi_test *test)
{
	struct sbi_ret ret = test_call(test, SEND_IPI, 1, test->third, 0);

	if (!test_may(test, ret, MAY_SUCCEED | MAY_INVALID_PARAM))
		return;
	ret = sbi_call(SBI_HSM, SBI_HSM_STATUS, test->third, 0, 0);
	if (ret.error || ret.value != SBI_HSM_STOPPED)
		test_fails(test, "hart %" PRIu64 " is not stopped any more", test->third);
}

static const struct test_row ipi_rows[] = {
	{ .name = "none",
	  .section = "3.1",
	  .holds = "an empty mask is no error",
	  .function = SEND_IPI,
	  .may = MAY_SUCCEED },
	{ .name = "none-from-last",
	  .section = "3.1",
	  .holds = "an empty mask is no error, whatever its base",
	  .function = SEND_IPI,
	  .adds = { [1] = ADDS_LAST },
	  .may = MAY_SUCCEED },
	{ .name = "beyond-by-mask",
	  .section = "7.1",
	  .holds = "a mask with a hart that there is not: invalid param",
	  .function = SEND_IPI,
	  .a = { 2 },
	  .adds = { [1] = ADDS_LAST },
	  .may = MAY_INVALID_PARAM },
	{ .name = "beyond-by-base",
	  .section = "7.1",
	  .holds = "a base with a hart that there is not: invalid param",
	  .function = SEND_IPI,
	  .a = { 1, 1 },
	  .adds = { [1] = ADDS_LAST },
	  .may = MAY_INVALID_PARAM },
	{ .name = "to-itself",
	  .section = "7.1",
	  .holds = "a hart can interrupt itself",
	  .run = ipi_to_itself },
	{ .name = "to-itself-at-once",
	  .section = "7.1",
	  .holds = "a hart that interrupts itself has it pending when the call returns",
	  .run = ipi_at_once },
	{ .name = "to-stopped",
	  .section = "7.1",
	  .holds = "one to a stopped hart is invalid param, or no error, and it stays stopped",
	  .run = ipi_to_stopped,
	  .third = true },
	{ .name = "to-another",
	  .section = "7.1",
	  .holds = "another hart gets the interrupt",
	  .run = ipi_to_watcher,
	  .watch = ipi_watch },
	{ .name = "many",
	  .section = "7.1",
	  .holds = "none of 100, one after the other, is lost",
	  .run = ipi_many,
	  .watch = ipi_watch },
	{ .name = "storm",
	  .section = "7.1",
	  .holds = "the last of 1000 that follow each other is not lost",
	  .run = ipi_storm,
	  .watch = ipi_watch },
	{ .name = "to-two",
	  .section = "3.1",
	  .holds = "two harts get it by one mask",
	  .run = ipi_two,
	  .watch = ipi_watch },
	{ .name = "to-all",
	  .section = "3.1",
	  .holds = "base -1 is all harts",
	  .run = ipi_to_all,
	  .watch = ipi_watch },
};

static const struct test_group ipi_group = {
	.name = "ipi",
	.extension = SBI_IPI,
	.asks_unknown = true,
	TEST_ROWS(ipi_rows),
};
TEST_GROUP(ipi_group);
