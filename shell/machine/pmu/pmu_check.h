#pragma once
/*
 * What is known of events: which loop makes them happen, and how many a counter must show. Pure:
 * shell/machine/pmu/pmu_measure.h runs the loops.
 */
#include <stdbool.h>
#include <stdint.h>
#include "kernel/count_loop.h"

enum { PMU_TRIES = 4, PMU_UNBOUNDED = 0 };

/* What must be there besides the counter, so that the loop decides. */
enum pmu_need {
	PMU_NEEDS_NOTHING,
	PMU_NEEDS_RAM,    /* unused RAM that is larger than caches */
	PMU_NEEDS_TABLES, /* page tables that are in use */
	PMU_NEEDS_SBI,    /* the extension whose calls are counted */
};

/* What a call is given. */
enum pmu_call {
	PMU_CALL_SELF,  /* a hart mask and its base, of this hart; then 0 */
	PMU_CALL_OTHER, /* the same of another hart, where one runs */
	PMU_CALL_NEVER, /* a time that never comes */
};

/* An event and its loop. */
struct pmu_check {
	uint32_t event; /* its code */
	uint16_t turns;
	uint16_t least, most; /* counts of so many turns; most may be PMU_UNBOUNDED */
	uint8_t need;         /* enum pmu_need */
	uint8_t loop;         /* enum count_loop, unless PMU_NEEDS_SBI: */
	uint8_t function;     /* calls of this function, */
	uint8_t call;         /* with the arguments of enum pmu_call, */
	uint32_t extension;   /* of this extension */
};

/* The row of the event with that code; NULL: there is no loop of a known count. */
const struct pmu_check *pmu_check(uint32_t event);

enum pmu_verdict {
	PMU_RIGHT,
	PMU_WRONG,         /* it shows other numbers */
	PMU_NOT_COUNTED,   /* it shows 0 */
	PMU_NOT_DECIDABLE, /* there is no loop for it, or it cannot be run or read */
	PMU_NO_COUNTER,    /* the tree claims it, and firmware has no counter for it */
	PMU_VERDICTS,
};
/* Its name: "not counted". */
const char *pmu_verdict_name(enum pmu_verdict verdict);

/*
 * What the counts of PMU_TRIES runs mean. Firmware's own interrupts may disturb some of them, and a
 * clock may agree with one by chance: two must be as the row says. *@shown is the one to show.
 */
enum pmu_verdict pmu_judge(const struct pmu_check *check, const uint64_t counted[PMU_TRIES],
			   uint64_t *shown);
