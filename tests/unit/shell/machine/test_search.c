/* The search: every place of a pattern, steps, ends, pauses, and a page that faults. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "shell/machine/memory/search.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

static const struct {
	const char *memory, *pattern;
	unsigned step;
	const char *found; /* offsets */
} rows[] = {
	{ "abcabcab", "abc", 1, "0 3 " }, { "abcabcab", "ab", 1, "0 3 6 " },
	{ "aaaa", "aa", 1, "0 1 2 " },    { "aaaa", "aa", 2, "0 2 " },
	{ "xaxaxa", "a", 2, "" },         { "axaxa", "a", 2, "0 2 4 " },
	{ "abc", "abcd", 1, "" },         { "abc", "abc", 1, "0 " },
	{ "abc", "c", 1, "2 " },          { "abc", "c", 2, "2 " },
	{ "abcd", "cd", 4, "" },          { "", "a", 1, "" },
};

static void matches(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		size_t size = strlen(rows[i].memory);
		char *memory = malloc(size ? size : 1); /* so that the sanitizer sees its end */
		char found[64] = "";
		struct search search = { .at = (uintptr_t)memory,
					 .left = size,
					 .step = rows[i].step,
					 .len = strlen(rows[i].pattern) };

		memcpy(memory, rows[i].memory, size);
		memcpy(search.pattern, rows[i].pattern, search.len);
		while (search_run(&search) == 0) {
			size_t len = strlen(found);

			snprintf(found + len, sizeof(found) - len, "%d ",
				 (int)(search.at - (uintptr_t)memory));
			search_next(&search);
		}
		assert_string_equal(found, rows[i].found);
		free(memory);
	}
}

static void pauses(void **state)
{
	enum { SIZE = 3 * SEARCH_PAUSE };
	char *memory = calloc(1, SIZE);
	struct search search = { .at = (uintptr_t)memory, .left = SIZE, .step = 1, .len = 1 };

	(void)state;
	search.pattern[0] = 'x';
	memory[SIZE - 1] = 'x';
	assert_int_equal(search_run(&search), -EAGAIN);
	assert_int_equal(search.at, (uintptr_t)memory + SEARCH_PAUSE);
	assert_int_equal(search_run(&search), -EAGAIN);
	assert_int_equal(search_run(&search), 0);
	assert_int_equal(search.left, 1);
	free(memory);
}

static const struct {
	uint64_t at, left;
	unsigned step;
	uint64_t then, rest;
} pages[] = {
	{ 0x1000, 0x5000, 1, 0x2000, 0x4000 }, { 0x1fff, 0x5000, 1, 0x2000, 0x4fff },
	{ 0x1003, 0x5000, 4, 0x2003, 0x4000 }, { 0x1ffd, 0x5000, 8, 0x2005, 0x4ff8 },
	{ 0x1000, 0x800, 1, 0x1800, 0 },
};

static void faulting_pages(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS(pages); i++) {
		struct search search = {
			.at = pages[i].at, .left = pages[i].left, .step = pages[i].step, .len = 1
		};

		search_pass_page(&search);
		assert_int_equal(search.at, pages[i].then);
		assert_int_equal(search.left, pages[i].rest);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(matches),
		cmocka_unit_test(pauses),
		cmocka_unit_test(faulting_pages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
