/*
 * Remote fences: each does all that a fence can do, whatever was asked for.
 * Source: RISC-V Privileged Architecture 1.12, 4.2.1.
 */
#include "tests/firmware/stub.h"

static volatile bool asked[STUB_HARTS];

bool stub_fence_here(void)
{
	uint64_t self;

	__asm__ volatile("csrr %0, mhartid" : "=r"(self));
	if (!asked[self])
		return false;
	__asm__ volatile("sfence.vma" : : : "memory");
	__asm__ volatile("fence.i" : : : "memory");
	asked[self] = false;
	return true;
}

/* Those of harts that wait for each other are done meanwhile. */
static void await(uint64_t hart)
{
	while (asked[hart])
		stub_fence_here();
}

void stub_fence(uint64_t harts)
{
	uint64_t self;

	__asm__ volatile("csrr %0, mhartid" : "=r"(self));
	for (uint64_t hart = 0; hart < STUB_HARTS; hart++)
		if (harts >> hart & 1 && (hart == self || stub_hsm_runs(hart))) {
			asked[hart] = true;
			if (hart != self)
				stub_ipi_set(hart, true);
		}
	for (uint64_t hart = 0; hart < STUB_HARTS; hart++)
		await(hart);
}
