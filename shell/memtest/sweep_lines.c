#include "shell/memtest/sweep_lines.h"
/*
 * Address lines: where one is stuck, open or shorted to another, two words of a pair are one cell,
 * and the one that was written first has the other's address.
 */

enum {
	LINES_FIRST = 3,       /* below it is the word */
	LINES_PAST = 56,       /* RISC-V has so many bits of a physical address */
	LINES_EVICT = 8 << 20, /* bytes: more than most caches have */
};

struct lines_pair {
	uint64_t low, high; /* equal but for one bit */
};

/* The pair for @line nearest to the beginning of the piece, or to its end. False: it has none. */
static bool lines_pair(const struct sweep *sweep, unsigned line, bool near_end,
		       struct lines_pair *pair)
{
	uint64_t bit = UINT64_C(1) << line, last = sweep->to_end - 8;

	if (near_end) {
		pair->high = last & bit ? last : (last & ~(bit - 1)) - 8;
		pair->low = pair->high - bit;
		return last >= bit && pair->low >= sweep->from && pair->low < pair->high &&
		       pair->high <= last;
	}
	pair->low = sweep->from & bit ? (sweep->from | (bit - 1)) + 1 : sweep->from;
	pair->high = pair->low + bit;
	return pair->low >= sweep->from && pair->high <= last && pair->low < pair->high;
}

static void lines_write(const struct sweep *sweep, uint64_t address)
{
	*(volatile uint64_t *)(uintptr_t)address = sweep_word(&sweep->pattern, address);
}

static void lines_read(struct sweep *sweep, uint64_t address)
{
	uint64_t expected = sweep_word(&sweep->pattern, address);
	uint64_t seen = *(volatile uint64_t *)(uintptr_t)address;

	if (seen != expected)
		sweep->failed(sweep, address, expected, seen);
}

/* Reads so much that caches have no place for the pairs. */
static uint64_t lines_evict(const struct sweep *sweep)
{
	uint64_t size = sweep->to_end - sweep->from;
	const volatile uint64_t *at = (const volatile uint64_t *)(uintptr_t)sweep->from;

	if (size > LINES_EVICT)
		size = LINES_EVICT;
	for (uint64_t i = 0; i < size / 8; i += SWEEP_BLOCK / 8)
		(void)at[i];
	return size;
}

uint64_t sweep_lines(struct sweep *sweep)
{
	uint64_t bytes = 0;

	for (int pass = 0; pass < 2; pass++) {
		for (unsigned i = 2 * LINES_FIRST; i < 2 * LINES_PAST; i++) {
			struct lines_pair pair;

			if (!lines_pair(sweep, i / 2, i % 2, &pair))
				continue;
			if (pass == 0) {
				lines_write(sweep, pair.low);
				lines_write(sweep, pair.high);
			} else {
				lines_read(sweep, pair.low);
				lines_read(sweep, pair.high);
			}
			bytes += 16;
		}
		if (pass == 0)
			bytes += lines_evict(sweep);
	}
	return bytes;
}
