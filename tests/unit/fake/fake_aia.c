#include "tests/unit/fake/fake_aia.h"
/* A fake of the hart's interrupt file, with 2047 identities. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "kernel/aia.h"
#include "tests/unit/fake/fake_machine.h"

struct fake_aia fake_aia;

/* Only the registers of a 64-bit hart, which has the even ones of each array. */
static uint64_t *aia_at(unsigned reg)
{
	if (fake_aia.absent)
		fake_machine_trap();
	assert_true(reg == AIA_EIDELIVERY || reg == AIA_EITHRESHOLD ||
		    (reg >= AIA_EIP && reg < FAKE_AIA_REGS && reg % 2 == 0));
	return &fake_aia.reg[reg];
}

uint64_t aia_read(unsigned reg)
{
	return *aia_at(reg);
}

void aia_write(unsigned reg, uint64_t value)
{
	*aia_at(reg) = reg == AIA_EIDELIVERY && fake_aia.dumb ? 0 : value;
}

void aia_set(unsigned reg, uint64_t bits)
{
	*aia_at(reg) |= bits;
}

void aia_clear(unsigned reg, uint64_t bits)
{
	*aia_at(reg) &= ~bits;
}

uint32_t aia_top(void)
{
	for (unsigned reg = 0; reg < AIA_EIE - AIA_EIP; reg += 2) {
		uint64_t ready = *aia_at(AIA_EIP + reg) & *aia_at(AIA_EIE + reg);

		if (ready)
			return reg * 32 + (uint32_t)__builtin_ctzll(ready);
	}
	return 0;
}

void fake_aia_send(uint32_t id)
{
	fake_aia.reg[AIA_EIP + id / 64 * 2] |= UINT64_C(1) << id % 64;
}
