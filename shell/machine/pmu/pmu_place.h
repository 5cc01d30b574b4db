#pragma once
/* Where events are measured on this machine, and an event against what the tree claims of it. */
#include "shell/machine/pmu/pmu_claims.h"
#include "shell/machine/pmu/pmu_measure.h"
#include "shell/shell.h"

/* This hart, another one, which is started if it must be, and unused RAM. */
struct pmu_place pmu_place(struct shell *shell);
/* As pmu_measure; and a counter that the tree does not claim is PMU_WRONG, unless it was measured
 * not to count the event. */
void pmu_measure_claim(struct sbi_pmu *pmu, const struct pmu_place *place, uint32_t event,
		       const struct pmu_claim *claim, struct pmu_result *result);
