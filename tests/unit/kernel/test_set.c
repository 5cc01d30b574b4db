/* The walk along a set in alphabetical order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "kernel/set.h"

struct word {
	int length;
	const char *name;
};

static const struct word second = { 1, "b" }, first = { 1, "a" }, last = { 2, "ba" };

SET_ADD(test_words, second);
SET_ADD(test_words, first);
SET_ADD(test_words, last);
SET_DECLARE(const struct word, test_words);

static void steps_in_the_order_of_the_alphabet(void **state)
{
	static const char *const names[] = { "a", "b", "ba" };
	const struct word *next;
	size_t count = 0;

	(void)state;
	SET_NEXT(next, test_words, "");
	while (next) {
		assert_string_equal(next->name, names[count]);
		assert_int_equal(next->length, strlen(names[count]));
		count++;
		SET_NEXT(next, test_words, next->name);
	}
	assert_int_equal(count, 3);
}

static void starts_after_a_name_that_is_not_in_the_set(void **state)
{
	static const struct {
		const char *after, *name;
	} rows[] = {
		{ "aa", "b" }, { "B", "a" }, { "b", "ba" }, { "bb", "the end" }, { "~", "the end" },
	};
	const struct word *next;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		SET_NEXT(next, test_words, rows[i].after);
		assert_string_equal(next ? next->name : "the end", rows[i].name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(steps_in_the_order_of_the_alphabet),
		cmocka_unit_test(starts_after_a_name_that_is_not_in_the_set),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
