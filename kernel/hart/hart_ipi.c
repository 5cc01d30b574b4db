#include "kernel/hart/hart.h"
/*
 * Interrupts to other harts. Source: SBI Specification 2.0, 5.5 (legacy send IPI) and chapter 7.
 */
#include "kernel/sbi.h"

static enum hart_ipi ipi;

enum hart_ipi hart_find_ipi(void)
{
	if (ipi != HART_IPI_UNKNOWN)
		return ipi;
	ipi = HART_IPI_NONE;
	if (sbi_probe(SBI_IPI))
		ipi = HART_IPI_EXTENSION;
	else if (!sbi_facts()->base || sbi_probe(SBI_LEGACY_SEND_IPI))
		ipi = HART_IPI_LEGACY;
	return ipi;
}

bool hart_can_interrupt(uint64_t id)
{
	return ipi == HART_IPI_EXTENSION || (ipi == HART_IPI_LEGACY && id < HART_MASKED);
}

void hart_interrupt_masked(uint64_t mask)
{
	if (ipi == HART_IPI_EXTENSION)
		sbi_call(SBI_IPI, 0, mask, 0, 0);
	else if (ipi == HART_IPI_LEGACY)
		sbi_call(SBI_LEGACY_SEND_IPI, 0, (uintptr_t)&mask, 0, 0);
}

void hart_interrupt(uint64_t id)
{
	if (ipi == HART_IPI_EXTENSION)
		sbi_call(SBI_IPI, 0, 1, id, 0);
	else if (hart_can_interrupt(id))
		hart_interrupt_masked(1ULL << id);
}
