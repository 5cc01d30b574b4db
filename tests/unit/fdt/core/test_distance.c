/* How similar words are: letters that are wrong, exchanges of neighbours, case, the bound. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/core/distance.h"

#define TEN "1234567890"

static const struct {
	const char *a, *b;
	int bound, distance;
} rows[] = {
	{ "", "", 3, 0 },
	{ "", "ab", 3, 2 },
	{ "serial", "serial", 3, 0 },
	{ "serial", "Serial", 3, 0 },
	{ "serial", "serail", 3, 1 },
	{ "serial", "serLAi", 9, 2 },
	{ "sl", "ls", 2, 1 },
	{ "abcd", "badc", 9, 2 },
	{ "ca", "abc", 9, 3 }, /* what is between exchanged letters is not changed again */
	{ "cat", "cart", 3, 1 },
	{ "cart", "ct", 3, 2 },
	{ "kitten", "sitting", 9, 3 },
	/* No more than the bound, soon or at the end. */
	{ "kitten", "sitting", 3, 3 },
	{ "kitten", "sitting", 1, 1 },
	{ "abc", "xyz", 2, 2 },
	{ "ab", "abcdef", 3, 3 },
	{ "abxy", "bayx", 2, 2 },
	{ "a", "a", 0, 0 },
	{ TEN TEN TEN TEN, TEN TEN TEN "123456789", 3, 1 },
	{ TEN TEN TEN TEN "1", TEN TEN TEN TEN "1", 3, 3 },
};

static void words_are_compared(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *a = rows[i].a, *b = rows[i].b;

		assert_int_equal(dt_distance(a, strlen(a), b, strlen(b), rows[i].bound),
				 rows[i].distance);
		assert_int_equal(dt_distance(b, strlen(b), a, strlen(a), rows[i].bound),
				 rows[i].distance);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_compared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
