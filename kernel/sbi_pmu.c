#include "kernel/sbi_pmu.h"
/*
 * Sources: RISC-V SBI Specification 3.0, chapter "Performance Monitoring Unit Extension";
 * Privileged Architecture 1.12, 2.2 (numbers of the counters' CSRs).
 */
#include <errno.h>
#include "kernel/csr_any.h"

enum {
	PMU_STOP_RESET = 1, /* flag of stop: the counter is free afterwards */
	INFO_CSR = 0xfff,
	INFO_WIDTH_SHIFT = 12,
	INFO_WIDTH = 0x3f,
	CSR_CYCLE = 0xc00,
	CSR_INSTRET = 0xc02,
	CSR_LAST = 0xc1f,
	CSR_FIXED = CSR_INSTRET - CSR_CYCLE + 1,
};

/* The events that counters left running were matched with, by their CSR: firmware does not match
 * them again until they are stopped. 0: it was not. */
static _Thread_local uint32_t pmu_kept[CSR_FIXED];

static uint64_t pmu_bit(unsigned counter)
{
	return UINT64_C(1) << counter;
}

/* The CSR is one that counts from reset on, and it does. */
static bool pmu_runs(unsigned csr)
{
	uint64_t first, second;

	if (csr != CSR_CYCLE && csr != CSR_INSTRET)
		return false;
	return csr_any_read(csr, &first) == 0 && csr_any_read(csr, &second) == 0 && first != second;
}

static void pmu_add(struct sbi_pmu *pmu, unsigned counter, uint64_t info)
{
	struct sbi_pmu_counter *row = &pmu->counter[counter];

	row->firmware = info >> 63;
	row->width = (uint8_t)((info >> INFO_WIDTH_SHIFT & INFO_WIDTH) + 1);
	row->csr = info & INFO_CSR;
	pmu->there |= pmu_bit(counter);
	if (!row->firmware && pmu_runs(row->csr))
		pmu->running |= pmu_bit(counter);
}

int sbi_pmu_find(struct sbi_pmu *pmu)
{
	struct sbi_ret count = { 0 };

	*pmu = (struct sbi_pmu){ 0 };
	if (sbi_probe(SBI_PMU))
		count = sbi_call(SBI_PMU, SBI_PMU_NUM_COUNTERS, 0, 0, 0);
	if (count.error || !count.value)
		return -ENODEV;
	pmu->claimed = count.value;
	for (unsigned i = 0; i < count.value && i < SBI_PMU_COUNTERS; i++) {
		struct sbi_ret info = sbi_call(SBI_PMU, SBI_PMU_GET_INFO, i, 0, 0);

		if (!info.error)
			pmu_add(pmu, i, info.value);
	}
	pmu->free = pmu->there;
	return pmu->there ? 0 : -ENODEV;
}

void sbi_pmu_stop_all(struct sbi_pmu *pmu)
{
	uint64_t mask = pmu->there & ~pmu->running;

	pmu->free = pmu->there;
	if (mask)
		sbi_call(SBI_PMU, SBI_PMU_STOP, 0, mask, PMU_STOP_RESET);
}

/* The counter left running that has the event. */
static bool pmu_find_kept(const struct sbi_pmu *pmu, uint32_t event, unsigned *counter)
{
	for (unsigned i = 0; i < SBI_PMU_COUNTERS; i++)
		if (pmu->running & pmu_bit(i) &&
		    pmu_kept[pmu->counter[i].csr - CSR_CYCLE] == event) {
			*counter = i;
			return true;
		}
	return false;
}

int sbi_pmu_match(struct sbi_pmu *pmu, uint32_t event, uint64_t data, unsigned *counter)
{
	const uint64_t arguments[SBI_ARGUMENTS] = { 0, pmu->free, 0, event, data };
	struct sbi_ret ret;

	if (pmu_find_kept(pmu, event, counter))
		return 0;
	if (!pmu->free)
		return -ENOENT;
	ret = sbi_call6(SBI_PMU, SBI_PMU_CONFIG_MATCHING, arguments);
	if (ret.error)
		return -ENOENT;
	if (ret.value >= SBI_PMU_COUNTERS || !(pmu->free & pmu_bit((unsigned)ret.value)))
		return -EIO;
	*counter = (unsigned)ret.value;
	if (pmu->running & pmu_bit(*counter))
		pmu_kept[pmu->counter[*counter].csr - CSR_CYCLE] = event;
	pmu->free &= ~pmu_bit(*counter);
	return 0;
}

int sbi_pmu_start(const struct sbi_pmu *pmu, unsigned counter)
{
	struct sbi_ret ret;

	if (pmu->running & pmu_bit(counter))
		return 0;
	ret = sbi_call(SBI_PMU, SBI_PMU_START, counter, 1, 0);
	return !ret.error || ret.error == SBI_ERR_ALREADY_STARTED ? 0 : -EIO;
}

void sbi_pmu_release(struct sbi_pmu *pmu, unsigned counter)
{
	if (!(pmu->running & pmu_bit(counter)))
		sbi_call(SBI_PMU, SBI_PMU_STOP, counter, 1, PMU_STOP_RESET);
	pmu->free |= pmu_bit(counter);
}

int sbi_pmu_read(const struct sbi_pmu *pmu, unsigned counter, uint64_t *value)
{
	const struct sbi_pmu_counter *row = &pmu->counter[counter];
	struct sbi_ret ret;

	if (!row->firmware)
		return row->csr >= CSR_CYCLE && row->csr <= CSR_LAST ? csr_any_read(row->csr, value)
								     : -EIO;
	ret = sbi_call(SBI_PMU, SBI_PMU_FW_READ, counter, 0, 0);
	*value = ret.value;
	return ret.error ? -EIO : 0;
}

uint64_t sbi_pmu_since(const struct sbi_pmu *pmu, unsigned counter, uint64_t begin, uint64_t end)
{
	unsigned unused = 64 - pmu->counter[counter].width;

	return (end - begin) << unused >> unused;
}
