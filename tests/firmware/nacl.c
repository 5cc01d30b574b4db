/*
 * Nested acceleration (NACL), with all features but the automatic swap. Nothing is done.
 * Source: RISC-V SBI Specification 3.0, chapter 15.
 */
#include "tests/firmware/stub.h"

enum {
	PROBE,
	SET_SHMEM,
	SYNC_CSR,
	SYNC_HFENCE,
	SYNC_SRET,
	FEATURES = 3, /* the ids below are there */
	OF_H = 0x200, /* bits of the numbers of H's CSRs */
	OF_ANY = 0x300,
	CSRS = 0x1000,
	PAGE = 4096,
	NOT_SUPPORTED = -2,
	INVALID_PARAM = -3,
	INVALID_ADDRESS = -5,
	NO_SHMEM = -9,
};

static bool *shared(void)
{
	static bool harts[STUB_HARTS];
	uint64_t hart;

	__asm__ volatile("csrr %0, mhartid" : "=r"(hart));
	return &harts[hart];
}

static long set_shmem(const uint64_t *a)
{
	if (a[2])
		return INVALID_PARAM;
	*shared() = false;
	if (a[0] == UINT64_MAX && a[1] == UINT64_MAX)
		return 0;
	if (a[0] % PAGE)
		return INVALID_PARAM;
	if (a[0] < STUB_CARD)
		return INVALID_ADDRESS;
	*shared() = true;
	return 0;
}

static long sync(uint64_t csr, uint64_t function)
{
	if (!*shared())
		return NO_SHMEM;
	if (function == SYNC_CSR && csr != UINT64_MAX && ((csr & OF_ANY) != OF_H || csr >= CSRS))
		return INVALID_PARAM;
	return 0;
}

struct stub_answer stub_nacl(uint64_t *a, uint64_t function)
{
	if (function == PROBE)
		return (struct stub_answer){ .value = a[0] < FEATURES };
	if (function > SYNC_SRET)
		return (struct stub_answer){ .error = NOT_SUPPORTED };
	return (struct stub_answer){ .error = function == SET_SHMEM ? set_shmem(a)
								    : sync(a[0], function) };
}
