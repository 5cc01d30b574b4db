#include "shell/machine/hart/on_lines.h"
/* The ring between two harts: whole lines, a full ring, the end, and counts that wrap. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void put(struct on_lines *lines, const char *text)
{
	assert_int_equal(on_lines_put(lines, text, strlen(text)), strlen(text));
}

static void takes(struct on_lines *lines, bool done, const char *expected)
{
	char line[ON_LINES_MAX];

	assert_int_equal(on_lines_take(lines, done, line), strlen(expected));
	assert_memory_equal(line, expected, strlen(expected));
}

static void test_whole_lines(void **state)
{
	struct on_lines lines = { 0 };

	(void)state;
	takes(&lines, false, "");
	put(&lines, "one");
	takes(&lines, false, "");
	put(&lines, "\ntwo\n\nthr");
	takes(&lines, false, "one\n");
	takes(&lines, false, "two\n");
	takes(&lines, false, "\n");
	takes(&lines, false, "");
	takes(&lines, true, "thr");
	takes(&lines, true, "");
}

static void test_full(void **state)
{
	struct on_lines lines = { 0 };
	char text[ON_LINES_MAX + 10], line[ON_LINES_MAX];

	(void)state;
	memset(text, 'a', sizeof(text));
	assert_int_equal(on_lines_put(&lines, text, sizeof(text)), ON_LINES_MAX);
	assert_int_equal(on_lines_put(&lines, text, 1), 0);
	assert_int_equal(on_lines_take(&lines, false, line), ON_LINES_MAX);
	assert_memory_equal(line, text, ON_LINES_MAX);
	assert_int_equal(on_lines_put(&lines, "b\n", 2), 2);
	takes(&lines, false, "b\n");
}

/* The counts run for ever: also over the end of 32 bits. */
static void test_wraps(void **state)
{
	struct on_lines lines = { .put = UINT32_MAX - 2, .taken = UINT32_MAX - 2 };

	(void)state;
	for (int i = 0; i < 1000; i++) {
		put(&lines, "line\nli");
		takes(&lines, false, "line\n");
		put(&lines, "ne\n");
		takes(&lines, false, "line\n");
		takes(&lines, false, "");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole_lines),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_wraps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
