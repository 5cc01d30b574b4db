#pragma once
/* CSRs by name and number, the fields of a value, and which writes need a second thought. Pure. */
#include "shell/machine/cpu/csr_rows.h"

enum {
	CSR_NAME_MAX = 20, /* bytes of a name, "hpmcounter3..31", with its NUL */
	CSR_MAX = 128,     /* registers in the table, at most */
};

/* How many CSRs the row is. The number of its CSR @index, from 0, is row->number + index. */
static inline unsigned csr_count(const struct csr_row *row)
{
	return row->count ? row->count : 1;
}

/* The name of its CSR @index; and, if @last > @index, of all from there on to @last:
 * "hpmcounter3..31". */
void csr_name(const struct csr_row *row, unsigned index, unsigned last, char name[CSR_NAME_MAX]);
/* Finds a CSR by its whole @name, or by @number where @name is NULL: its number, or -ENOENT. */
int csr_find(const char *name, uint64_t number);
/* What the field is in the CSR's @value. */
static inline uint64_t csr_field_of(const struct csr_field *field, uint64_t value)
{
	return value >> field->low & ((UINT64_C(1) << field->width) - 1);
}

/* Why a write that changes the CSR from @old to @value would take away what the shell stands on,
 * for people: "the shell's traps depend on it"; NULL: it would not. */
const char *csr_refusal(unsigned number, uint64_t old, uint64_t value);
