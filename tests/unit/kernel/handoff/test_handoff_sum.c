/* The checksum by which the trampoline knows that a copy is whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>
#include "kernel/handoff/trampoline_list.h"

static _Alignas(8) uint8_t bytes[64];

static void sum_of(uint64_t to, unsigned from, uint64_t size, uint64_t sum[2])
{
	handoff_sum(to, (uintptr_t)bytes + from, size, sum);
}

/* Words while both places are aligned, then bytes; else bytes alone. */
static void words_and_bytes(void **state)
{
	static const struct {
		uint64_t to, size, first, second;
		unsigned from;
	} rows[] = {
		{ 0x1000, 0, 0, 0, 0 },
		{ 0x1000, 8, 0x0807060504030201, 0x0807060504030201, 0 },
		{ 0x1000, 9, 0x080706050403020a, 0x100e0c0a0806040b, 0 },
		{ 0x1001, 3, 1 + 2 + 3, 1 + 3 + 6, 0 },
		{ 0x1000, 3, 2 + 3 + 4, 2 + 5 + 9, 1 },
	};

	(void)state;
	for (unsigned i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)(i + 1);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		uint64_t sum[2];

		sum_of(rows[i].to, rows[i].from, rows[i].size, sum);
		assert_int_equal(sum[0], rows[i].first);
		assert_int_equal(sum[1], rows[i].second);
	}
}

/* Two words that changed their places are seen. */
static void the_order_counts(void **state)
{
	uint64_t one[2], other[2];

	(void)state;
	memset(bytes, 0, sizeof(bytes));
	bytes[0] = 1;
	sum_of(0, 0, sizeof(bytes), one);
	bytes[0] = 0;
	bytes[8] = 1;
	sum_of(0, 0, sizeof(bytes), other);
	assert_int_equal(one[0], other[0]);
	assert_int_not_equal(one[1], other[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_and_bytes),
		cmocka_unit_test(the_order_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
