#include "shell/memtest/sweep.h"
/*
 * The loops of sweeps. A whole block is done by a loop of its own, which is made once for each kind
 * of access and pattern; the rest, and the word on which such a loop ended, word by word.
 */
#include <stddef.h>
#include "shell/memtest/sweep_lines.h"

typedef volatile uint64_t sweep_cell;

static sweep_cell *sweep_at(uint64_t address)
{
	return (sweep_cell *)(uintptr_t)address;
}

/* --- words ------------------------------------------------------------------------------------ */

static void sweep_cell_run(struct sweep *sweep, sweep_cell *cell)
{
	uint64_t address = (uintptr_t)cell;
	uint64_t expected = sweep_word(&sweep->pattern, address + sweep->bias), seen;

	if (sweep->op == SWEEP_COPY) {
		*sweep_at(address + sweep->to) = *cell;
		return;
	}
	if (sweep->op != SWEEP_WRITE) {
		seen = sweep->hit ? sweep->seen : *cell;
		sweep->hit = false;
		if (seen != expected)
			sweep->failed(sweep, address, expected, seen);
	}
	if (sweep->op != SWEEP_READ)
		*cell = sweep->op == SWEEP_WRITE ? expected : ~expected;
}

/* --- whole blocks ----------------------------------------------------------------------------- */

/* Writes the word, compares it, or both. False: it differs, and sweep->seen is what it was. */
static inline __attribute__((always_inline)) bool sweep_one(struct sweep *sweep, sweep_cell *cell,
							    uint64_t expected, enum sweep_op op)
{
	if (op != SWEEP_WRITE) {
		uint64_t seen = *cell;

		if (seen != expected) {
			sweep->seen = seen;
			sweep->hit = true;
			return false;
		}
	}
	if (op != SWEEP_READ)
		*cell = op == SWEEP_WRITE ? expected : ~expected;
	return true;
}

/* From @at to @end, or from @end down to it where @down. Where it ended: at a word that differs,
 * whose value is in sweep->seen, or after all. The last three are constants. What a mixed pattern
 * has for each place is in variables of its own, so that it stays in registers. */
static inline __attribute__((always_inline)) sweep_cell *
sweep_blocks(struct sweep *sweep, sweep_cell *at, sweep_cell *end, enum sweep_op op, bool same,
	     bool down)
{
	static const uint64_t zeros[SWEEP_WORDS];
	const struct sweep_pattern pattern = sweep->pattern;
	const uint64_t bias = sweep->bias, *in = same ? zeros : pattern.in_block;
	const uint64_t in0 = in[0], in1 = in[1], in2 = in[2], in3 = in[3];
	const uint64_t in4 = in[4], in5 = in[5], in6 = in[6], in7 = in[7];

	while (at != end) {
		sweep_cell *block = down ? at - SWEEP_WORDS : at;
		uint64_t x = same ? pattern.mix : sweep_block(&pattern, (uintptr_t)block + bias);

#define SWEEP_ONE(n)                                                                               \
	if (!sweep_one(sweep, block + (n), x ^ in##n, op))                                         \
	return block + (n) + down
		if (down) {
			SWEEP_ONE(7);
			SWEEP_ONE(6);
			SWEEP_ONE(5);
			SWEEP_ONE(4);
			SWEEP_ONE(3);
			SWEEP_ONE(2);
			SWEEP_ONE(1);
			SWEEP_ONE(0);
		} else {
			SWEEP_ONE(0);
			SWEEP_ONE(1);
			SWEEP_ONE(2);
			SWEEP_ONE(3);
			SWEEP_ONE(4);
			SWEEP_ONE(5);
			SWEEP_ONE(6);
			SWEEP_ONE(7);
		}
#undef SWEEP_ONE
		at = down ? block : block + SWEEP_WORDS;
	}
	return at;
}

/* The loops: of one kind of access each, for patterns of one word and for the others. */
#define SWEEP_LOOP(name, op, same, down)                                                           \
	static sweep_cell *name(struct sweep *sweep, sweep_cell *at, sweep_cell *end)              \
	{                                                                                          \
		return sweep_blocks(sweep, at, end, op, same, down);                               \
	}
SWEEP_LOOP(sweep_write_same, SWEEP_WRITE, true, false)
SWEEP_LOOP(sweep_write_mixed, SWEEP_WRITE, false, false)
SWEEP_LOOP(sweep_read_same, SWEEP_READ, true, false)
SWEEP_LOOP(sweep_read_mixed, SWEEP_READ, false, false)
SWEEP_LOOP(sweep_invert_same, SWEEP_INVERT, true, false)
SWEEP_LOOP(sweep_invert_mixed, SWEEP_INVERT, false, false)
SWEEP_LOOP(sweep_down_same, SWEEP_INVERT, true, true)
SWEEP_LOOP(sweep_down_mixed, SWEEP_INVERT, false, true)

static sweep_cell *sweep_copy_blocks(struct sweep *sweep, sweep_cell *at, sweep_cell *end)
{
	sweep_cell *to = sweep_at((uintptr_t)at + sweep->to);

	for (; at != end; at += SWEEP_WORDS, to += SWEEP_WORDS) {
#pragma GCC unroll 8
		for (int i = 0; i < SWEEP_WORDS; i++)
			to[i] = at[i];
	}
	return at;
}

typedef sweep_cell *sweep_loop(struct sweep *sweep, sweep_cell *at, sweep_cell *end);

static sweep_loop *sweep_choose(const struct sweep *sweep)
{
	static sweep_loop *const loops[][2] = {
		[SWEEP_WRITE] = { sweep_write_same, sweep_write_mixed },
		[SWEEP_READ] = { sweep_read_same, sweep_read_mixed },
		[SWEEP_INVERT] = { sweep_invert_same, sweep_invert_mixed },
		[SWEEP_INVERT_DOWN] = { sweep_down_same, sweep_down_mixed },
		[SWEEP_COPY] = { sweep_copy_blocks, sweep_copy_blocks },
	};

	return loops[sweep->op][sweep->pattern.factor != 0];
}

/* --- pieces ----------------------------------------------------------------------------------- */

static void sweep_up(struct sweep *sweep)
{
	sweep_loop *loop = sweep_choose(sweep);
	sweep_cell *at = sweep_at(sweep->from), *end = sweep_at(sweep->to_end);
	sweep_cell *blocks = sweep_at(sweep->to_end & ~(uint64_t)(SWEEP_BLOCK - 1));

	while (at < end) {
		if ((uintptr_t)at % SWEEP_BLOCK == 0 && at < blocks)
			at = loop(sweep, at, blocks);
		if (at < end)
			sweep_cell_run(sweep, at++);
	}
}

static void sweep_down(struct sweep *sweep)
{
	sweep_loop *loop = sweep_choose(sweep);
	sweep_cell *at = sweep_at(sweep->to_end), *end = sweep_at(sweep->from);
	sweep_cell *blocks = sweep_at((sweep->from + SWEEP_BLOCK - 1) &
				      ~(uint64_t)(SWEEP_BLOCK - 1));

	while (at > end) {
		if ((uintptr_t)at % SWEEP_BLOCK == 0 && at > blocks)
			at = loop(sweep, at, blocks);
		if (at > end)
			sweep_cell_run(sweep, --at);
	}
}

/* --- modulo ----------------------------------------------------------------------------------- */

/* The first marked word of the piece. */
static sweep_cell *sweep_first_mark(const struct sweep *sweep)
{
	uint64_t number = sweep->from / 8 % SWEEP_MODULO;

	return sweep_at(sweep->from) + (sweep->mark + SWEEP_MODULO - number) % SWEEP_MODULO;
}

static uint64_t sweep_marks(struct sweep *sweep)
{
	sweep_cell *at = sweep_first_mark(sweep), *end = sweep_at(sweep->to_end);
	const uint64_t expected = sweep->pattern.mix;
	uint64_t words = 0;

	for (; at < end; at += SWEEP_MODULO, words++) {
		uint64_t seen = expected;

		if (sweep->op == SWEEP_MARK)
			*at = expected;
		else
			seen = *at;
		if (seen != expected)
			sweep->failed(sweep, (uintptr_t)at, expected, seen);
	}
	return words * 8;
}

static uint64_t sweep_others(struct sweep *sweep)
{
	sweep_cell *at = sweep_at(sweep->from), *end = sweep_at(sweep->to_end);
	sweep_cell *mark = sweep_first_mark(sweep);
	const uint64_t word = ~sweep->pattern.mix;

	for (; at < end && at < mark; at++)
		*at = word;
	for (; end - at >= SWEEP_MODULO; at += SWEEP_MODULO) {
#pragma GCC unroll 19
		for (int i = 1; i < SWEEP_MODULO; i++)
			at[i] = word;
	}
	for (at++; at < end; at++)
		*at = word;
	return (sweep->to_end - sweep->from) / SWEEP_MODULO * (SWEEP_MODULO - 1);
}

uint64_t sweep_run(struct sweep *sweep)
{
	uint64_t bytes = sweep->to_end - sweep->from;

	sweep->hit = false;
	switch (sweep->op) {
	case SWEEP_LINES:
		return sweep_lines(sweep);
	case SWEEP_MARK:
	case SWEEP_READ_MARK:
		return sweep_marks(sweep);
	case SWEEP_OTHERS:
		return sweep_others(sweep);
	case SWEEP_INVERT_DOWN:
		sweep_down(sweep);
		return 2 * bytes;
	default:
		sweep_up(sweep);
		return sweep->op == SWEEP_COPY || sweep->op == SWEEP_INVERT ? 2 * bytes : bytes;
	}
}
