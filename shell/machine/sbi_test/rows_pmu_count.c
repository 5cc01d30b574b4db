#include "shell/machine/sbi_test/pmu_test.h"
/*
 * What must hold of a counter that is started, stopped and read.
 * Source: RISC-V SBI Specification 3.0, chapter 11.
 */
#include <inttypes.h>
#include "kernel/irq.h"
#include "kernel/sbi_seen.h"

enum {
	PMU_TIMES = 5,           /* that something is counted */
	PMU_BEGINS_AT = 1000000, /* a value to start with */
	PMU_CLEARS = 1 << 1,     /* flags of a match */
	PMU_STARTS = 1 << 2,
};

static void pmu_start_twice(struct sbi_test *test)
{
	struct pmu_taken taken;

	if (!pmu_test_take(test, PMU_SET_TIMER, &taken))
		return;
	if (test_may(test, pmu_test_start(test, &taken, 0, 0), MAY_SUCCEED))
		test_may(test, pmu_test_start(test, &taken, 0, 0), MAY_ALREADY_STARTED);
	sbi_pmu_release(&taken.all, taken.counter);
}

static void pmu_stop_twice(struct sbi_test *test)
{
	struct pmu_taken taken;

	if (!pmu_test_take(test, PMU_SET_TIMER, &taken))
		return;
	pmu_test_start(test, &taken, 0, 0);
	if (test_may(test, pmu_test_stop(test, &taken), MAY_SUCCEED))
		test_may(test, pmu_test_stop(test, &taken), MAY_ALREADY_STOPPED);
	sbi_pmu_release(&taken.all, taken.counter);
}

static void pmu_start_value(struct sbi_test *test)
{
	struct pmu_taken taken;
	uint64_t state;

	if (!pmu_test_take(test, PMU_SET_TIMER, &taken))
		return;
	state = irq_save(); /* or the timer might be set meanwhile */
	if (test_may(test, pmu_test_start(test, &taken, PMU_START_VALUE, PMU_BEGINS_AT),
		     MAY_SUCCEED))
		test_value(test, pmu_test_read(test, &taken), PMU_BEGINS_AT);
	irq_restore(state);
	sbi_pmu_release(&taken.all, taken.counter);
}

static void pmu_read_hardware(struct sbi_test *test)
{
	struct sbi_pmu pmu;
	unsigned i = 0;

	if (!pmu_test_find(test, &pmu))
		return;
	while (i < SBI_PMU_COUNTERS && (!(pmu.there >> i & 1) || pmu.counter[i].firmware))
		i++;
	if (i == SBI_PMU_COUNTERS)
		test_skips(test, "all counters are firmware's");
	else
		test_may(test, test_call(test, SBI_PMU_FW_READ, i, 0, 0), MAY_INVALID_PARAM);
}

/* --- what firmware counts -------------------------------------------------------------------- */

static void pmu_count_calls(struct sbi_test *test, const struct pmu_taken *taken,
			    uint64_t extension, uint64_t a0, uint64_t a1)
{
	struct sbi_ret before, after;

	pmu_test_start(test, taken, 0, 0);
	before = pmu_test_read(test, taken);
	for (int i = 0; i < PMU_TIMES; i++)
		sbi_call(extension, 0, a0, a1, 0);
	after = pmu_test_read(test, taken);
	if (test_may(test, before, MAY_SUCCEED) && test_may(test, after, MAY_SUCCEED) &&
	    after.value - before.value != PMU_TIMES)
		test_fails(test, "%d calls are counted as %" PRIu64, PMU_TIMES,
			   after.value - before.value);
}

static void pmu_counts(struct sbi_test *test, uint32_t event, uint64_t extension, uint64_t a0,
		       uint64_t a1)
{
	struct pmu_taken taken;
	uint64_t state;

	if (!sbi_probe(extension)) {
		test_skips(test, "firmware does not have the extension");
		return;
	}
	if (!pmu_test_take(test, event, &taken))
		return;
	state = irq_save();
	pmu_count_calls(test, &taken, extension, a0, a1);
	irq_restore(state);
	sbi_pmu_release(&taken.all, taken.counter);
}

static void pmu_counts_timer(struct sbi_test *test)
{
	pmu_counts(test, PMU_SET_TIMER, SBI_TIME, UINT64_MAX, 0);
}

static void pmu_counts_ipi(struct sbi_test *test)
{
	pmu_counts(test, PMU_IPI_SENT, SBI_IPI, 1, test->watcher);
}

/* Stopped, it does not count, and keeps what it has. */
static void pmu_stopped(struct sbi_test *test)
{
	struct pmu_taken taken;
	uint64_t state;

	if (!pmu_test_take(test, PMU_SET_TIMER, &taken))
		return;
	state = irq_save();
	pmu_test_start(test, &taken, PMU_START_VALUE, PMU_BEGINS_AT);
	test_may(test, pmu_test_stop(test, &taken), MAY_SUCCEED);
	sbi_call(SBI_TIME, 0, UINT64_MAX, 0, 0);
	test_value(test, pmu_test_read(test, &taken), PMU_BEGINS_AT);
	irq_restore(state);
	sbi_pmu_release(&taken.all, taken.counter);
}

/* The counter has a value from before, where it is the same one; and it counts at once. */
static void pmu_flags(struct sbi_test *test)
{
	struct pmu_taken taken;
	uint64_t a[TEST_ARGUMENTS] = { 0, 0, PMU_CLEARS | PMU_STARTS, PMU_SET_TIMER };
	uint64_t state = irq_save();
	struct sbi_ret ret;

	if (pmu_test_take(test, PMU_SET_TIMER, &taken)) {
		pmu_test_start(test, &taken, PMU_START_VALUE, PMU_BEGINS_AT);
		sbi_pmu_release(&taken.all, taken.counter);
		a[1] = taken.all.free & ~taken.all.running;
		ret = test_call5(test, SBI_PMU_CONFIG_MATCHING, a);
		if (test_may(test, ret, MAY_SUCCEED) && ret.value < SBI_PMU_COUNTERS) {
			taken.counter = (unsigned)ret.value;
			sbi_call(SBI_TIME, 0, UINT64_MAX, 0, 0);
			test_value(test, pmu_test_read(test, &taken), 1);
			sbi_pmu_release(&taken.all, taken.counter);
		}
	}
	irq_restore(state);
}

static void pmu_counts_fence(struct sbi_test *test)
{
	pmu_counts(test, PMU_FENCE_I_SENT, SBI_RFNC, 1, test->watcher);
}

/* It gets them. */
static void pmu_watch(struct sbi_test *test)
{
	(void)test;
	if (sbi_seen_ipi())
		sbi_clear_ipi();
}

static const struct test_row pmu_count_rows[] = {
	{ .name = "start-twice",
	  .section = "11.9",
	  .holds = "the start of a counter that is started: already started",
	  .run = pmu_start_twice },
	{ .name = "stop-twice",
	  .section = "11.10",
	  .holds = "the stop of a counter that is stopped: already stopped",
	  .run = pmu_stop_twice },
	{ .name = "start-value",
	  .section = "11.9",
	  .holds = "a counter begins at the value that it is started with",
	  .run = pmu_start_value },
	{ .name = "read-hardware",
	  .section = "11.11",
	  .holds = "firmware reads no counter of the hart: invalid param",
	  .run = pmu_read_hardware },
	{ .name = "counts-timer",
	  .section = "11.5",
	  .holds = "each call that sets the timer is counted once",
	  .run = pmu_counts_timer },
	{ .name = "stopped",
	  .section = "11.10",
	  .holds = "a counter that is stopped does not count, and keeps its value",
	  .run = pmu_stopped },
	{ .name = "match-flags",
	  .section = "11.8",
	  .holds = "a match can clear the counter, and start it",
	  .run = pmu_flags },
	{ .name = "counts-fence",
	  .section = "11.5",
	  .holds = "each fence.i that is sent to another hart is counted once",
	  .run = pmu_counts_fence,
	  .watch = pmu_watch },
	{ .name = "counts-ipi",
	  .section = "11.5",
	  .holds = "each call that interrupts another hart is counted once",
	  .run = pmu_counts_ipi,
	  .watch = pmu_watch },
};

static const struct test_group pmu_count_group = {
	.name = "pmu-count",
	.extension = SBI_PMU,
	TEST_ROWS(pmu_count_rows),
};
TEST_GROUP(pmu_count_group);
