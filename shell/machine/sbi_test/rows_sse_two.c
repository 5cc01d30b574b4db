#include "shell/machine/sbi_test/sse_test.h"
/*
 * What must hold of two software events, and of two harts.
 * Source: RISC-V SBI Specification 3.0, 17.2 (priorities), 17.3 (global events) and 17.14.
 */
#include <inttypes.h>
#include <string.h>
#include "kernel/time.h"

/* --- two events ------------------------------------------------------------------------------ */

enum {
	TWO_LOCAL = 1, /* arguments of the handler */
	TWO_GLOBAL = 2,
	TWO_STEPS = 4,
	TWO_MAX = 16,
};

/* What happens: an argument as its handler begins, and again as it ends. */
struct two {
	struct sbi_event event;
	const struct sbi_test *test;
	bool injects; /* the local event's handler injects the global one */
	unsigned count;
	char steps[TWO_MAX];
};

static void two_step(struct two *two, uint64_t argument)
{
	unsigned i = __atomic_fetch_add(&two->count, 1, __ATOMIC_SEQ_CST);

	if (i < TWO_MAX)
		two->steps[i] = (char)('0' + argument);
}

static void two_run(struct sbi_event *event)
{
	struct two *two = event->context;
	uint64_t argument = event->argument; /* an event inside this one changes it */

	two_step(two, argument);
	if (two->injects && argument == TWO_LOCAL)
		test_call(two->test, SSE_INJECT, SSE_GLOBAL, two->test->hart, 0);
	two_step(two, argument);
}

/* Registers and enables it for this hart. */
static bool two_add(struct sbi_test *test, uint64_t event, uint64_t priority, uint64_t argument)
{
	if (event == SSE_GLOBAL &&
	    !test_may(test, sse_set(test, event, SSE_HART, test->hart), MAY_SUCCEED))
		return false;
	return test_may(test, sse_set(test, event, SSE_PRIORITY, priority), MAY_SUCCEED) &&
	       test_may(test, test_call(test, SSE_REGISTER, event, sbi_event_entry(), argument),
			MAY_SUCCEED) &&
	       test_may(test, test_call(test, SSE_ENABLE, event, 0, 0), MAY_SUCCEED);
}

static void two_go(struct sbi_test *test, struct two *two)
{
	if (!two->injects)
		test_may(test, test_call(test, SSE_INJECT, SSE_GLOBAL, test->hart, 0), MAY_SUCCEED);
	test_may(test, test_call(test, SSE_INJECT, SSE_LOCAL, test->hart, 0), MAY_SUCCEED);
	test_may(test, test_call(test, SSE_UNMASK, 0, 0, 0), MAY_SUCCEED);
	sse_ran(test, &two->event, 2);
}

/* The row's a: the priorities of the local and of the global event, whether the first one's handler
 * injects the other; and the digits of the steps. */
static void two_events(struct sbi_test *test)
{
	const uint64_t *a = test->row->a;
	struct two two = { .event = { .run = two_run, .context = &two },
			   .test = test,
			   .injects = a[2] };
	char wanted[TWO_STEPS + 1];

	for (int i = 0; i < TWO_STEPS; i++)
		wanted[i] = (char)('0' + (a[3] >> (TWO_STEPS - 1 - i) * 4 & 0xf));
	wanted[TWO_STEPS] = '\0';
	sse_begin(test);
	sse_needs(test, SSE_GLOBAL);
	sbi_event_watch(&two.event);
	if (two_add(test, SSE_LOCAL, a[0], TWO_LOCAL) &&
	    two_add(test, SSE_GLOBAL, a[1], TWO_GLOBAL))
		two_go(test, &two);
	sse_clean(test);
	if (strcmp(two.steps, wanted))
		test_fails(test, "begins and ends are %s, not %s: local is 1, global 2", two.steps,
			   wanted);
}

/* --- two harts ------------------------------------------------------------------------------- */

/* test->seen: how far the two harts are. */
enum two_step {
	TWO_IDLE,
	TWO_ASKED, /* the watcher shall take events */
	TWO_TAKES, /* it does */
	TWO_DONE,  /* it shall not any more */
	TWO_LEFT,
};

enum { TWO_US = 5000000, TWO_TURNS = 10000000 }; /* that the watcher waits */

static void two_set(struct sbi_test *test, enum two_step step)
{
	__atomic_store_n(&test->seen, step, __ATOMIC_SEQ_CST);
}

static enum two_step two_at(const struct sbi_test *test)
{
	return (enum two_step)__atomic_load_n(&test->seen, __ATOMIC_SEQ_CST);
}

static void two_await(const struct sbi_test *test, enum two_step from)
{
	while (two_at(test) == from)
		;
}

/* In the pages: the watcher's handler writes it, also after the row was ended. */
static struct sbi_event *two_event(const struct sbi_test *test)
{
	return (struct sbi_event *)(void *)(test->pages + TEST_PAGE);
}

static void two_nothing(struct sbi_event *event)
{
	(void)event;
}

static void two_take(struct sbi_test *test)
{
	struct time_wait wait = { 0 };
	bool over = false;

	two_set(test, TWO_TAKES);
	for (uint64_t turns = 0; two_at(test) == TWO_TAKES; turns++) {
		over |= time_expired(&wait, TWO_US);
		if (over && turns > TWO_TURNS)
			break;
	}
}

/* A local event is the watcher's own: the row's a[0]. */
static void two_watch(struct sbi_test *test)
{
	bool local = test->row->a[0] == SSE_LOCAL;

	if (two_at(test) != TWO_ASKED)
		return;
	sbi_event_watch(two_event(test));
	if (local) {
		sbi_call(SBI_SSE, SSE_REGISTER, SSE_LOCAL, sbi_event_entry(), SSE_ARGUMENT);
		sbi_call(SBI_SSE, SSE_ENABLE, SSE_LOCAL, 0, 0);
	}
	sbi_call(SBI_SSE, SSE_UNMASK, 0, 0, 0);
	two_take(test);
	sbi_call(SBI_SSE, SSE_MASK, 0, 0, 0);
	if (local) {
		sbi_call(SBI_SSE, SSE_DISABLE, SSE_LOCAL, 0, 0);
		sbi_call(SBI_SSE, SSE_UNREGISTER, SSE_LOCAL, 0, 0);
	}
	sbi_event_watch(NULL);
	two_set(test, TWO_LEFT);
}

static bool two_ready(struct sbi_test *test, uint64_t event)
{
	sse_begin(test);
	sse_needs(test, event);
	memset(two_event(test), 0, sizeof(struct sbi_event));
	two_event(test)->run = two_nothing;
	if (event == SSE_LOCAL || test->verdict != TEST_PASS)
		return test->verdict == TEST_PASS;
	return test_may(test, sse_set(test, event, SSE_HART, test->watcher), MAY_SUCCEED) &&
	       test_may(test, test_call(test, SSE_REGISTER, event, sbi_event_entry(), SSE_ARGUMENT),
			MAY_SUCCEED) &&
	       test_may(test, test_call(test, SSE_ENABLE, event, 0, 0), MAY_SUCCEED);
}

static void two_harts(struct sbi_test *test)
{
	uint64_t event = test->row->a[0];

	if (two_ready(test, event)) {
		two_set(test, TWO_ASKED);
		two_await(test, TWO_ASKED);
		test_may(test, test_call(test, SSE_INJECT, event, test->watcher, 0), MAY_SUCCEED);
		sse_ran(test, two_event(test), 1);
		if (two_at(test) == TWO_LEFT)
			test_skips(test, "hart %" PRIu64 " has waited for too long", test->watcher);
		two_set(test, TWO_DONE);
		two_await(test, TWO_DONE);
		sse_compare(test, "a6, the hart,", two_event(test)->hart, test->watcher);
	}
	sse_clean(test);
}

static const struct test_row two_rows[] = {
	{ .name = "local",
	  .section = "17.14",
	  .holds = "a local event is injected to another hart, and is handled there",
	  .run = two_harts,
	  .watch = two_watch,
	  .a = { SSE_LOCAL } },
	{ .name = "global",
	  .section = "17.3",
	  .holds = "a global event is handled by the hart that it is for",
	  .run = two_harts,
	  .watch = two_watch,
	  .a = { SSE_GLOBAL } },
	{ .name = "higher",
	  .section = "17.2",
	  .holds = "an event of higher priority interrupts the handler of another one",
	  .run = two_events,
	  .a = { 2, 1, true, 0x1221 } },
	{ .name = "lower",
	  .section = "17.2",
	  .holds = "an event of lower priority waits until the handler of another one ends",
	  .run = two_events,
	  .a = { 1, 2, true, 0x1122 } },
	{ .name = "first",
	  .section = "17.2",
	  .holds = "of two events that wait, the one of higher priority comes first",
	  .run = two_events,
	  .a = { 2, 1, false, 0x2211 } },
	{ .name = "equal",
	  .section = "17.2",
	  .holds = "of two events of one priority, the one of the lower number comes first",
	  .run = two_events,
	  .a = { 1, 1, false, 0x1122 } },
};

static const struct test_group two_group = {
	.name = "sse-two",
	.extension = SBI_SSE,
	TEST_ROWS(two_rows),
};
TEST_GROUP(two_group);
