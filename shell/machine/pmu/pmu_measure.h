#pragma once
/*
 * Measures whether a counter counts what its event says. Knows neither shell nor tree, and prints
 * nothing: `pmu verify` shows what comes out.
 */
#include "kernel/sbi_pmu.h"
#include "shell/machine/pmu/pmu_check.h"

/* Where the loops run. */
struct pmu_place {
	uint64_t hart;           /* the one that runs this */
	uint64_t other;          /* another one, which takes interrupts; the same: none does */
	struct count_ground ram; /* size 0: no RAM is known */
};

/* What came out for one event. */
struct pmu_result {
	uint32_t event;
	bool matched;                  /* firmware has a counter for it: */
	unsigned counter;              /* this one */
	const struct pmu_check *check; /* the loop that ran; NULL: none, or it did not run */
	uint64_t counted;              /* by the counter, where a loop ran */
	enum pmu_verdict verdict;      /* PMU_NO_COUNTER: it is not matched */
	const char *why;               /* not decidable: a constant text; else NULL */
};

/*
 * Measures the event on this hart, with interrupts held off: some milliseconds on slow harts. What
 * firmware had counted before is lost, and afterwards no counter is in use.
 */
void pmu_measure(struct sbi_pmu *pmu, const struct pmu_place *place, uint32_t event,
		 struct pmu_result *result);
