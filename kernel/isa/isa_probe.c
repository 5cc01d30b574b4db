#include "kernel/isa/isa.h"
/*
 * Tries extensions on the running hart.
 *
 * RISC-V Privileged ISA 1.13, 3.1.6.6 (FS and VS), 4.1.10 (scause); SBI Specification 2.0, 4.5
 * (mvendorid); T-Head's JEDEC id.
 */
#include <errno.h>
#include "kernel/csr.h"
#include "kernel/csr_any.h"
#include "kernel/hpm_counters.h"
#include "kernel/irq.h"
#include "kernel/isa/isa_row.h"
#include "kernel/protect/protect.h"
#include "kernel/sbi.h"
#include "kernel/trap_try.h"

enum {
	SSTATUS_VS_INITIAL = 1 << 9,
	SSTATUS_FS_INITIAL = 1 << 13,
	SSTATUS_VS = 3 << 9,
	SSTATUS_FS = 3 << 13,
	ILLEGAL_INSTRUCTION = 2, /* scause */
	OPENSBI_1_1 = 1 << 16 | 1,
	MVENDORID_THEAD = 0x5b7,
	CSR_HPMCOUNTER = 0xc00,
	SCRATCH = 512, /* bytes: a cache block, of any size that is used */
};

struct probe {
	const struct isa_row *row;
	uint64_t b, value;
};

/* On the stack, because each hart may be asked. */
static int probe_run(void *arg)
{
	_Alignas(SCRATCH) uint64_t scratch[SCRATCH / sizeof(uint64_t)];
	struct probe *probe = arg;

	for (unsigned i = 0; i < SCRATCH / sizeof(uint64_t); i++)
		scratch[i] = ISA_A;
	probe->value = isa_frame(probe->row->code, scratch, probe->b, ISA_A, probe->row->vtype);
	return 0;
}

static enum isa_found probe_compare(const struct isa_row *row, uint64_t value)
{
	switch ((enum isa_compare)row->compare) {
	case ISA_AT_LEAST:
		return value >= row->result ? ISA_WORKS : ISA_ABSENT;
	case ISA_BITS:
		return (value & row->result) == row->result ? ISA_WORKS : ISA_ABSENT;
	default:
		return !row->result || value == row->result ? ISA_WORKS : ISA_DIFFERS;
	}
}

/* Runs the row's code, with the units that it may use switched on. */
static enum isa_found probe_code(const struct isa_row *row, uint64_t *cause)
{
	struct probe probe = { .row = row, .b = row->compare == ISA_BITS ? row->result : ISA_B };
	uint64_t interrupts = irq_save(), before = csr_read_sstatus() & (SSTATUS_FS | SSTATUS_VS);
	struct trap_info trap;
	int err;

	csr_clear_sstatus(SSTATUS_FS | SSTATUS_VS);
	csr_set_sstatus(row->flags & ISA_NO_FLOAT ? 0 : SSTATUS_FS_INITIAL | SSTATUS_VS_INITIAL);
	err = trap_try(probe_run, &probe, &trap);
	csr_clear_sstatus(SSTATUS_FS | SSTATUS_VS);
	csr_set_sstatus(before);
	irq_restore(interrupts);
	if (!err)
		return probe_compare(row, probe.value);
	*cause = trap.cause;
	if (trap.cause != ILLEGAL_INSTRUCTION)
		return ISA_FAULTS;
	return row->flags & ISA_HIDDEN ? ISA_UNDECIDABLE : ISA_ABSENT;
}

/* Reads the first counter that firmware says the hart has. */
static enum isa_found probe_counters(void)
{
	uint64_t mask = hpm_counters() & ~UINT64_C(7), value;
	unsigned counter = 0;

	if (!mask)
		return ISA_UNDECIDABLE;
	while (!(mask >> counter & 1))
		counter++;
	return csr_any_read(CSR_HPMCOUNTER + counter, &value) ? ISA_ABSENT : ISA_WORKS;
}

static bool probe_is_thead(void)
{
	struct sbi_ret vendor = sbi_call(SBI_BASE, SBI_BASE_MVENDORID, 0, 0, 0);

	return !vendor.error && vendor.value == MVENDORID_THEAD;
}

bool isa_is_loud(int index)
{
	const struct isa_row *row = isa_row(index);
	const struct sbi_facts *firmware = sbi_facts();

	return row && row->flags & ISA_LOUD &&
	       firmware->implementation == SBI_IMPLEMENTATION_OPENSBI &&
	       firmware->implementation_version > OPENSBI_1_1;
}

enum isa_found isa_probe(int index, uint64_t *cause)
{
	const struct isa_row *row = isa_row(index);

	*cause = 0;
	if (!row || ((row->flags & ISA_FOR_THEAD) && !probe_is_thead()))
		return ISA_UNDECIDABLE;
	switch ((enum isa_how)row->how) {
	case ISA_COUNTERS:
		return probe_counters();
	case ISA_PAGES: /* a hart with more levels has these, too: Privileged ISA 1.13, 10.1.11 */
		return protect_facts()->satp ? ISA_WORKS : ISA_UNDECIDABLE;
	default:
		return probe_code(row, cause);
	}
}
