#pragma once
/* The extensions of the SBI, by name. Source: RISC-V SBI Specification 3.0, chapters 4 to 20. */
#include "kernel/sbi.h"

enum {
	SBI_RFNC = 0x52464e43,
	SBI_PMU = 0x504d55,
	SBI_SUSP = 0x53555350,
	SBI_CPPC = 0x43505043,
	SBI_NACL = 0x4e41434c,
	SBI_STA = 0x535441,
	SBI_SSE = 0x535345,
	SBI_FWFT = 0x46574654,
	SBI_DBTR = 0x44425452,
	SBI_MPXY = 0x4d505859,
	SBI_LEGACY_LAST = 0xf, /* ids up to it are legacy calls: chapter 5 */
};

struct sbi_row {
	uint32_t id;
	char name[12], what[32];
};

/* Row number @i; NULL at the end. */
const struct sbi_row *sbi_row(unsigned i);
/* The row of the extension with that name, in capitals or not; NULL. */
const struct sbi_row *sbi_row_named(const char *name);
