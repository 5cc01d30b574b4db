#pragma once
/* What the files with rows of the performance counters share. */
#include "kernel/sbi_pmu.h"
#include "shell/machine/sbi_test/sbi_test.h"

/* Events: 11.1 and 11.5. */
enum {
	PMU_CYCLES = 1,
	PMU_INSTRUCTIONS = 2,
	PMU_FIRMWARE = 0xf0000, /* the first of firmware's */
	PMU_SET_TIMER = PMU_FIRMWARE + 5,
	PMU_IPI_SENT = PMU_FIRMWARE + 6,
	PMU_FENCE_I_SENT = PMU_FIRMWARE + 8,
	PMU_FIRMWARE_LAST = PMU_FIRMWARE + 21,
};

enum { PMU_START_VALUE = 1, PMU_START_SNAPSHOT = 2 }; /* flags of start */

/* One counter, matched with an event that firmware counts. */
struct pmu_taken {
	struct sbi_pmu all;
	unsigned counter;
};

/* How many counters firmware says there are. */
uint64_t pmu_test_count(const struct sbi_test *test);
/* Finds the counters, and frees those that are not left running. False: there are none, and the
 * row is skipped. */
bool pmu_test_find(struct sbi_test *test, struct sbi_pmu *pmu);
/* Takes a counter for the event. False: no counter does, and the row is skipped. To be given
 * back by sbi_pmu_release. */
bool pmu_test_take(struct sbi_test *test, uint32_t event, struct pmu_taken *taken);

/* The calls. */
struct sbi_ret pmu_test_match(const struct sbi_test *test, const struct sbi_pmu *pmu,
			      uint64_t event);
struct sbi_ret pmu_test_start(const struct sbi_test *test, const struct pmu_taken *taken,
			      uint64_t flags, uint64_t value);
struct sbi_ret pmu_test_stop(const struct sbi_test *test, const struct pmu_taken *taken);
struct sbi_ret pmu_test_read(const struct sbi_test *test, const struct pmu_taken *taken);
