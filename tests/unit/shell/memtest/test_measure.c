/* The loops that measure memory: what they touch, and that the ring passes every line once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "shell/memtest/measure.h"

enum { LINES = 4096, BYTES = LINES * MEASURE_LINE };

static _Alignas(MEASURE_LINE) uint8_t memory[2 * BYTES];

static void each_width_reaches_all_and_no_more(void **state)
{
	(void)state;
	for (unsigned width = 1; width <= 8; width *= 2) {
		memset(memory, 0xff, sizeof(memory));
		measure_access(MEASURE_READ, width, memory, NULL, BYTES);
		assert_int_equal(memory[0], 0xff);
		measure_access(MEASURE_WRITE, width, memory, NULL, BYTES);
		for (size_t i = 0; i < BYTES; i++)
			assert_int_equal(memory[i], i % width ? 0 : 0x55);
		assert_int_equal(memory[BYTES], 0xff);
		for (size_t i = 0; i < BYTES; i++)
			memory[i] = (uint8_t)(i * 7 + i / 251);
		measure_access(MEASURE_COPY, width, memory, memory + BYTES, BYTES - MEASURE_LINE);
		assert_memory_equal(memory, memory + BYTES, BYTES - MEASURE_LINE);
		assert_int_equal(memory[2 * BYTES - 1], 0xff);
	}
}

static void the_ring_passes_each_line_once(void **state)
{
	static uint8_t seen[LINES];

	(void)state;
	for (size_t count = 8; count <= LINES; count *= 2) {
		const uint8_t *at = memory;

		memset(memory, 0, sizeof(memory));
		memset(seen, 0, sizeof(seen));
		measure_link(memory, count * MEASURE_LINE);
		for (size_t i = 0; i < count; i++) {
			seen[(size_t)(at - memory) / MEASURE_LINE]++;
			at = *(const uint8_t *const *)(const void *)at;
		}
		assert_ptr_equal(at, memory);
		for (size_t i = 0; i < count; i++)
			assert_int_equal(seen[i], 1);
		assert_ptr_equal(measure_chase(memory, count), memory);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_width_reaches_all_and_no_more),
		cmocka_unit_test(the_ring_passes_each_line_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
