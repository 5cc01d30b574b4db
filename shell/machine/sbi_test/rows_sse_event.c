#include "shell/machine/sbi_test/sse_test.h"
/*
 * What must hold of a software event that comes: this program's handler really runs.
 * Source: RISC-V SBI Specification 3.0, 17.5 and 17.6.
 */
#include <inttypes.h>
#include "kernel/irq.h"
#include "kernel/sbi_seen.h"

enum {
	SSE_SEPC = 0x5b15b1a4, /* no address of this program */
	SSE_ANOTHER = 0x5b15b1a8,
	SSE_SPP = 1 << 0, /* of SSE_INTERRUPTED_FLAGS */
	SSE_SPIE = 1 << 1,
};

/* What the handler finds. */
struct sse_inside {
	struct sbi_event event;
	const struct sbi_test *test;
	uint64_t write; /* it writes that as what is interrupted; 0: nothing */
	uint64_t status, sepc, flags, a6, a7;
};

static void sse_look(struct sbi_event *event)
{
	struct sse_inside *inside = event->context;

	inside->status = sse_get(inside->test, SSE_STATUS);
	inside->sepc = sse_get(inside->test, SSE_INTERRUPTED_SEPC);
	inside->flags = sse_get(inside->test, SSE_INTERRUPTED_FLAGS);
	inside->a6 = sse_get(inside->test, SSE_INTERRUPTED_A6);
	inside->a7 = sse_get(inside->test, SSE_INTERRUPTED_A7);
	if (inside->write)
		sse_set(inside->test, SSE_LOCAL, SSE_INTERRUPTED_SEPC, inside->write);
}

/* Begins the row, and registers the event. */
static bool sse_prepare(struct sbi_test *test, struct sse_inside *inside)
{
	*inside = (struct sse_inside){ .event = { .run = sse_look, .context = inside },
				       .test = test };
	sse_begin(test);
	sbi_event_watch(&inside->event);
	if (!test_may(test, sse_register(test), MAY_SUCCEED))
		return false;
	if (!(sse_get(test, SSE_STATUS) & SSE_INJECTABLE))
		test_skips(test, "the event cannot be injected");
	return test->verdict == TEST_PASS;
}

static bool sse_inject(struct sbi_test *test)
{
	return test_may(test, test_call(test, SSE_INJECT, SSE_LOCAL, test->hart, 0), MAY_SUCCEED);
}

/* The whole of it: the event is handled once. */
static void sse_once(struct sbi_test *test, struct sse_inside *inside)
{
	if (!sse_prepare(test, inside))
		return;
	test_call(test, SSE_UNMASK, 0, 0, 0);
	if (test_may(test, sse_event(test, SSE_ENABLE), MAY_SUCCEED) && sse_inject(test))
		sse_ran(test, &inside->event, 1);
}

static void sse_runs(struct sbi_test *test)
{
	struct sse_inside inside;

	sse_once(test, &inside);
	sse_compare(test, "a6, the hart,", inside.event.hart, test->hart);
	sse_compare(test, "a7, the argument,", inside.event.argument, SSE_ARGUMENT);
	sse_compare(test, "sstatus.SPP", inside.event.from_supervisor, 1);
	sse_compare(test, "sstatus.SIE", inside.event.interrupts, 0);
	sse_clean(test);
}

static void sse_saves(struct sbi_test *test)
{
	struct sse_inside inside;

	sse_once(test, &inside);
	sse_compare(test, "the status in the handler", inside.status & ~(uint64_t)SSE_INJECTABLE,
		    SSE_RUNNING);
	sse_compare(test, "interrupted a6", inside.a6, SSE_INJECT);
	sse_compare(test, "interrupted a7", inside.a7, SBI_SSE);
	sse_compare(test, "the status after it",
		    sse_get(test, SSE_STATUS) & ~(uint64_t)SSE_INJECTABLE, SSE_ENABLED);
	sse_clean(test);
}

/* The same while sepc and sstatus have known values, which no interrupt changes. */
static void sse_with_csrs(struct sbi_test *test, struct sse_inside *inside, uint64_t flags)
{
	const struct sbi_trapped before = { SSE_SEPC, flags & SSE_SPP, flags & SSE_SPIE };
	struct sbi_trapped after;
	uint64_t state;

	if (!test_may(test, sse_event(test, SSE_ENABLE), MAY_SUCCEED))
		return;
	state = irq_save();
	sbi_put_trapped(&before);
	sse_inject(test);
	sse_ran(test, &inside->event, 1);
	sbi_get_trapped(&after);
	irq_restore(state);
	sse_compare(test, "interrupted flags", inside->flags & (SSE_SPP | SSE_SPIE), flags);
	sse_compare(test, "interrupted sepc", inside->sepc, SSE_SEPC);
	sse_compare(test, "sepc after it", after.sepc, inside->write ? inside->write : SSE_SEPC);
	sse_compare(test, "sstatus.SPP after it", after.supervisor, before.supervisor);
	sse_compare(test, "sstatus.SPIE after it", after.interrupts, before.interrupts);
}

static void sse_csrs(struct sbi_test *test, uint64_t flags, uint64_t write)
{
	struct sse_inside inside;

	if (sse_prepare(test, &inside)) {
		inside.write = write;
		test_call(test, SSE_UNMASK, 0, 0, 0);
		sse_with_csrs(test, &inside, flags);
	}
	sse_clean(test);
}

static void sse_restores(struct sbi_test *test)
{
	for (uint64_t flags = 0; flags <= (SSE_SPP | SSE_SPIE) && test->verdict == TEST_PASS;
	     flags++)
		sse_csrs(test, flags, 0);
}

static void sse_writes(struct sbi_test *test)
{
	sse_csrs(test, 0, SSE_ANOTHER);
}

/* An event that comes too early: what the row's function does, it waits for. */
static void sse_waits(struct sbi_test *test)
{
	bool enable = test->row->function == SSE_ENABLE;
	struct sse_inside inside;
	struct sbi_ret ret;

	if (sse_prepare(test, &inside)) {
		test_may(test, sse_event(test, enable ? SSE_UNMASK : SSE_ENABLE), MAY_SUCCEED);
		ret = test_call(test, SSE_INJECT, SSE_LOCAL, test->hart, 0);
		test_may(test, ret, test->row->may);
		sse_ran(test, &inside.event, 0);
		if (!ret.error)
			sse_compare(test, "pending", sse_get(test, SSE_STATUS) & SSE_PENDING,
				    SSE_PENDING);
		test_may(test, sse_event(test, test->row->function), MAY_SUCCEED);
		sse_ran(test, &inside.event, !ret.error);
	}
	sse_clean(test);
}

static void sse_oneshot(struct sbi_test *test)
{
	struct sse_inside inside;

	if (sse_prepare(test, &inside)) {
		test_may(test, sse_set(test, SSE_LOCAL, SSE_CONFIG, SSE_ONESHOT), MAY_SUCCEED);
		test_call(test, SSE_UNMASK, 0, 0, 0);
		test_may(test, sse_event(test, SSE_ENABLE), MAY_SUCCEED);
		sse_inject(test);
		sse_ran(test, &inside.event, 1);
		sse_compare(test, "the state after it", sse_get(test, SSE_STATUS) & SSE_STATE,
			    SSE_REGISTERED);
	}
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
	{ .name = "restores",
	  .section = "17.5",
	  .holds = "sepc, SPP and SPIE are saved, and are back after the handler",
	  .run = sse_restores },
	{ .name = "writes",
	  .section = "17.6",
	  .holds = "what the handler writes as interrupted sepc is sepc afterwards",
	  .run = sse_writes },
	{ .name = "waits",
	  .section = "17.15",
	  .holds = "an event that comes while the hart is masked waits",
	  .run = sse_waits,
	  .function = SSE_UNMASK,
	  .may = MAY_SUCCEED },
	{ .name = "waits-enabled",
	  .section = "17.11",
	  .holds = "an event that comes while it is not enabled waits, or: invalid state",
	  .run = sse_waits,
	  .function = SSE_ENABLE,
	  .may = MAY_SUCCEED | MAY_INVALID_STATE },
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
