#include "shell/machine/sbi_test/pmu_test.h"
/*
 * What must hold of the performance counters: which there are, and which event gets which. The
 * counters of cycles and instructions, which this program uses, are left running.
 * Source: RISC-V SBI Specification 3.0, chapter 11.
 */
#include <inttypes.h>

enum {
	PMU_CACHE = 0x10000, /* the first event of caches: 11.3 */
	PMU_CACHE_LAST = 0x10035,
	PMU_RESERVED = 0x70000, /* an event of a type that is reserved */
	PMU_INFO_CSR = 0xfff,
	PMU_CSR_CYCLE = 0xc00, /* 2.2 of the Privileged Architecture */
	PMU_CSR_TIME = 0xc01,
	PMU_CSR_LAST = 0xc1f,
	PMU_INFO_RESERVED = 18, /* the lowest of the bits that are 0 */
	PMU_INFO_FIRMWARE = 63, /* its bit */
};

static void pmu_counters(struct sbi_test *test)
{
	struct sbi_ret ret = test_call(test, SBI_PMU_NUM_COUNTERS, 0, 0, 0);

	if (test_may(test, ret, MAY_SUCCEED) && !ret.value)
		test_fails(test, "there is not one");
}

static void pmu_check_info(struct sbi_test *test, uint64_t counter, uint64_t info)
{
	uint64_t csr = info & PMU_INFO_CSR;

	if (info >> PMU_INFO_FIRMWARE)
		return; /* the rest is to be ignored */
	if (csr < PMU_CSR_CYCLE || csr > PMU_CSR_LAST || csr == PMU_CSR_TIME)
		test_fails(test, "CSR 0x%" PRIx64 " of counter %" PRIu64 " is not a counter's", csr,
			   counter);
	else if (info >> PMU_INFO_RESERVED)
		test_fails(test, "of counter %" PRIu64 " reserved bits are set: 0x%" PRIx64,
			   counter, info);
}

/* A number may have no counter: OpenSBI's 1 is that of the time CSR. */
static void pmu_info(struct sbi_test *test)
{
	uint64_t count = pmu_test_count(test), found = 0;

	for (uint64_t i = 0; i < count && i < SBI_PMU_COUNTERS; i++) {
		struct sbi_ret ret = test_call(test, SBI_PMU_GET_INFO, i, 0, 0);

		if (test_may(test, ret, MAY_SUCCEED | MAY_INVALID_PARAM) && !ret.error) {
			found++;
			pmu_check_info(test, i, ret.value);
		}
	}
	if (!found)
		test_fails(test, "not one counter has an answer");
}

static void pmu_info_beyond(struct sbi_test *test)
{
	test_may(test, test_call(test, SBI_PMU_GET_INFO, pmu_test_count(test), 0, 0),
		 MAY_INVALID_PARAM);
}

/* --- matching -------------------------------------------------------------------------------- */

/* Whether a counter was matched, and is one of those that were offered. */
static bool pmu_check_match(struct sbi_test *test, const struct sbi_pmu *pmu, uint64_t event)
{
	struct sbi_ret ret = pmu_test_match(test, pmu, event);

	if (!test_may(test, ret, MAY_SUCCEED | MAY_NOT_SUPPORTED) || ret.error)
		return false;
	if (ret.value >= SBI_PMU_COUNTERS || !(pmu->free >> ret.value & 1))
		test_fails(test, "event 0x%" PRIx64 " got counter %" PRIu64 ", not one of those",
			   event, ret.value);
	return true;
}

/* Of an event of a cache, bits 1 and 2 are read, write or prefetch: 11.3. */
static bool pmu_is_event(uint64_t event)
{
	return event < PMU_CACHE || event > PMU_CACHE_LAST || (event >> 1 & 3) != 3;
}

/* Events from the row's a[0] to its a[1]. */
static void pmu_match_events(struct sbi_test *test)
{
	struct sbi_pmu pmu;

	if (!pmu_test_find(test, &pmu))
		return;
	pmu.free &= ~pmu.running;
	for (uint64_t event = test->row->a[0]; event <= test->row->a[1]; event++)
		if (pmu_is_event(event) && pmu_check_match(test, &pmu, event)) {
			sbi_pmu_stop_all(&pmu);
			pmu.free &= ~pmu.running;
		}
}

/* The counters that run are matched as this program does it, or it could not do so later; and then
 * once more. */
static void pmu_match_fixed(struct sbi_test *test)
{
	struct sbi_pmu pmu;
	unsigned counter;

	if (!pmu_test_find(test, &pmu))
		return;
	for (uint32_t event = PMU_CYCLES; event <= PMU_INSTRUCTIONS; event++)
		if (sbi_pmu_match(&pmu, event, 0, &counter) == 0)
			sbi_pmu_release(&pmu, counter);
	pmu.free = pmu.running;
	for (uint32_t event = PMU_CYCLES; pmu.free && event <= PMU_INSTRUCTIONS; event++)
		pmu_check_match(test, &pmu, event);
}

static void pmu_match_reserved(struct sbi_test *test)
{
	struct sbi_pmu pmu;

	if (pmu_test_find(test, &pmu))
		test_may(test, pmu_test_match(test, &pmu, PMU_RESERVED),
			 MAY_NOT_SUPPORTED | MAY_INVALID_PARAM);
}

/* A call with a counter that there is not: the row's function. */
static void pmu_beyond(struct sbi_test *test)
{
	const uint64_t a[TEST_ARGUMENTS] = { pmu_test_count(test), 1, 0, PMU_SET_TIMER };

	test_may(test, test_call5(test, test->row->function, a), MAY_INVALID_PARAM);
}

static const struct test_row pmu_rows[] = {
	{ .name = "counters",
	  .section = "11.6",
	  .holds = "there is a counter, or the extension would not be there",
	  .run = pmu_counters },
	{ .name = "info",
	  .section = "11.7",
	  .holds = "a counter is firmware's, or has the CSR of a counter",
	  .run = pmu_info },
	{ .name = "info-beyond",
	  .section = "11.7",
	  .holds = "a counter that there is not: invalid param",
	  .run = pmu_info_beyond },
	{ .name = "match-fixed",
	  .section = "11.8",
	  .holds = "cycles and instructions get a counter of those that were offered, if any",
	  .run = pmu_match_fixed },
	{ .name = "match-hardware",
	  .section = "11.8",
	  .holds = "a hardware event gets a counter of those that were offered, or: not supported",
	  .run = pmu_match_events,
	  .a = { 3, 10 } },
	{ .name = "match-cache",
	  .section = "11.8",
	  .holds = "a cache's event gets a counter of those that were offered, or: not supported",
	  .run = pmu_match_events,
	  .a = { PMU_CACHE, PMU_CACHE_LAST } },
	{ .name = "match-firmware",
	  .section = "11.8",
	  .holds = "a firmware event gets a counter of those that were offered, or: not supported",
	  .run = pmu_match_events,
	  .a = { PMU_FIRMWARE, PMU_FIRMWARE_LAST } },
	{ .name = "match-reserved",
	  .section = "11.8",
	  .holds = "an event of a reserved type gets no counter",
	  .run = pmu_match_reserved },
	{ .name = "match-beyond",
	  .section = "11.8",
	  .holds = "a set with a counter that there is not: invalid param",
	  .run = pmu_beyond,
	  .function = SBI_PMU_CONFIG_MATCHING },
	{ .name = "start-beyond",
	  .section = "11.9",
	  .holds = "the start of a counter that there is not: invalid param",
	  .run = pmu_beyond,
	  .function = SBI_PMU_START },
	{ .name = "stop-beyond",
	  .section = "11.10",
	  .holds = "the stop of a counter that there is not: invalid param",
	  .run = pmu_beyond,
	  .function = SBI_PMU_STOP },
	{ .name = "read-beyond",
	  .section = "11.11",
	  .holds = "firmware reads no counter that there is not: invalid param",
	  .run = pmu_beyond,
	  .function = SBI_PMU_FW_READ },
};

static const struct test_group pmu_group = {
	.name = "pmu",
	.extension = SBI_PMU,
	.asks_unknown = true,
	TEST_ROWS(pmu_rows),
};
TEST_GROUP(pmu_group);
