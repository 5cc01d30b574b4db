#include "shell/memtest/sweep_pattern.h"
/* Patterns. Random ones multiply by odd numbers, and bring the high bits of the product down. */

struct sweep_pattern sweep_same(uint64_t word)
{
	return (struct sweep_pattern){ .mix = word };
}

struct sweep_pattern sweep_own(void)
{
	static const uint64_t places[SWEEP_WORDS] = { 0, 8, 16, 24, 32, 40, 48, 56 };

	return (struct sweep_pattern){ .factor = 1, .shift = 63, .in_block = places };
}

struct sweep_pattern sweep_random(uint64_t seed)
{
	/* Digits of pi's fraction. */
	static const uint64_t places[SWEEP_WORDS] = {
		0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89,
		0x452821e638d01377, 0xbe5466cf34e90c6c, 0xc0ac29b7c97c50dd, 0x3f84d5b5b5470917,
	};

	return (struct sweep_pattern){ .factor = (seed + 1) * 0x9e3779b97f4a7c15 | 1,
				       .shift = 32,
				       .in_block = places };
}

uint64_t sweep_word(const struct sweep_pattern *pattern, uint64_t address)
{
	if (!pattern->factor)
		return pattern->mix;
	return sweep_block(pattern, address & ~(uint64_t)(SWEEP_BLOCK - 1)) ^
	       pattern->in_block[address / 8 % SWEEP_WORDS];
}
