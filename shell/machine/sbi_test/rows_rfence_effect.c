#include "shell/machine/sbi_test/sbi_test.h"
/*
 * What must hold of remote fences: what they do. A hart that remembers how an address was
 * translated, or code that it ran, sees after the fence what another hart has changed. One that
 * remembers nothing sees it without.
 * Source: RISC-V SBI Specification 3.0, chapter 8.
 */
#include <inttypes.h>
#include "kernel/irq.h"
#include "kernel/protect/sbi_pages.h"
#include "kernel/time.h"
#include "kernel/trap_try.h"

enum { FENCE_I = 0, FENCE_VMA = 1, FENCE_VMA_ASID = 2 };

/* test->seen: how far the two harts are. */
enum fence_step {
	FENCE_IDLE,
	FENCE_READY, /* the tables are made */
	FENCE_SEEN,  /* the watcher uses them, and has seen the first page or code */
	FENCE_DONE,  /* that was changed, and the call has returned */
	FENCE_OLD,   /* ... and the watcher sees: what was before, or what is now */
	FENCE_NEW,
	FENCE_NONE, /* it has no page tables */
	FENCE_LATE, /* it has waited for too long */
	FENCE_TRAP, /* a trap ended what it did by them */
};

enum {
	FENCE_US = 5000000, /* that the watcher waits, and so many turns besides */
	FENCE_TURNS = 10000000,
	FENCE_FIRST = 1, /* what is seen: kernel/sbi_pages.h */
	FENCE_SECOND = 2,
};

static void fence_go(struct sbi_test *test, enum fence_step step)
{
	__atomic_store_n(&test->seen, step, __ATOMIC_SEQ_CST);
}

static enum fence_step fence_at(const struct sbi_test *test)
{
	return (enum fence_step)__atomic_load_n(&test->seen, __ATOMIC_SEQ_CST);
}

/* --- either hart ----------------------------------------------------------------------------- */

static uint64_t fence_look(struct sbi_test *test)
{
	return test->row->function == FENCE_I ? sbi_pages_run(test->pages) : sbi_pages_look();
}

static void fence_change(struct sbi_test *test)
{
	if (test->row->function == FENCE_I)
		sbi_pages_patch(test->pages);
	else
		sbi_pages_change(test->pages);
}

/* The row's call; where its base is not -1, to that hart alone. */
static struct sbi_ret fence_call(struct sbi_test *test, uint64_t hart)
{
	const uint64_t *a = test->row->a;
	const bool all = a[1] == UINT64_MAX;
	const uint64_t call[TEST_ARGUMENTS] = { all ? 0 : 1, all ? a[1] : hart, a[2], a[3], a[4] };

	return test_call5(test, test->row->function, call);
}

static bool fence_make(struct sbi_test *test)
{
	if (sbi_pages_make(test->pages))
		return true;
	test_skips(test, "memory is beyond what Sv39 reaches");
	return false;
}

static void fence_decide(struct sbi_test *test, uint64_t hart, enum fence_step step)
{
	if (step == FENCE_OLD)
		test_fails(test, "hart %" PRIu64 " still sees what was there before", hart);
	if (step == FENCE_NONE)
		test_skips(test, "hart %" PRIu64 " has no page tables (Sv39)", hart);
	if (step == FENCE_LATE)
		test_skips(test, "hart %" PRIu64 " has waited for too long", hart);
	if (step == FENCE_TRAP)
		test_fails(test, "a trap ended it on hart %" PRIu64, hart);
}

/* With the page tables, which are no longer in use afterwards, whatever happened. */
static enum fence_step fence_with_pages(struct sbi_test *test, int (*run)(void *test))
{
	int step;

	if (!sbi_pages_on(test->pages))
		return FENCE_NONE;
	step = trap_try(run, test, NULL);
	sbi_pages_off();
	return step < 0 ? FENCE_TRAP : (enum fence_step)step;
}

/* --- a hart's own ---------------------------------------------------------------------------- */

static int fence_own_steps(void *arg)
{
	struct sbi_test *test = arg;

	if (fence_look(test) != FENCE_FIRST)
		test_fails(test, "what it saw first is not what was there");
	fence_change(test);
	test_may(test, fence_call(test, test->hart), MAY_SUCCEED);
	return fence_look(test) == FENCE_SECOND ? FENCE_NEW : FENCE_OLD;
}

static void fence_own(struct sbi_test *test)
{
	uint64_t state;
	enum fence_step step;

	if (!fence_make(test))
		return;
	state = irq_save();
	step = fence_with_pages(test, fence_own_steps);
	irq_restore(state);
	fence_decide(test, test->hart, step);
}

/* --- another hart's -------------------------------------------------------------------------- */

/* The watcher, until the fence was made. */
static int fence_watch_steps(void *arg)
{
	struct sbi_test *test = arg;
	struct time_wait wait = { 0 };
	bool over = false;

	fence_look(test);
	fence_go(test, FENCE_SEEN);
	for (uint64_t turns = 0; fence_at(test) == FENCE_SEEN; turns++) {
		over |= time_expired(&wait, FENCE_US);
		if (over && turns > FENCE_TURNS)
			break;
	}
	if (fence_at(test) != FENCE_DONE)
		return FENCE_LATE;
	return fence_look(test) == FENCE_SECOND ? FENCE_NEW : FENCE_OLD;
}

static void fence_watch(struct sbi_test *test)
{
	uint64_t state;

	if (fence_at(test) != FENCE_READY)
		return;
	state = irq_save();
	fence_go(test, fence_with_pages(test, fence_watch_steps));
	irq_restore(state);
}

static enum fence_step fence_await(struct sbi_test *test, enum fence_step from)
{
	while (fence_at(test) == from)
		;
	return fence_at(test);
}

/* The change was made. False: the watcher waits no more, and has said so. */
static bool fence_done(struct sbi_test *test)
{
	uint64_t seen = FENCE_SEEN;

	return __atomic_compare_exchange_n(&test->seen, &seen, FENCE_DONE, false, __ATOMIC_SEQ_CST,
					   __ATOMIC_SEQ_CST);
}

static void fence_other(struct sbi_test *test)
{
	enum fence_step step;

	if (!fence_make(test))
		return;
	fence_go(test, FENCE_READY);
	step = fence_await(test, FENCE_READY);
	if (step == FENCE_SEEN) {
		fence_change(test);
		test_may(test, fence_call(test, test->watcher), MAY_SUCCEED);
		step = fence_done(test) ? fence_await(test, FENCE_DONE) : fence_at(test);
	}
	fence_decide(test, test->watcher, step);
}

static const struct test_row fence_rows[] = {
	{ .name = "code-itself",
	  .section = "8.1",
	  .holds = "code that was changed is run new after fence.i",
	  .run = fence_own,
	  .function = FENCE_I },
	{ .name = "code-another",
	  .section = "8.1",
	  .holds = "code that was changed is run new by another hart after fence.i there",
	  .run = fence_other,
	  .watch = fence_watch,
	  .function = FENCE_I },
	{ .name = "page-itself",
	  .section = "8.2",
	  .holds = "a page table that was changed is seen after sfence.vma",
	  .run = fence_own,
	  .function = FENCE_VMA,
	  .a = { [2] = SBI_PAGES_AT, TEST_PAGE } },
	{ .name = "page-another",
	  .section = "8.2",
	  .holds = "a page table that was changed is seen by another hart after sfence.vma there",
	  .run = fence_other,
	  .watch = fence_watch,
	  .function = FENCE_VMA,
	  .a = { [2] = SBI_PAGES_AT, TEST_PAGE } },
	{ .name = "page-all",
	  .section = "8.2",
	  .holds = "the same after sfence.vma of all addresses, on all harts",
	  .run = fence_other,
	  .watch = fence_watch,
	  .function = FENCE_VMA,
	  .a = { 0, UINT64_MAX, 0, UINT64_MAX } },
	{ .name = "page-asid",
	  .section = "8.3",
	  .holds = "the same after sfence.vma of the address space",
	  .run = fence_other,
	  .watch = fence_watch,
	  .function = FENCE_VMA_ASID,
	  .a = { [2] = SBI_PAGES_AT, TEST_PAGE, 0 } },
};

static const struct test_group fence_group = {
	.name = "rfence-effect",
	.extension = SBI_RFNC,
	TEST_ROWS(fence_rows),
};
TEST_GROUP(fence_group);
