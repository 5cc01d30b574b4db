#include "shell/machine/pmu/pmu_place.h"
/* RAM that is larger than caches, and a hart that takes interrupts, where there are such. */
#include "shell/machine/hart/harts.h"
#include "shell/room.h"

enum {
	PLACE_RAM_LEAST = 4 << 20, /* bytes to read at random */
	PLACE_RAM_MOST = 64 << 20,
	CSR_CYCLE = 0xc00,
};

/* A power of two of unused RAM, or nothing. */
static struct count_ground place_ram(const struct shell *shell)
{
	struct count_ground ram = { 0 };
	struct dt_range range;

	if (shell_room_largest(shell,
			       &(struct shell_room){ .size = PLACE_RAM_LEAST, .alignment = 4096 },
			       &range))
		return ram;
	ram.base = range.base;
	ram.size = PLACE_RAM_LEAST;
	while (ram.size < PLACE_RAM_MOST && ram.size * 2 <= range.size)
		ram.size *= 2;
	return ram;
}

/* Another hart, started if it must be; or this one. */
static uint64_t place_other(struct shell *shell)
{
	struct hart *hart;
	const char *why;

	return harts_start_any(shell, &hart, &why) ? shell->hart : hart->id;
}

struct pmu_place pmu_place(struct shell *shell)
{
	return (struct pmu_place){
		.hart = shell->hart,
		.other = place_other(shell),
		.ram = place_ram(shell),
	};
}

/* The tree names each counter that may count the event, and firmware is expected to choose one of
 * them. */
void pmu_measure_claim(struct sbi_pmu *pmu, const struct pmu_place *place, uint32_t event,
		       const struct pmu_claim *claim, struct pmu_result *result)
{
	const struct sbi_pmu_counter *counter;
	unsigned number;

	pmu_measure(pmu, place, event, result);
	if (!claim->there || !result->matched)
		return;
	if (result->verdict != PMU_RIGHT && result->verdict != PMU_NOT_DECIDABLE)
		return; /* the counter does not count it: the tree need not claim it */
	counter = &pmu->counter[result->counter];
	number = counter->csr - CSR_CYCLE;
	if (counter->firmware || (number < 32 && claim->counters >> number & 1))
		return;
	result->verdict = PMU_WRONG;
	result->why = "firmware uses a counter that the tree does not claim";
}
