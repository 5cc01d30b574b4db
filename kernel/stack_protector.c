#include "kernel/stack_protector.h"
/*
 * What code that is built with -fstack-protector needs: ours is, and Debian's libfdt.
 * Source: RISC-V Cryptography Extensions, volume I, 4.1 (seed: OPST and entropy).
 */
#include <stdint.h>
#include "kernel/csr.h"
#include "kernel/instret.h"
#include "kernel/time.h"
#include "kernel/trap_try.h"

enum {
	SEED_TRIES = 32, /* it may wait in between */
	SEED_BITS = 16,
	SEED_ES16 = 2,           /* in the topmost bits: the bits below are entropy */
	MULTIPLIER = 0x01000193, /* of FNV-1a */
};

void __stack_chk_fail(void) __attribute__((noreturn));
extern uintptr_t __stack_chk_guard;

/* Until there is entropy: a zero byte and a newline stop overruns of strings at least. */
uintptr_t __stack_chk_guard = 0x0a00ff5afe5afe0d;

/* Traps: a trap is reported with its place, and contained like any other. */
void __stack_chk_fail(void)
{
	__builtin_trap();
}

static int protector_entropy(void *arg)
{
	uint64_t *sum = arg;

	for (int i = 0; i < SEED_TRIES; i++) {
		uint32_t seed = (uint32_t)csr_swap_seed();

		if (seed >> 30 == SEED_ES16)
			*sum = *sum << SEED_BITS ^ *sum >> (64 - SEED_BITS) ^ (seed & 0xffff);
	}
	return 0;
}

__attribute__((no_stack_protector)) void stack_protector_begin(const void *seed, size_t len)
{
	const uint8_t *byte = seed;
	uint64_t sum = __stack_chk_guard ^ time_ticks() << 32 ^ instret_read();

	for (size_t i = 0; i < len; i++)
		sum = (sum ^ byte[i]) * MULTIPLIER;
	if (!len)
		trap_try(protector_entropy, &sum, NULL);
	__stack_chk_guard = sum << 8; /* a zero byte first: no string goes on over it */
}
