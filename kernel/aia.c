#include "kernel/aia.h"
/* The interrupt file behind siselect, sireg and stopei. */
#include "kernel/csr.h"

enum { STOPEI_IDENTITY = 16 }; /* shift */

uint64_t aia_read(unsigned reg)
{
	csr_write_0x150(reg);
	return csr_read_0x151();
}

void aia_write(unsigned reg, uint64_t value)
{
	csr_write_0x150(reg);
	csr_write_0x151(value);
}

void aia_set(unsigned reg, uint64_t bits)
{
	csr_write_0x150(reg);
	csr_set_0x151(bits);
}

void aia_clear(unsigned reg, uint64_t bits)
{
	csr_write_0x150(reg);
	csr_clear_0x151(bits);
}

uint32_t aia_top(void)
{
	return (uint32_t)(csr_read_0x15c() >> STOPEI_IDENTITY);
}
