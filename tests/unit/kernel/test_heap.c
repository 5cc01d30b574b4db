/* The heap: pieces do not overlap and keep their contents, and freed ones are used again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "kernel/heap.h"

enum {
	ROOM = 4096, /* bytes of the range */
	HEAD = 8,    /* bytes that a piece needs itself */
	PIECES = 24,
	ROUNDS = 20000,
};

static _Alignas(8) char range[ROOM];
static struct heap heap;

static int begin(void **state)
{
	(void)state;
	heap = (struct heap){
		.base = (uintptr_t)range,
		.at = (uintptr_t)range,
		.end = (uintptr_t)range + ROOM,
	};
	memset(range, 0x5a, sizeof(range));
	return 0;
}

static size_t used(void)
{
	return (size_t)(heap.at - heap.base);
}

static void *take(size_t size)
{
	return heap_resize(&heap, NULL, size);
}

static void memory_is_not_cleared(void **state)
{
	const uint8_t *memory = take(100);

	(void)state;
	for (int i = 8; i < 100; i++)
		assert_int_equal(memory[i], 0x5a);
}

static void all_of_the_range_is_given_and_no_more(void **state)
{
	char *all = take(ROOM - HEAD);

	(void)state;
	assert_ptr_equal(all, range + HEAD);
	assert_null(take(0));
	heap_free(&heap, all);
	assert_int_equal(used(), 0);
	assert_null(take(ROOM - HEAD + 1));
	assert_null(take(SIZE_MAX));
	assert_null(take(SIZE_MAX - 7));
	assert_int_equal(used(), 0);
	heap_free(&heap, NULL);
}

static void neighbours_become_one_in_any_order(void **state)
{
	static const int orders[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
					 { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

	(void)state;
	for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++) {
		void *piece[3], *last;

		for (int j = 0; j < 3; j++)
			piece[j] = take(100);
		last = take(1);
		for (int j = 0; j < 3; j++)
			heap_free(&heap, piece[orders[i][j]]);
		assert_ptr_equal(take(3 * 112 - HEAD), piece[0]);
		heap_free(&heap, piece[0]);
		heap_free(&heap, last);
		assert_int_equal(used(), 0);
	}
}

static void a_piece_grows_and_shrinks_where_it_is(void **state)
{
	char *a = take(64), *b = take(64), *c = take(64);

	(void)state;
	assert_ptr_equal(heap_resize(&heap, c, 200), c); /* at the end */
	heap_free(&heap, b);
	assert_ptr_equal(heap_resize(&heap, a, 100), a); /* into b */
	assert_ptr_equal(take(8), a + 112);              /* what is left of b */
	assert_ptr_equal(heap_resize(&heap, a, 8), a);
	assert_ptr_equal(take(8), a + 16);
	strcpy(a, "moved");
	b = heap_resize(&heap, a, 1000); /* there is no room */
	assert_ptr_equal(b, c + 208);
	assert_string_equal(b, "moved");
	assert_null(heap_resize(&heap, b, ROOM));
	assert_string_equal(b, "moved");
}

static uint32_t random_below(uint32_t bound)
{
	static uint32_t seed = 1;

	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % bound;
}

/* A piece in use, filled with its number. */
static struct {
	uint8_t *memory;
	size_t size;
} piece[PIECES];

static void assert_filled(int number, size_t size)
{
	for (size_t i = 0; i < size; i++)
		assert_int_equal(piece[number].memory[i], number);
}

static void pieces_keep_their_contents(void **state)
{
	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		int number = (int)random_below(PIECES);
		size_t size = random_below(4) ? random_below(300) : 0;
		void *memory = NULL;

		assert_filled(number, piece[number].size);
		if (size == 0)
			heap_free(&heap, piece[number].memory);
		else
			memory = heap_resize(&heap, piece[number].memory, size);
		if (size && !memory)
			continue; /* it stays as it is */
		assert_int_equal((uintptr_t)memory % 8, 0);
		piece[number].memory = memory;
		if (size && piece[number].size)
			assert_filled(number,
				      size < piece[number].size ? size : piece[number].size);
		piece[number].size = size;
		if (size)
			memset(memory, number, size);
	}
	for (int i = 0; i < PIECES; i++) {
		assert_filled(i, piece[i].size);
		heap_free(&heap, piece[i].memory);
	}
	assert_int_equal(used(), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(memory_is_not_cleared, begin),
		cmocka_unit_test_setup(all_of_the_range_is_given_and_no_more, begin),
		cmocka_unit_test_setup(neighbours_become_one_in_any_order, begin),
		cmocka_unit_test_setup(a_piece_grows_and_shrinks_where_it_is, begin),
		cmocka_unit_test_setup(pieces_keep_their_contents, begin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
