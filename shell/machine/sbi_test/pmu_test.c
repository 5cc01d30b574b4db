#include "shell/machine/sbi_test/pmu_test.h"
/* Counters found and taken for a row. Source: RISC-V SBI Specification 3.0, chapter 11. */
#include <inttypes.h>

uint64_t pmu_test_count(const struct sbi_test *test)
{
	return test_call(test, SBI_PMU_NUM_COUNTERS, 0, 0, 0).value;
}

bool pmu_test_find(struct sbi_test *test, struct sbi_pmu *pmu)
{
	if (sbi_pmu_find(pmu)) {
		test_skips(test, "there is no counter");
		return false;
	}
	sbi_pmu_stop_all(pmu);
	return true;
}

bool pmu_test_take(struct sbi_test *test, uint32_t event, struct pmu_taken *taken)
{
	if (!pmu_test_find(test, &taken->all))
		return false;
	if (sbi_pmu_match(&taken->all, event, 0, &taken->counter) == 0)
		return true;
	test_skips(test, "firmware has no counter for event 0x%" PRIx32, event);
	return false;
}

struct sbi_ret pmu_test_match(const struct sbi_test *test, const struct sbi_pmu *pmu,
			      uint64_t event)
{
	const uint64_t a[TEST_ARGUMENTS] = { 0, pmu->free, 0, event };

	return test_call5(test, SBI_PMU_CONFIG_MATCHING, a);
}

struct sbi_ret pmu_test_start(const struct sbi_test *test, const struct pmu_taken *taken,
			      uint64_t flags, uint64_t value)
{
	const uint64_t a[TEST_ARGUMENTS] = { taken->counter, 1, flags, value };

	return test_call5(test, SBI_PMU_START, a);
}

struct sbi_ret pmu_test_stop(const struct sbi_test *test, const struct pmu_taken *taken)
{
	return test_call(test, SBI_PMU_STOP, taken->counter, 1, 0);
}

struct sbi_ret pmu_test_read(const struct sbi_test *test, const struct pmu_taken *taken)
{
	return test_call(test, SBI_PMU_FW_READ, taken->counter, 0, 0);
}
