#include "kernel/hart/hart.h"
/*
 * Interrupts to other harts. Source: SBI Specification 2.0, 5.5 (legacy send IPI) and chapter 7.
 */
#include "kernel/hart/hart_main.h"
#include "kernel/sbi.h"

/* Whose call firmware has; asked once, by the first hart. */
static enum { IPI_UNKNOWN, IPI_NONE, IPI_EXTENSION, IPI_LEGACY } ipi;

void hart_find_ipi(void)
{
	if (ipi != IPI_UNKNOWN)
		return;
	ipi = IPI_NONE;
	if (sbi_probe(SBI_IPI))
		ipi = IPI_EXTENSION;
	else if (!sbi_facts()->base || sbi_probe(SBI_LEGACY_SEND_IPI))
		ipi = IPI_LEGACY;
}

bool hart_can_interrupt(uint64_t id)
{
	return ipi == IPI_EXTENSION || (ipi == IPI_LEGACY && id < HART_MASKED);
}

void hart_interrupt(uint64_t id)
{
	uint64_t mask;

	if (!hart_can_interrupt(id))
		return;
	if (ipi == IPI_EXTENSION) {
		sbi_call(SBI_IPI, 0, 1, id, 0);
		return;
	}
	mask = 1ULL << id;
	sbi_call(SBI_LEGACY_SEND_IPI, 0, (uintptr_t)&mask, 0, 0);
}
