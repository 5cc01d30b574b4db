#include "shell/machine/pmu/pmu_check.h"
/*
 * The rows, and how counts are judged.
 *
 * What firmware counts is exact. A remote fence is of this hart itself: firmware would wait for
 * another one, which QEMU's -icount lets run once in seconds while no timer is set. An out-of-order
 * hart may count a few more accesses than the loop makes, and a cache with a prefetcher other
 * misses: these have bounds. A fence of addresses (sfence.vma) empties the TLBs, so that the access
 * after it misses them.
 * Sources: kernel/count_loop.h; RISC-V SBI Specification 3.0, chapters "Timer Extension", "IPI
 * Extension", "RFENCE Extension" and "Performance Monitoring Unit Extension".
 */
#include <stddef.h>
#include "kernel/sbi.h"
#include "shell/machine/pmu/pmu_events.h"

enum {
	TURNS = 4096,
	ACCESSES = 4,                       /* of a turn of loads or stores */
	AGREE = 2,                          /* tries that must be as expected */
	SLACK = TURNS / 64,                 /* for what an interrupt of firmware adds */
	FENCES = 256,                       /* turns with one each */
	FENCES_SEEN = FENCES - FENCES / 16, /* misses at least: some may come together */
	CALLS = 16,                         /* of firmware */
	RFNC_FENCE_I = 0,                   /* its functions */
	RFNC_SFENCE_VMA = 1,
	RFNC_SFENCE_VMA_ASID = 2,
};

/* clang-format off */
/* A loop of the hart's own. */
#define HART_ROW(code, count, what, low, high)                                                     \
	{ .event = (code), .turns = (count), .loop = (what), .least = (low), .most = (high) }
/* A walk over memory, or a fence before each access. */
#define NEEDY_ROW(code, needs, count, what, low, high)                                             \
	{ .event = (code), .need = (needs), .turns = (count), .loop = (what), .least = (low),      \
	  .most = (high) }
/* A call of firmware, which it counts once. */
#define CALL_ROW(code, id, number, how)                                                            \
	{ .event = (code), .need = PMU_NEEDS_SBI, .turns = CALLS, .extension = (id),               \
	  .function = (number), .call = (how), .least = CALLS, .most = CALLS }

static const struct pmu_check checks[] = {
	/* A turn takes a cycle at least: it depends on the one before it. */
	HART_ROW(PMU_CYCLES, TURNS, COUNT_TURNS, TURNS, PMU_UNBOUNDED),
	HART_ROW(PMU_INSTRUCTIONS, TURNS, COUNT_TURNS, 2 * TURNS, 2 * TURNS + SLACK),
	HART_ROW(PMU_BRANCHES, TURNS, COUNT_TURNS, TURNS, TURNS + SLACK),
	/* Half of the guesses are wrong, and a predictor may try both ways, or count less. */
	HART_ROW(PMU_BRANCH_MISSES, TURNS, COUNT_CHANCE, TURNS / 8, TURNS * 3 / 4),
	HART_ROW(PMU_L1D_READ_ACCESS, TURNS, COUNT_LOADS, ACCESSES * TURNS, 5 * TURNS),
	HART_ROW(PMU_L1D_WRITE_ACCESS, TURNS, COUNT_STORES, ACCESSES * TURNS, 5 * TURNS),
	HART_ROW(PMU_DTLB_READ_ACCESS, TURNS, COUNT_LOADS, ACCESSES * TURNS, 5 * TURNS),
	HART_ROW(PMU_DTLB_WRITE_ACCESS, TURNS, COUNT_STORES, ACCESSES * TURNS, 5 * TURNS),
	NEEDY_ROW(PMU_CACHE_REFERENCES, PMU_NEEDS_RAM, TURNS, COUNT_FAR_LOADS, TURNS / 2,
		  3 * TURNS),
	NEEDY_ROW(PMU_CACHE_MISSES, PMU_NEEDS_RAM, TURNS, COUNT_FAR_LOADS, TURNS / 2, 3 * TURNS),
	NEEDY_ROW(PMU_L1D_READ_MISS, PMU_NEEDS_RAM, TURNS, COUNT_FAR_LOADS, TURNS / 2, 3 * TURNS),
	NEEDY_ROW(PMU_LL_READ_MISS, PMU_NEEDS_RAM, TURNS, COUNT_FAR_LOADS, TURNS / 2, 3 * TURNS),
	NEEDY_ROW(PMU_DTLB_READ_MISS, PMU_NEEDS_TABLES, FENCES, COUNT_FENCED_LOAD, FENCES_SEEN,
		  2 * FENCES),
	NEEDY_ROW(PMU_DTLB_WRITE_MISS, PMU_NEEDS_TABLES, FENCES, COUNT_FENCED_STORE, FENCES_SEEN,
		  2 * FENCES),
	NEEDY_ROW(PMU_ITLB_READ_MISS, PMU_NEEDS_TABLES, FENCES, COUNT_FENCED_FETCH, FENCES_SEEN,
		  3 * FENCES),
	CALL_ROW(PMU_FW_SET_TIMER, SBI_TIME, 0, PMU_CALL_NEVER),
	CALL_ROW(PMU_FW_IPI_SENT, SBI_IPI, 0, PMU_CALL_OTHER),
	CALL_ROW(PMU_FW_IPI_RECEIVED, SBI_IPI, 0, PMU_CALL_SELF),
	CALL_ROW(PMU_FW_FENCE_I_SENT, SBI_RFNC, RFNC_FENCE_I, PMU_CALL_SELF),
	CALL_ROW(PMU_FW_FENCE_I_RECEIVED, SBI_RFNC, RFNC_FENCE_I, PMU_CALL_SELF),
	CALL_ROW(PMU_FW_SFENCE_VMA_SENT, SBI_RFNC, RFNC_SFENCE_VMA, PMU_CALL_SELF),
	CALL_ROW(PMU_FW_SFENCE_VMA_RECEIVED, SBI_RFNC, RFNC_SFENCE_VMA, PMU_CALL_SELF),
	CALL_ROW(PMU_FW_SFENCE_VMA_ASID_SENT, SBI_RFNC, RFNC_SFENCE_VMA_ASID, PMU_CALL_SELF),
	CALL_ROW(PMU_FW_SFENCE_VMA_ASID_RECEIVED, SBI_RFNC, RFNC_SFENCE_VMA_ASID, PMU_CALL_SELF),
};
/* clang-format on */

const struct pmu_check *pmu_check(uint32_t event)
{
	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++)
		if (checks[i].event == event)
			return &checks[i];
	return NULL;
}

const char *pmu_verdict_name(enum pmu_verdict verdict)
{
	static const char *const names[PMU_VERDICTS] = {
		[PMU_RIGHT] = "right",
		[PMU_WRONG] = "wrong",
		[PMU_NOT_COUNTED] = "not counted",
		[PMU_NOT_DECIDABLE] = "not decidable",
		[PMU_NO_COUNTER] = "no counter",
	};

	return names[verdict];
}

static bool check_fits(const struct pmu_check *check, uint64_t count)
{
	return count >= check->least && (check->most == PMU_UNBOUNDED || count <= check->most);
}

enum pmu_verdict pmu_judge(const struct pmu_check *check, const uint64_t counted[PMU_TRIES],
			   uint64_t *shown)
{
	uint64_t right = 0, wrong = 0, any = 0;
	unsigned fit = 0;

	for (unsigned i = 0; i < PMU_TRIES; i++) {
		any |= counted[i];
		if (!check_fits(check, counted[i])) {
			wrong = counted[i];
			continue;
		}
		right = counted[i];
		fit++;
	}
	*shown = fit >= AGREE ? right : wrong;
	if (fit >= AGREE)
		return PMU_RIGHT;
	return any ? PMU_WRONG : PMU_NOT_COUNTED;
}
