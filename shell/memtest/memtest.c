#include "shell/memtest/memtest.h"
/*
 * The tests, and how their steps become sweeps.
 *
 * Sources: A. J. van de Goor, Testing Semiconductor Memories (March C-, faults of address
 * decoders); memtest86+, "Memory Testing Philosophy" (moving inversions, block move, modulo 20, bit
 * fade).
 */
#include <string.h>

#define MEMTEST_INVERSIONS                                                                         \
	{                                                                                          \
		SWEEP_WRITE, SWEEP_INVERT, SWEEP_INVERT_DOWN, SWEEP_READ                           \
	}

const struct memtest_test memtest_tests[] = {
	{ "lines", { SWEEP_LINES }, MEMTEST_OWN, 2, "open or stuck address lines" },
	{ "own",
	  { SWEEP_WRITE, SWEEP_INVERT, SWEEP_READ },
	  MEMTEST_OWN,
	  2,
	  "shared cells, address lines" },
	{ "ones", MEMTEST_INVERSIONS, MEMTEST_SAME, 2, "stuck bits" },
	{ "walk8", MEMTEST_INVERSIONS, MEMTEST_WALK_8, 8, "data lines shorted in 8" },
	{ "word", MEMTEST_INVERSIONS, MEMTEST_ONE_RANDOM, 4, "bits coupled in a word" },
	{ "march",
	  { SWEEP_WRITE, SWEEP_INVERT, SWEEP_INVERT, SWEEP_INVERT_DOWN, SWEEP_INVERT_DOWN,
	    SWEEP_READ },
	  MEMTEST_SAME,
	  1,
	  "coupled bits, decoders" },
	{ "random", MEMTEST_INVERSIONS, MEMTEST_RANDOM, 4, "what depends on data" },
	{ "walk32", MEMTEST_INVERSIONS, MEMTEST_WALK_32, 32, "data lines shorted in 32" },
	{ "walk64", MEMTEST_INVERSIONS, MEMTEST_WALK_64, 64, "data lines shorted in 64" },
	{ "block",
	  { SWEEP_WRITE, MEMTEST_COPY, MEMTEST_READ_COPY, MEMTEST_SHIFT, MEMTEST_READ_SHIFT },
	  MEMTEST_RANDOM,
	  2,
	  "moves: bursts, timing" },
	{ "modulo",
	  { SWEEP_MARK, SWEEP_OTHERS, SWEEP_OTHERS, SWEEP_READ_MARK },
	  MEMTEST_ONE_RANDOM,
	  2 * SWEEP_MODULO,
	  "what buffers hide" },
	{ "fade",
	  { SWEEP_WRITE, MEMTEST_WAIT, SWEEP_INVERT, MEMTEST_WAIT, SWEEP_READ },
	  MEMTEST_SAME,
	  1,
	  "bits that fade: refresh" },
};
const int memtest_count = sizeof(memtest_tests) / sizeof(*memtest_tests);

const struct memtest_test *memtest_find(const char *name)
{
	for (int i = 0; i < memtest_count; i++)
		if (strcmp(memtest_tests[i].name, name) == 0)
			return &memtest_tests[i];
	return NULL;
}

static struct sweep_pattern memtest_pattern(const struct memtest *run, unsigned round)
{
	const uint64_t complement = round % 2 ? UINT64_MAX : 0;
	struct sweep_pattern own = sweep_own(), random = sweep_random(run->seed + round / 2);

	own.mix = random.mix = complement;
	switch (run->test->pattern) {
	case MEMTEST_OWN:
		return own;
	case MEMTEST_RANDOM:
		return random;
	case MEMTEST_ONE_RANDOM:
		return sweep_same(sweep_word(&random, SWEEP_BLOCK));
	case MEMTEST_WALK_8:
		return sweep_same(UINT64_C(0x0101010101010101) << round % 8);
	case MEMTEST_WALK_32:
		return sweep_same(UINT64_C(0x0000000100000001) << round % 32);
	case MEMTEST_WALK_64:
		return sweep_same(UINT64_C(1) << round % 64);
	default:
		return sweep_same(complement);
	}
}

/* --- steps ------------------------------------------------------------------------------------ */

/* Sets what a step does to which bytes of the range. */
static void memtest_piece(struct sweep *sweep, int step, const struct memtest_range *range)
{
	uint64_t half = range->size / 2 & ~(uint64_t)(SWEEP_BLOCK - 1);
	bool second = step == MEMTEST_READ_COPY || step == MEMTEST_SHIFT;

	sweep->op = (enum sweep_op)step;
	sweep->from = range->base;
	sweep->to_end = range->base + range->size;
	sweep->bias = 0;
	if (step < MEMTEST_COPY)
		return;
	sweep->op = step == MEMTEST_COPY || step == MEMTEST_SHIFT ? SWEEP_COPY : SWEEP_READ;
	sweep->from += second ? half : 0;
	sweep->to_end = sweep->from + half;
	sweep->to = step == MEMTEST_COPY ? half : SWEEP_BLOCK - half;
	if (step == MEMTEST_SHIFT)
		sweep->to_end -= SWEEP_BLOCK;
	if (step == MEMTEST_READ_SHIFT)
		sweep->from += SWEEP_BLOCK;
	sweep->bias = step == MEMTEST_READ_COPY ? -half : -(uint64_t)SWEEP_BLOCK;
}

/* Sweeps @all in chunks, in its direction. */
static void memtest_chunks(struct memtest *run, const struct sweep *all)
{
	uint64_t left = all->to_end > all->from ? all->to_end - all->from : 0, done = 0;

	while (left && !run->stop) {
		uint64_t len = left < MEMTEST_CHUNK || all->op == SWEEP_LINES ? left
									      : MEMTEST_CHUNK;
		struct sweep sweep = *all;

		if (all->op == SWEEP_INVERT_DOWN)
			sweep.from = all->to_end - done - len;
		else
			sweep.from = all->from + done;
		sweep.to_end = sweep.from + len;
		run->bytes += run->sweep(run, &sweep);
		left -= len;
		done += len;
	}
}

/* The part of range @i, which begins at byte @at of all ranges, that is the run's. */
static struct memtest_range memtest_clip(const struct memtest *run, int i, uint64_t at)
{
	const struct memtest_range *range = &run->range[i];
	uint64_t from = run->begin > at ? run->begin - at : 0;
	uint64_t to = run->end > at ? run->end - at : 0;

	if (to > range->size)
		to = range->size;
	return (struct memtest_range){ range->base + from, from < to ? to - from : 0 };
}

static void memtest_step(struct memtest *run, struct sweep *sweep, int step)
{
	uint64_t at = 0;

	if (step == MEMTEST_WAIT) {
		run->wait(run);
		return;
	}
	for (int i = 0; i < run->ranges; i++) {
		const struct memtest_range range = memtest_clip(run, i, at);

		at += run->range[i].size;
		if (!range.size)
			continue;
		memtest_piece(sweep, step, &range);
		memtest_chunks(run, sweep);
	}
	if (step == SWEEP_INVERT || step == SWEEP_INVERT_DOWN)
		sweep->pattern.mix = ~sweep->pattern.mix;
}

void memtest_run(struct memtest *run, const struct memtest_test *test)
{
	run->test = test;
	run->bytes = 0;
	for (run->round = 0; run->round < test->rounds; run->round++) {
		struct sweep sweep = { .pattern = memtest_pattern(run, run->round),
				       .mark = run->round / 2 % SWEEP_MODULO };

		for (const uint8_t *step = test->steps; *step && !run->stop; step++)
			memtest_step(run, &sweep, *step);
	}
}

void memtest_share(struct memtest *run, unsigned index, unsigned count)
{
	enum { PAGE = 4096 };
	uint64_t all = 0;

	for (int i = 0; i < run->ranges; i++)
		all += run->range[i].size;
	run->begin = all / PAGE * index / count * PAGE;
	run->end = index + 1 < count ? all / PAGE * (index + 1) / count * PAGE : all;
}
