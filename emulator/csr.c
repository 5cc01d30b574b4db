/* The supervisor's control and status registers. Sources: see cpu.h; numbers: Privileged, 2.2. */
#include "emulator/cpu.h"
#include <stddef.h>
#include "emulator/machine.h"

enum csr_number {
	CSR_SSTATUS = 0x100,
	CSR_SIE = 0x104,
	CSR_SIP = 0x144,
	CSR_SATP = 0x180,
	CSR_CYCLE = 0xc00,
	CSR_TIME = 0xc01,
	CSR_INSTRET = 0xc02,
};

enum {
	SIP_SOFT = 1 << IRQ_SOFT,
	SIE_ALL = 1 << IRQ_SOFT | 1 << IRQ_TIMER | 1 << IRQ_EXTERNAL,
	STATUS_WRITABLE = STATUS_SIE | STATUS_SPIE | STATUS_SPP | STATUS_SUM | STATUS_MXR,
	EPC_ODD = 1,
	TVEC_RESERVED = 2,
};

#define STATUS_UXL_64 (UINT64_C(2) << 32)

/* Those that hold what was written, less the bits that are always 0. */
static const struct csr_plain {
	unsigned number;
	size_t offset;
	uint64_t zero;
} csr_plain[] = {
	{ 0x105, offsetof(struct cpu, stvec), TVEC_RESERVED },
	{ 0x106, offsetof(struct cpu, scounteren), 0 },
	{ 0x140, offsetof(struct cpu, sscratch), 0 },
	{ 0x141, offsetof(struct cpu, sepc), EPC_ODD },
	{ 0x142, offsetof(struct cpu, scause), 0 },
	{ 0x143, offsetof(struct cpu, stval), 0 },
};

static uint64_t *csr_find(struct cpu *cpu, unsigned number, uint64_t *zero)
{
	for (unsigned i = 0; i < sizeof(csr_plain) / sizeof(csr_plain[0]); i++) {
		if (csr_plain[i].number != number)
			continue;
		*zero = csr_plain[i].zero;
		return (uint64_t *)(void *)((char *)cpu + csr_plain[i].offset);
	}
	return NULL;
}

bool csr_read(struct cpu *cpu, unsigned number, uint64_t *value)
{
	uint64_t zero, *plain = csr_find(cpu, number, &zero);

	switch (number) {
	case CSR_SSTATUS:
		*value = cpu->status | STATUS_UXL_64;
		return true;
	case CSR_SIE:
		*value = cpu->sie;
		return true;
	case CSR_SIP:
		machine_attend(cpu->machine);
		*value = cpu->sip;
		return true;
	case CSR_SATP:
		*value = 0;
		return true;
	case CSR_CYCLE:
		*value = machine_now(cpu->machine);
		return true;
	case CSR_TIME:
		*value = machine_ticks(cpu->machine);
		return true;
	case CSR_INSTRET:
		*value = cpu->retired;
		return true;
	}
	if (plain)
		*value = *plain;
	return plain != NULL;
}

bool csr_write(struct cpu *cpu, unsigned number, uint64_t value)
{
	uint64_t zero, *plain = csr_find(cpu, number, &zero);

	cpu->attention = 0;
	switch (number) {
	case CSR_SSTATUS:
		cpu->status = value & STATUS_WRITABLE;
		return true;
	case CSR_SIE:
		cpu->sie = value & SIE_ALL;
		return true;
	case CSR_SIP:
		cpu->sip = (cpu->sip & ~(uint64_t)SIP_SOFT) | (value & SIP_SOFT);
		return true;
	case CSR_SATP:
		return true; /* a mode that is not there: without effect (4.1.11) */
	}
	if (plain)
		*plain = value & ~zero;
	return plain != NULL;
}
