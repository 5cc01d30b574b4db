#pragma once
/* Patterns: the word that each address has follows from the address alone. */
#include <stdint.h>

enum {
	SWEEP_BLOCK = 64, /* bytes */
	SWEEP_WORDS = SWEEP_BLOCK / 8,
};

/* The word at address A is ((A * factor) ^ (A * factor >> shift)) ^ mix ^ a constant: A is the
 * begin of the block, the constant that of the word's place in it. */
struct sweep_pattern {
	uint64_t factor; /* 0: all words are mix */
	unsigned shift;
	uint64_t mix;
	const uint64_t *in_block; /* 8 constants; unused where factor is 0 */
};

/* All words are @word. */
struct sweep_pattern sweep_same(uint64_t word);
/* Each word is its own address. */
struct sweep_pattern sweep_own(void);
/* Each word is random. */
struct sweep_pattern sweep_random(uint64_t seed);

/* What all words of the block at @address have in common. */
static inline uint64_t sweep_block(const struct sweep_pattern *pattern, uint64_t address)
{
	uint64_t x = address * pattern->factor;

	return x ^ x >> pattern->shift ^ pattern->mix;
}

/* What the pattern has at @address. */
uint64_t sweep_word(const struct sweep_pattern *pattern, uint64_t address);
