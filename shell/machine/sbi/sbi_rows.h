#pragma once
/* The extensions of the SBI, by name. Source: RISC-V SBI Specification 3.0, chapters 4 to 20. */
#include "kernel/sbi.h"

struct sbi_row {
	uint32_t id;
	char name[12], what[32];
};

/* Row number @i; NULL at the end. */
const struct sbi_row *sbi_row(unsigned i);
/* The row of extension @id, which has one. */
const struct sbi_row *sbi_row_of(uint32_t id);
/* The row of the extension with that name, in capitals or not; NULL. */
const struct sbi_row *sbi_row_named(const char *name);
