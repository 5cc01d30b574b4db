#include "kernel/sbi_seen.h"
/* Source: RISC-V Privileged Architecture 1.12, 4.1. */
#include <stddef.h>
#include "kernel/csr.h"
#include "kernel/csr_any.h"
#include "kernel/sbi.h"
#include "kernel/trap_try.h"

enum { SEEN_SCOUNTEREN = 0x106, SEEN_SATP = 0x180 }; /* numbers of CSRs */

bool sbi_seen_timer(void)
{
	return csr_read_sip() & SIE_STIE;
}

bool sbi_seen_ipi(void)
{
	return csr_read_sip() & SIE_SSIE;
}

void sbi_clear_ipi(void)
{
	csr_clear_sip(SIE_SSIE);
}

static int seen_load_reserved(void *address)
{
	uint64_t value;

	__asm__ volatile("lr.w %0, (%1)" : "=r"(value) : "r"(address) : "memory");
	(void)value;
	return 0;
}

static int seen_load(void *address)
{
	uint64_t value;

	__asm__ volatile("lw %0, (%1)" : "=r"(value) : "r"(address) : "memory");
	(void)value;
	return 0;
}

bool sbi_seen_misaligned(bool reserved)
{
	uint64_t at = 0;

	return trap_try(reserved ? seen_load_reserved : seen_load, (char *)&at + 1, NULL);
}

static void seen_csrs(struct sbi_csrs *csrs)
{
	uint64_t *value = csrs->value;

	value[SBI_SATP] = value[SBI_SCOUNTEREN] = 0;
	csr_any_read(SEEN_SATP, &value[SBI_SATP]);
	csr_any_read(SEEN_SCOUNTEREN, &value[SBI_SCOUNTEREN]);
	value[SBI_SSTATUS] = csr_read_sstatus();
	value[SBI_SIE] = csr_read_sie();
	value[SBI_STVEC] = csr_read_stvec();
	value[SBI_SSCRATCH] = csr_read_sscratch();
	value[SBI_SEPC] = csr_read_sepc();
}

void sbi_call_csrs(uint64_t extension, uint64_t function, struct sbi_csrs *before,
		   struct sbi_csrs *after)
{
	uint64_t sie = csr_read_sie();

	csr_write_sie(sie & SIE_SSIE);
	seen_csrs(before);
	sbi_call(extension, function, 0, 0, 0);
	seen_csrs(after);
	csr_write_sie(sie);
	csr_write_sscratch(before->value[SBI_SSCRATCH]);
}

void sbi_put_trapped(const struct sbi_trapped *trapped)
{
	csr_write_sepc(trapped->sepc);
	csr_clear_sstatus(SSTATUS_SPP | SSTATUS_SPIE);
	csr_set_sstatus((trapped->supervisor ? SSTATUS_SPP : 0) |
			(trapped->interrupts ? SSTATUS_SPIE : 0));
}

void sbi_get_trapped(struct sbi_trapped *trapped)
{
	uint64_t sstatus = csr_read_sstatus();

	trapped->sepc = csr_read_sepc();
	trapped->supervisor = sstatus & SSTATUS_SPP;
	trapped->interrupts = sstatus & SSTATUS_SPIE;
}
