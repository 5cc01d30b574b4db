#include "kernel/count_loop.h"
/*
 * In assembly where the number of instructions is what counts. Numbers at random are a xorshift of
 * 64 bits (G. Marsaglia, "Xorshift RNGs", 2003), so that neither a branch predictor nor a
 * prefetcher learns them.
 */
#include "kernel/csr.h"

enum { COUNT_LINE = 64 }; /* bytes: no cache's line is longer on machines of today */

static void count_turns(const struct count_ground *ground, uint64_t turns)
{
	(void)ground;
	__asm__ volatile("1: addi %0, %0, -1\n"
			 "bnez %0, 1b"
			 : "+r"(turns));
}

static void count_loads(const struct count_ground *ground, uint64_t turns)
{
	uint64_t word = 0, seen;

	(void)ground;
	__asm__ volatile("1: ld %1, (%2)\n"
			 "ld %1, (%2)\n"
			 "ld %1, (%2)\n"
			 "ld %1, (%2)\n"
			 "addi %0, %0, -1\n"
			 "bnez %0, 1b"
			 : "+r"(turns), "=&r"(seen)
			 : "r"(&word)
			 : "memory");
}

static void count_stores(const struct count_ground *ground, uint64_t turns)
{
	uint64_t word;

	(void)ground;
	__asm__ volatile("1: sd %0, (%1)\n"
			 "sd %0, (%1)\n"
			 "sd %0, (%1)\n"
			 "sd %0, (%1)\n"
			 "addi %0, %0, -1\n"
			 "bnez %0, 1b"
			 : "+r"(turns)
			 : "r"(&word)
			 : "memory");
}

static inline uint64_t count_random(uint64_t x)
{
	x ^= x << 13;
	x ^= x >> 7;
	return x ^ x << 17;
}

static void count_chance(const struct count_ground *ground, uint64_t turns)
{
	uint64_t random = 1, taken = 0;

	(void)ground;
	for (; turns; turns--) {
		random = count_random(random);
		__asm__ volatile("beqz %1, 1f\n"
				 "addi %0, %0, 1\n"
				 "1:"
				 : "+r"(taken)
				 : "r"(random >> 32 & 1));
	}
}

static void count_far_loads(const struct count_ground *ground, uint64_t turns)
{
	uint64_t random = 1;

	for (; turns; turns--) {
		random = count_random(random);
		(void)*(const volatile uint64_t *)(uintptr_t)(ground->base +
							      (random &
							       (ground->size - COUNT_LINE)));
	}
}

static void count_fenced_load(const struct count_ground *ground, uint64_t turns)
{
	uint64_t word = 0, seen;

	(void)ground;
	__asm__ volatile("1: sfence.vma\n"
			 "ld %1, (%2)\n"
			 "addi %0, %0, -1\n"
			 "bnez %0, 1b"
			 : "+r"(turns), "=&r"(seen)
			 : "r"(&word)
			 : "memory");
}

static void count_fenced_store(const struct count_ground *ground, uint64_t turns)
{
	uint64_t word;

	(void)ground;
	__asm__ volatile("1: sfence.vma\n"
			 "sd %0, (%1)\n"
			 "addi %0, %0, -1\n"
			 "bnez %0, 1b"
			 : "+r"(turns)
			 : "r"(&word)
			 : "memory");
}

/* By a register, so that an emulator looks for the code anew, too. */
static void count_fenced_fetch(const struct count_ground *ground, uint64_t turns)
{
	uint64_t target;

	(void)ground;
	__asm__ volatile("lla %1, 2f\n"
			 "1: sfence.vma\n"
			 "jr %1\n"
			 "nop\n"
			 "2: addi %0, %0, -1\n"
			 "bnez %0, 1b"
			 : "+r"(turns), "=&r"(target)
			 :
			 : "memory");
}

void count_loop(enum count_loop loop, const struct count_ground *ground, uint64_t turns)
{
	static void (*const loops[])(const struct count_ground *ground, uint64_t turns) = {
		[COUNT_TURNS] = count_turns,
		[COUNT_LOADS] = count_loads,
		[COUNT_STORES] = count_stores,
		[COUNT_CHANCE] = count_chance,
		[COUNT_FAR_LOADS] = count_far_loads,
		[COUNT_FENCED_LOAD] = count_fenced_load,
		[COUNT_FENCED_STORE] = count_fenced_store,
		[COUNT_FENCED_FETCH] = count_fenced_fetch,
	};

	loops[loop](ground, turns);
}

void count_drop_ipi(void)
{
	csr_clear_sip(SIE_SSIE);
}
