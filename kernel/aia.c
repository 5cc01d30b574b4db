#include "kernel/aia.h"
/* The interrupt file of this hart, through siselect, sireg and stopei. */
#include "kernel/csr.h"

enum { STOPEI_IDENTITY = 16 }; /* shift */

uint64_t aia_read(unsigned reg)
{
	csr_write_siselect(reg);
	return csr_read_sireg();
}

void aia_write(unsigned reg, uint64_t value)
{
	csr_write_siselect(reg);
	csr_write_sireg(value);
}

void aia_set(unsigned reg, uint64_t bits)
{
	csr_write_siselect(reg);
	csr_set_sireg(bits);
}

void aia_clear(unsigned reg, uint64_t bits)
{
	csr_write_siselect(reg);
	csr_clear_sireg(bits);
}

uint32_t aia_top(void)
{
	return (uint32_t)(csr_read_stopei() >> STOPEI_IDENTITY);
}
