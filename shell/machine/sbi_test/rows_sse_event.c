#include "shell/machine/sbi_test/sse_test.h"
/*
 * What must hold of a software event that comes: this program's handler really runs.
 * Source: RISC-V SBI Specification 3.0, 17.5 and 17.6.
 */
#include <inttypes.h>
#include "kernel/sbi_event.h"
#include "kernel/time.h"

enum { SSE_US = 1000000, SSE_TURNS = 1000000 }; /* in which the handler has to run */

/* What the handler finds. */
struct sse_inside {
	const struct sbi_test *test;
	uint64_t status, a6, a7;
};

static void sse_look(struct sbi_event *event)
{
	struct sse_inside *inside = event->context;

	inside->status = sse_get(inside->test, SSE_STATUS);
	inside->a6 = sse_get(inside->test, SSE_INTERRUPTED_A6);
	inside->a7 = sse_get(inside->test, SSE_INTERRUPTED_A7);
}

/* Registers and enables the event, and injects it. */
static void sse_inject(struct sbi_test *test, struct sbi_event *event)
{
	sbi_event_watch(event);
	if (!test_may(test, sse_register(test), MAY_SUCCEED))
		return;
	if (!(sse_get(test, SSE_STATUS) & SSE_INJECTABLE))
		test_skips(test, "the event cannot be injected");
	else if (test_may(test, sse_event(test, SSE_ENABLE), MAY_SUCCEED))
		test_may(test, test_call(test, SSE_INJECT, SSE_LOCAL, test->hart, 0), MAY_SUCCEED);
}

/* It may run a little after it was injected, or unmasked. */
static void sse_ran(struct sbi_test *test, const struct sbi_event *event, unsigned times)
{
	struct time_wait wait = { 0 };
	unsigned count = __atomic_load_n(&event->count, __ATOMIC_ACQUIRE);
	bool over = false;

	if (test->verdict != TEST_PASS)
		return;
	for (uint64_t turns = 0; count < times && !(over && turns > SSE_TURNS); turns++) {
		over |= time_expired(&wait, SSE_US);
		count = __atomic_load_n(&event->count, __ATOMIC_ACQUIRE);
	}
	if (count != times)
		test_fails(test, "the handler ran %u times, not %u", count, times);
}

static void sse_runs(struct sbi_test *test)
{
	struct sse_inside inside = { .test = test };
	struct sbi_event event = { .run = sse_look, .context = &inside };

	sse_begin(test);
	test_call(test, SSE_UNMASK, 0, 0, 0);
	sse_inject(test, &event);
	sse_ran(test, &event, 1);
	sse_compare(test, "a6, the hart,", event.hart, test->hart);
	sse_compare(test, "a7, the argument,", event.argument, SSE_ARGUMENT);
	sse_compare(test, "sstatus.SPP", event.from_supervisor, 1);
	sse_compare(test, "sstatus.SIE", event.interrupts, 0);
	sse_clean(test);
}

static void sse_saves(struct sbi_test *test)
{
	struct sse_inside inside = { .test = test };
	struct sbi_event event = { .run = sse_look, .context = &inside };

	sse_begin(test);
	test_call(test, SSE_UNMASK, 0, 0, 0);
	sse_inject(test, &event);
	sse_ran(test, &event, 1);
	sse_compare(test, "the status in the handler", inside.status & ~(uint64_t)SSE_INJECTABLE,
		    SSE_RUNNING);
	sse_compare(test, "interrupted a6", inside.a6, SSE_INJECT);
	sse_compare(test, "interrupted a7", inside.a7, SBI_SSE);
	sse_compare(test, "the status after it",
		    sse_get(test, SSE_STATUS) & ~(uint64_t)SSE_INJECTABLE, SSE_ENABLED);
	sse_clean(test);
}

static void sse_waits(struct sbi_test *test)
{
	struct sse_inside inside = { .test = test };
	struct sbi_event event = { .run = sse_look, .context = &inside };

	sse_begin(test);
	sse_inject(test, &event);
	sse_ran(test, &event, 0);
	sse_compare(test, "pending", sse_get(test, SSE_STATUS) & SSE_PENDING, SSE_PENDING);
	test_may(test, test_call(test, SSE_UNMASK, 0, 0, 0), MAY_SUCCEED);
	sse_ran(test, &event, 1);
	sse_clean(test);
}

static void sse_oneshot(struct sbi_test *test)
{
	struct sse_inside inside = { .test = test };
	struct sbi_event event = { .run = sse_look, .context = &inside };

	sse_begin(test);
	test_may(test, sse_set(test, SSE_LOCAL, SSE_CONFIG, SSE_ONESHOT), MAY_SUCCEED);
	test_call(test, SSE_UNMASK, 0, 0, 0);
	sse_inject(test, &event);
	sse_ran(test, &event, 1);
	sse_compare(test, "the state after it", sse_get(test, SSE_STATUS) & SSE_STATE,
		    SSE_REGISTERED);
	sse_clean(test);
}

static const struct test_row sse_event_rows[] = {
	{ .name = "runs",
	  .section = "17.5",
	  .holds = "an event is handled: a6 hart, a7 argument, SPP set, interrupts off",
	  .run = sse_runs },
	{ .name = "saves",
	  .section = "17.5",
	  .holds = "the handler sees it running, and the a6 and a7 that were interrupted",
	  .run = sse_saves },
	{ .name = "waits",
	  .section = "17.14",
	  .holds = "an event that comes while the hart is masked waits",
	  .run = sse_waits },
	{ .name = "one-shot",
	  .section = "17.6",
	  .holds = "a one-shot event is disabled when it is completed",
	  .run = sse_oneshot },
};

static const struct test_group sse_event_group = {
	.name = "sse-event",
	.extension = SBI_SSE,
	TEST_ROWS(sse_event_rows),
};
TEST_GROUP(sse_event_group);
