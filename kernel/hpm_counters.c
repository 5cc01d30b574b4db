#include "kernel/hpm_counters.h"
/*
 * The hpmcounters that firmware says it has. OpenSBI (1.1 and 1.6) emulates a read of any other one
 * by reading it in M-mode, and the hart hangs where that traps, as on QEMU's machines with fewer.
 * SBI Specification 2.0, 11.5 and 11.6 (PMU: number of counters, and what each is).
 */
#include "kernel/sbi.h"

enum { PMU_NUM_COUNTERS = 0, PMU_GET_INFO = 1 };

uint64_t hpm_counters(void)
{
	struct sbi_ret count = sbi_call(SBI_PMU, PMU_NUM_COUNTERS, 0, 0, 0);
	uint64_t mask = 0;

	for (uint64_t i = 0; !count.error && i < (uint64_t)count.value; i++) {
		struct sbi_ret info = sbi_call(SBI_PMU, PMU_GET_INFO, i, 0, 0);

		if (!info.error && (info.value & 0xfe0) == 0xc00) /* a counter of the hart */
			mask |= UINT64_C(1) << (info.value & 31);
	}
	return mask;
}
