#include "kernel/hpm_counters.h"
/*
 * The hpmcounters that firmware says it has. OpenSBI (1.1 and 1.6) emulates a read of any other one
 * by reading it in M-mode, and the hart hangs where that traps, as on QEMU's machines with fewer.
 */
#include "kernel/sbi_pmu.h"

uint64_t hpm_counters(void)
{
	struct sbi_pmu pmu;
	uint64_t mask = 0;

	if (sbi_pmu_find(&pmu))
		return 0;
	for (unsigned i = 0; i < SBI_PMU_COUNTERS; i++)
		if (pmu.there >> i & 1 && !pmu.counter[i].firmware &&
		    (pmu.counter[i].csr & ~31U) == 0xc00)
			mask |= UINT64_C(1) << (pmu.counter[i].csr & 31);
	return mask;
}
