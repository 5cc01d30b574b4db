/* Sorting rows. */
#include "fdt/core/sort.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static int by_value(const void *one, const void *other)
{
	return *(const uint8_t *)one - *(const uint8_t *)other;
}

/* Sorts lists of each length, in three orders. */
static void sorts(void **state)
{
	(void)state;
	for (size_t count = 0; count < 40; count++)
		for (unsigned step = 1; step < 80; step += 39) {
			uint8_t rows_of[40][2];

			for (size_t i = 0; i < count; i++)
				rows_of[i][0] = rows_of[i][1] = (uint8_t)(i * step % 41);
			dt_sort(rows_of, count, 2, by_value);
			for (size_t i = 0; i < count; i++) {
				assert_int_equal(rows_of[i][0], rows_of[i][1]);
				assert_true(i == 0 || rows_of[i - 1][0] <= rows_of[i][0]);
			}
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sorts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
