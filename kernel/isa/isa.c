#include "kernel/isa/isa.h"
/*
 * The table of extensions: those that can be tried, then those that cannot.
 * RISC-V Privileged ISA 1.13, 3.1.18 (menvcfg); Scalar Cryptography 1.0, 4.1 (mseccfg.SSEED);
 * Smstateen 1.0, 2 (mstateen0).
 */
#include <stddef.h>
#include "kernel/isa/isa_hints.h"
#include "kernel/isa/isa_row.h"

/* Named here and in the row below, and nowhere else. */
extern const struct isa_group isa_integer, isa_float, isa_bits, isa_vector, isa_supervisor;

static const struct isa_group *const groups[] = {
	&isa_integer, &isa_float, &isa_bits, &isa_vector, &isa_supervisor,
};

static const char gates[][18] = {
	[ISA_CBCFE] = "menvcfg.CBCFE",     [ISA_CBZE] = "menvcfg.CBZE",
	[ISA_STCE] = "menvcfg.STCE",       [ISA_CDE] = "menvcfg.CDE",
	[ISA_SSE] = "menvcfg.SSE",         [ISA_SSEED] = "mseccfg.SSEED",
	[ISA_JVT] = "mstateen0.JVT",       [ISA_CTR] = "mstateen0.CTR",
	[ISA_ENVCFG] = "mstateen0.ENVCFG", [ISA_SE0] = "mstateen0.SE0",
};

/* The row, or NULL and in *@index what is left of it after all rows. */
static const struct isa_row *isa_find(int *index)
{
	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		if (*index < groups[i]->count)
			return &groups[i]->row[*index];
		*index -= groups[i]->count;
	}
	return NULL;
}

const struct isa_row *isa_row(int index)
{
	return isa_find(&index);
}

const struct isa_id *isa_id(int index)
{
	const struct isa_row *row = isa_find(&index);

	return row ? &row->id : isa_hint(index);
}

const char *isa_name(int index)
{
	const struct isa_id *id = isa_id(index);

	return id ? id->name : NULL;
}

const char *isa_gate(int index)
{
	const struct isa_row *row = isa_row(index);

	return row && row->gate ? gates[row->gate] : NULL;
}
