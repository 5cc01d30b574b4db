#include "kernel/csr_any.h"
/*
 * CSRs by their number: finds the instructions and runs them with their trap contained. RISC-V
 * Privileged Architecture 1.12, 4.1.1 (sstatus.FS and VS); Scalar Cryptography 1.0, 4.1 (seed).
 */
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include "kernel/csr.h"
#include "kernel/trap_try.h"

enum {
	SLOT_BYTES = 10,   /* one of kernel/csr_slots.S: it writes a0, */
	SLOT_READ = 4,     /* and from here on reads into a0, and returns */
	NUMBER_SHIFT = 20, /* in a CSR instruction */
	CSR_SEED = 0x015,
	UNIT_FS = 3 << 13, /* of sstatus: the units' states */
	UNIT_VS = 3 << 9,
	UNITS_INITIAL = 1 << 13 | 1 << 9,
};

/* kernel/csr_slots.S */
extern const char csr_slots[], csr_slots_end[];

struct csr_access {
	const char *code; /* NULL: of seed, which is read by a write */
	uint64_t value;
};

static const char *csr_slot(unsigned number)
{
	size_t bytes = (uintptr_t)csr_slots_end - (uintptr_t)csr_slots;

	for (const char *slot = csr_slots; slot != csr_slots + bytes; slot += SLOT_BYTES) {
		uint32_t instruction;

		memcpy(&instruction, slot, sizeof(instruction));
		if (instruction >> NUMBER_SHIFT == number)
			return slot;
	}
	return NULL;
}

/* What of sstatus must be on for the CSR: fflags to fcsr, vstart to vcsr, vl to vlenb. */
static uint64_t csr_unit(unsigned number)
{
	if (number >= 0x001 && number <= 0x003)
		return UNIT_FS;
	if ((number >= 0x008 && number <= 0x00f) || (number >= 0xc20 && number <= 0xc22))
		return UNIT_VS;
	return 0;
}

static int csr_run(void *arg)
{
	struct csr_access *access = arg;

	if (access->code)
		access->value = ((uint64_t(*)(uint64_t))(uintptr_t)access->code)(access->value);
	else
		access->value = csr_swap_seed();
	return 0;
}

static int csr_contained(unsigned number, unsigned entry, uint64_t *value)
{
	uint64_t unit = csr_unit(number), off = unit & ~csr_read_sstatus();
	const char *slot = csr_slot(number);
	struct csr_access access = { .value = *value };
	int err;

	if (!slot)
		return -ENOENT;
	if (number != CSR_SEED)
		access.code = slot + entry;
	csr_set_sstatus(unit & UNITS_INITIAL);
	err = trap_try(csr_run, &access, NULL);
	csr_clear_sstatus(off);
	*value = access.value;
	return err;
}

int csr_any_read(unsigned number, uint64_t *value)
{
	*value = 0;
	return csr_contained(number, SLOT_READ, value);
}

int csr_any_write(unsigned number, uint64_t *value)
{
	return csr_contained(number, 0, value);
}
