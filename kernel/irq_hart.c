#include "kernel/irq.h"
/*
 * The hart's part of interrupts: the switch for all, and the one for external ones. A file of its
 * own, because the unit tests and the host shell replace it.
 * RISC-V Privileged Architecture 1.12, 4.1.1 and 4.1.3.
 */
#include "kernel/csr.h"

uint64_t irq_save(void)
{
	uint64_t state = csr_read_sstatus() & SSTATUS_SIE;

	csr_clear_sstatus(SSTATUS_SIE);
	return state;
}

void irq_restore(uint64_t state)
{
	csr_set_sstatus(state);
}

void irq_external(bool on)
{
	if (on)
		csr_set_sie(SIE_SEIE);
	else
		csr_clear_sie(SIE_SEIE);
}
