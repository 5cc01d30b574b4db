/* Sweeps: what each writes and compares, where pieces begin and end anywhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "shell/memtest/sweep.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

enum { WORDS = 96, GUARD = 24, FAILURES = 32 };

static _Alignas(SWEEP_BLOCK) uint64_t memory[GUARD + WORDS + GUARD];

static struct {
	uint64_t address, expected, seen;
} failure[FAILURES];
static int failures;

static void failed(struct sweep *sweep, uint64_t address, uint64_t expected, uint64_t seen)
{
	assert_non_null(sweep);
	assert_in_range(failures, 0, FAILURES - 1);
	failure[failures].address = address;
	failure[failures].expected = expected;
	failure[failures++].seen = seen;
}

static uint64_t address_of(int word)
{
	return (uintptr_t)&memory[GUARD + word];
}

static struct sweep sweep_of(enum sweep_op op, struct sweep_pattern pattern, int from, int to)
{
	return (struct sweep){ .op = op,
			       .from = address_of(from),
			       .to_end = address_of(to),
			       .pattern = pattern,
			       .failed = failed };
}

static void fill(uint64_t word)
{
	for (size_t i = 0; i < ROWS(memory); i++)
		memory[i] = word;
	failures = 0;
}

/* Ends of pieces: of blocks, within one, around one. */
static const int ends[][2] = { { 0, WORDS }, { 0, 8 },  { 1, 7 },  { 3, 4 },
			       { 5, 5 },     { 7, 90 }, { 8, 77 }, { 1, WORDS } };

static struct sweep_pattern pattern_of(int number)
{
	struct sweep_pattern pattern = number == 0   ? sweep_same(0x0123456789abcdef)
				       : number == 1 ? sweep_own()
						     : sweep_random((uint64_t)number);

	if (number == 3)
		pattern.mix = ~pattern.mix;
	return pattern;
}

enum { PATTERNS = 4 };

static void writes_what_is_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS(ends) * PATTERNS; i++) {
		const int *end = ends[i / PATTERNS];
		struct sweep_pattern pattern = pattern_of((int)(i % PATTERNS));
		struct sweep sweep = sweep_of(SWEEP_WRITE, pattern, end[0], end[1]);
		uint64_t bytes = (uint64_t)(end[1] - end[0]) * 8;

		fill(0x5555);
		assert_int_equal(sweep_run(&sweep), bytes);
		for (int w = -GUARD; w < WORDS + GUARD; w++)
			assert_int_equal(memory[GUARD + w],
					 w >= end[0] && w < end[1]
						 ? sweep_word(&pattern, address_of(w))
						 : 0x5555);
		sweep.op = SWEEP_READ;
		assert_int_equal(sweep_run(&sweep), bytes);
		sweep.op = i % 2 ? SWEEP_INVERT : SWEEP_INVERT_DOWN;
		assert_int_equal(sweep_run(&sweep), 2 * bytes);
		for (int w = -GUARD; w < WORDS + GUARD; w++)
			assert_int_equal(memory[GUARD + w],
					 w >= end[0] && w < end[1]
						 ? ~sweep_word(&pattern, address_of(w))
						 : 0x5555);
		assert_int_equal(failures, 0);
	}
}

/* Words that differ are reported once each, in the sweep's order, and the sweep goes on. */
static void reports_each_word(void **state)
{
	static const int bad[] = { 0, 7, 8, 9, 30, 31, 50, WORDS - 1 };
	static const enum sweep_op ops[] = { SWEEP_READ, SWEEP_INVERT, SWEEP_INVERT_DOWN };
	const int last = (int)ROWS(bad) - 1;

	(void)state;
	for (size_t i = 0; i < ROWS(ops) * PATTERNS; i++) {
		enum sweep_op op = ops[i / PATTERNS];
		struct sweep_pattern pattern = pattern_of((int)(i % PATTERNS));
		struct sweep sweep = sweep_of(SWEEP_WRITE, pattern, 0, WORDS);

		fill(0);
		sweep_run(&sweep);
		for (int k = 0; k <= last; k++)
			memory[GUARD + bad[k]] ^= UINT64_C(1) << bad[k] % 64;
		sweep.op = op;
		sweep_run(&sweep);
		assert_int_equal(failures, last + 1);
		for (int k = 0; k <= last; k++) {
			int w = bad[op == SWEEP_INVERT_DOWN ? last - k : k];
			uint64_t expected = sweep_word(&pattern, address_of(w));

			assert_int_equal(failure[k].address, address_of(w));
			assert_int_equal(failure[k].expected, expected);
			assert_int_equal(failure[k].seen, expected ^ UINT64_C(1) << w % 64);
			if (op != SWEEP_READ)
				assert_int_equal(memory[GUARD + w], ~expected);
		}
	}
}

static void copies(void **state)
{
	struct sweep_pattern pattern = sweep_random(1);
	struct sweep sweep = sweep_of(SWEEP_WRITE, pattern, 0, 40);

	(void)state;
	fill(0);
	sweep_run(&sweep);
	sweep = sweep_of(SWEEP_COPY, pattern, 0, 40);
	sweep.to = 48 * 8;
	assert_int_equal(sweep_run(&sweep), 2 * 40 * 8);
	assert_memory_equal(&memory[GUARD], &memory[GUARD + 48], 40 * 8);
	sweep = sweep_of(SWEEP_READ, pattern, 48, 88);
	sweep.bias = -(uint64_t)(48 * 8);
	sweep_run(&sweep);
	assert_int_equal(failures, 0);
	assert_int_equal(memory[GUARD + 88], 0);
}

static void marks_each_twentieth(void **state)
{
	(void)state;
	for (unsigned mark = 0; mark < SWEEP_MODULO; mark++)
		for (size_t i = 0; i < ROWS(ends); i++) {
			const int from = ends[i][0], to = ends[i][1];
			struct sweep sweep = sweep_of(SWEEP_MARK, sweep_same(7), from, to);
			uint64_t bytes;

			fill(0x5555);
			sweep.mark = mark;
			sweep_run(&sweep);
			sweep.op = SWEEP_OTHERS;
			sweep_run(&sweep);
			for (int w = -GUARD; w < WORDS + GUARD; w++) {
				bool marked = address_of(w) / 8 % SWEEP_MODULO == mark;

				assert_int_equal(memory[GUARD + w], w < from || w >= to ? 0x5555
								    : marked            ? 7
									     : ~UINT64_C(7));
				if (w >= from && w < to && marked)
					memory[GUARD + w]++;
			}
			sweep.op = SWEEP_READ_MARK;
			bytes = sweep_run(&sweep);
			assert_int_equal(bytes, (uint64_t)failures * 8);
			for (int k = 0; k < failures; k++)
				assert_int_equal(failure[k].seen, 8);
		}
}

/* Pairs of words stay in the piece, and have their own addresses. */
static void lines_stay_in_the_piece(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS(ends); i++) {
		const int from = ends[i][0], to = ends[i][1];
		struct sweep sweep = sweep_of(SWEEP_LINES, sweep_own(), from, to);

		fill(0x5555);
		sweep_run(&sweep);
		for (int w = -GUARD; w < WORDS + GUARD; w++) {
			if (w < from || w >= to)
				assert_int_equal(memory[GUARD + w], 0x5555);
			else if (memory[GUARD + w] != 0x5555)
				assert_int_equal(memory[GUARD + w], address_of(w));
		}
		if (to - from > 2)
			assert_int_equal(memory[GUARD + from], address_of(from));
		assert_int_equal(failures, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_what_is_read),
		cmocka_unit_test(reports_each_word),
		cmocka_unit_test(copies),
		cmocka_unit_test(marks_each_twentieth),
		cmocka_unit_test(lines_stay_in_the_piece),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
