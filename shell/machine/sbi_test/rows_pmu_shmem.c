#include "shell/machine/sbi_test/pmu_test.h"
/*
 * What must hold of memory that the performance counters share with firmware.
 * Source: RISC-V SBI Specification 3.0, chapter 11.
 */
#include <inttypes.h>
#include "kernel/irq.h"

enum {
	PMU_SPEC_2 = 2,             /* the version that brought snapshots */
	PMU_TIMES = 5,              /* that something is counted */
	PMU_STOP_SNAPSHOT = 1 << 1, /* flag of stop */
};

/* The answer to the call that is optional: false: the row is skipped. */
static bool pmu_optional(struct sbi_test *test, struct sbi_ret ret, uint32_t may)
{
	if (ret.error == SBI_ERR_NOT_SUPPORTED) {
		test_skips(test, "firmware does not have the function");
		return false;
	}
	return test_may(test, ret, may);
}

static void pmu_snapshot_missing(struct sbi_test *test)
{
	struct pmu_taken taken;

	if (sbi_facts()->spec_major < PMU_SPEC_2)
		test_skips(test, "this version of the SBI does not have it");
	else if (pmu_test_take(test, PMU_SET_TIMER, &taken)) {
		test_may(test, pmu_test_start(test, &taken, PMU_START_SNAPSHOT, 0), MAY_NO_SHMEM);
		sbi_pmu_release(&taken.all, taken.counter);
	}
}

static void pmu_take_snapshot(struct sbi_test *test, const struct pmu_taken *taken)
{
	const volatile uint64_t *values = (const volatile uint64_t *)(void *)test->pages + 1;
	uint64_t state = irq_save();

	pmu_test_start(test, taken, PMU_START_VALUE, 0);
	for (int i = 0; i < PMU_TIMES; i++)
		sbi_call(SBI_TIME, 0, UINT64_MAX, 0, 0);
	test_may(test, test_call(test, SBI_PMU_STOP, taken->counter, 1, PMU_STOP_SNAPSHOT),
		 MAY_SUCCEED);
	irq_restore(state);
	if (values[0] != PMU_TIMES)
		test_fails(test, "of %d calls %" PRIu64 " are in it", PMU_TIMES, values[0]);
}

static void pmu_snapshot(struct sbi_test *test)
{
	struct pmu_taken taken;
	struct sbi_ret ret = test_call(test, SBI_PMU_SET_SHMEM, (uintptr_t)test->pages, 0, 0);

	if (pmu_optional(test, ret, MAY_SUCCEED) && pmu_test_take(test, PMU_SET_TIMER, &taken)) {
		pmu_take_snapshot(test, &taken);
		sbi_pmu_release(&taken.all, taken.counter);
	}
	test_call(test, SBI_PMU_SET_SHMEM, UINT64_MAX, UINT64_MAX, 0);
}

/* What firmware is asked about an event, and answers there. */
struct pmu_event_info {
	uint32_t event, supported;
	uint64_t data;
};

static void pmu_event_info(struct sbi_test *test)
{
	volatile struct pmu_event_info *info = (void *)test->pages;
	const uint64_t a[TEST_ARGUMENTS] = { (uintptr_t)info, 0, 1 };
	struct sbi_pmu pmu;
	struct sbi_ret ret;
	bool matched;

	if (!pmu_test_find(test, &pmu))
		return;
	for (uint32_t event = PMU_FIRMWARE; event <= PMU_FIRMWARE_LAST; event++) {
		info->event = event;
		info->supported = UINT32_MAX;
		info->data = 0;
		ret = test_call5(test, SBI_PMU_EVENT_INFO, a);
		if (!pmu_optional(test, ret, MAY_SUCCEED))
			return;
		matched = !pmu_test_match(test, &pmu, event).error;
		sbi_pmu_stop_all(&pmu);
		if (info->supported != matched)
			test_fails(test, "event 0x%" PRIx32 " is %s, and it answers 0x%" PRIx32,
				   event, matched ? "matched" : "not matched", info->supported);
	}
}

static const struct test_row pmu_shmem_rows[] = {
	{ .name = "snapshot-unaligned",
	  .section = "11.13",
	  .holds = "memory for snapshots that does not begin at a page: invalid param",
	  .function = SBI_PMU_SET_SHMEM,
	  .adds = { ADDS_PAGES },
	  .shares = true,
	  .optional = true,
	  .a = { 8 },
	  .may = MAY_INVALID_PARAM },
	{ .name = "snapshot-flags",
	  .section = "11.13",
	  .holds = "flags, which are all reserved: invalid param",
	  .function = SBI_PMU_SET_SHMEM,
	  .adds = { ADDS_PAGES },
	  .shares = true,
	  .optional = true,
	  .a = { [2] = 1 },
	  .may = MAY_INVALID_PARAM },
	{ .name = "snapshot-forbidden",
	  .section = "11.13",
	  .holds = "memory of the firmware: invalid address",
	  .function = SBI_PMU_SET_SHMEM,
	  .adds = { ADDS_FORBIDDEN },
	  .shares = true,
	  .optional = true,
	  .may = MAY_INVALID_ADDRESS },
	{ .name = "snapshot-off",
	  .section = "11.13",
	  .holds = "an address of all ones ends snapshots",
	  .function = SBI_PMU_SET_SHMEM,
	  .a = { UINT64_MAX, UINT64_MAX },
	  .may = MAY_SUCCEED,
	  .optional = true },
	{ .name = "snapshot-missing",
	  .section = "11.9",
	  .holds = "a start with a snapshot, and there is no memory for it: no shared memory",
	  .run = pmu_snapshot_missing },
	{ .name = "snapshot",
	  .section = "11.10",
	  .holds = "a stop with a snapshot writes what was counted",
	  .run = pmu_snapshot },
	{ .name = "event-info-unaligned",
	  .section = "11.14",
	  .holds = "memory for events that is not aligned to 16 bytes: invalid param",
	  .function = SBI_PMU_EVENT_INFO,
	  .adds = { ADDS_PAGES },
	  .optional = true,
	  .a = { 8, 0, 1 },
	  .may = MAY_INVALID_PARAM },
	{ .name = "event-info-flags",
	  .section = "11.14",
	  .holds = "flags, which are all reserved: invalid param",
	  .function = SBI_PMU_EVENT_INFO,
	  .adds = { ADDS_PAGES },
	  .optional = true,
	  .a = { 0, 0, 1, 1 },
	  .may = MAY_INVALID_PARAM },
	{ .name = "event-info-forbidden",
	  .section = "11.14",
	  .holds = "memory of the firmware: invalid address",
	  .function = SBI_PMU_EVENT_INFO,
	  .a = { 0, 0, 1 },
	  .adds = { ADDS_FORBIDDEN },
	  .optional = true,
	  .may = MAY_INVALID_ADDRESS },
	{ .name = "event-info",
	  .section = "11.14",
	  .holds = "an event is there if a counter is matched with it",
	  .run = pmu_event_info },
};

static const struct test_group pmu_shmem_group = {
	.name = "pmu-shmem",
	.extension = SBI_PMU,
	TEST_ROWS(pmu_shmem_rows),
};
TEST_GROUP(pmu_shmem_group);
