/* What failures have in common: bits, lines, and ranges of pages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "shell/memtest/diagnosis.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

enum { PAGE = 4096, PAGES = 16, TESTED = PAGES * PAGE, TEXT = 512, WORD = 64 };

#define BASE UINT64_C(0x80000000)

static struct diagnosis diagnosis;

static void fails(uint64_t address, uint64_t expected, uint64_t seen, bool own, unsigned hart)
{
	const struct diagnosis_failure failure = { .test = "test",
						   .address = address,
						   .expected = expected,
						   .seen = seen,
						   .own = own,
						   .hart = hart };

	diagnosis_add(&diagnosis, &failure);
}

static void faults(uint64_t address)
{
	const struct diagnosis_failure failure = { .test = "test",
						   .address = address,
						   .fault = true };

	diagnosis_add(&diagnosis, &failure);
}

/* --- what lines read -------------------------------------------------------------------------- */

static uint64_t stuck_at_0(uint64_t word)
{
	return word & ~(UINT64_C(1) << 9);
}

static uint64_t stuck_at_1(uint64_t word)
{
	return word | UINT64_C(1) << 63;
}

static uint64_t shorted(uint64_t word)
{
	return (word >> 3 & word >> 40 & 1) ? word : word & ~(UINT64_C(1) << 3 | UINT64_C(1) << 40);
}

static uint64_t floats(uint64_t word)
{
	return word ^ UINT64_C(1) << 30;
}

/* Walks a 1 and a 0 through the first word of so many pages; and their own addresses. */
static void walk(uint64_t (*line)(uint64_t word), int pages)
{
	memset(&diagnosis, 0, sizeof(diagnosis));
	for (int page = 0; page < pages; page++) {
		uint64_t address = BASE + (uint64_t)page * PAGE;

		for (int i = 0; i < 2 * WORD; i++) {
			uint64_t word = UINT64_C(1) << i / 2;

			word = i % 2 ? ~word : word;
			if (line(word) != word)
				fails(address, word, line(word), false, 0);
		}
		if (line(address) != address)
			fails(address, address, line(address), true, 0);
		if (line(~address) != ~address)
			fails(address, ~address, line(~address), true, 0);
	}
}

/* Own addresses where an address line has no effect: each word has the other's, in turn. */
static void alias(uint64_t distance)
{
	memset(&diagnosis, 0, sizeof(diagnosis));
	for (uint64_t at = 0; at < TESTED; at += PAGE) {
		uint64_t address = BASE + at;

		fails(address, address, address ^ distance, true, 0);
		fails(address, 0, UINT64_MAX, false, 0);
	}
}

/* The suspects as text: "kind line other". */
static const char *suspects(void)
{
	static char text[TEXT];
	struct diagnosis_suspect suspect;
	size_t used = 0;

	text[0] = '\0';
	for (int i = 0; diagnosis_suspect(&diagnosis, TESTED, i, &suspect); i++) {
		assert_true(suspect.count > 0);
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%d %d %d",
					 i ? ", " : "", (int)suspect.kind, suspect.line,
					 suspect.other);
	}
	return text;
}

static void lines_are_suspected(void **state)
{
	static const struct {
		uint64_t (*line)(uint64_t word);
		int pages;
		const char *suspects;
	} rows[] = {
		{ stuck_at_0, PAGES, "0 9 -1" },
		{ stuck_at_1, PAGES, "1 63 -1" },
		{ shorted, PAGES, "2 3 40" },
		/* Wrong in both ways: no cause is known. */
		{ floats, PAGES, "" },
		/* In few pages: cells. */
		{ stuck_at_0, 3, "" },
		{ stuck_at_0, 4, "0 9 -1" },
	};
	static const struct {
		uint64_t distance;
		const char *suspects;
	} lines[] = {
		{ 1 << 13, "3 13 -1" },
		{ 1 << 13 | 1 << 15, "3 13 15" },
		{ 1 << 12 | 1 << 13 | 1 << 14, "" }, /* of three lines: not by a short */
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		walk(rows[i].line, rows[i].pages);
		assert_string_equal(suspects(), rows[i].suspects);
	}
	for (size_t i = 0; i < ROWS(lines); i++) {
		alias(lines[i].distance);
		assert_string_equal(suspects(), lines[i].suspects);
	}
}

/* --- pages ------------------------------------------------------------------------------------ */

/* The ranges as text, in pages from BASE on: "first+count:harts". */
static const char *ranges(void)
{
	static char text[TEXT];
	size_t used = 0;

	text[0] = '\0';
	for (int i = 0; i < diagnosis.bads; i++) {
		const struct diagnosis_bad *bad = &diagnosis.bad[i];

		assert_int_equal(bad->base % PAGE, 0);
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%d+%d:%d",
					 i ? " " : "", (int)((bad->base - BASE) / PAGE),
					 (int)(bad->size / PAGE), (int)bad->harts);
	}
	return text;
}

static void pages_become_ranges(void **state)
{
	static const struct {
		int8_t page[10]; /* until one that is < 0; from 100 on: found by hart 1 */
		const char *ranges;
	} rows[] = {
		{ { 5, -1 }, "5+1:1" },
		{ { 5, 5, 6, 7, 5, -1 }, "5+3:1" },
		{ { 7, 6, 5, -1 }, "5+3:1" },
		{ { 5, 7, -1 }, "5+1:1 7+1:1" },
		{ { 7, 5, 6, -1 }, "5+3:1" },
		{ { 9, 1, 5, 2, 8, -1 }, "1+2:1 5+1:1 8+2:1" },
		{ { 5, 106, 107, 7, -1 }, "5+1:1 6+2:3" },
		{ { 105, 6, -1 }, "5+1:2 6+1:1" },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		memset(&diagnosis, 0, sizeof(diagnosis));
		for (int k = 0; rows[i].page[k] >= 0; k++)
			fails(BASE + (uint64_t)(rows[i].page[k] % 100) * PAGE + 8 * (uint64_t)k, 0,
			      1, false, rows[i].page[k] >= 100);
		assert_string_equal(ranges(), rows[i].ranges);
	}
}

/* With more ranges than there is room for, all bad pages are still in one. */
static void too_many_ranges_are_joined(void **state)
{
	enum { MANY = 1000 };

	(void)state;
	memset(&diagnosis, 0, sizeof(diagnosis));
	for (uint64_t i = 0; i < MANY; i++)
		faults(BASE + i * 7919 % MANY * 3 * PAGE);
	assert_int_equal(diagnosis.bads, DIAGNOSIS_BAD);
	assert_true(diagnosis.joined);
	assert_int_equal(diagnosis.faults, MANY);
	assert_int_equal(diagnosis.errors, 0);
	for (uint64_t i = 0; i < MANY; i++) {
		bool in = false;

		for (int k = 0; k < diagnosis.bads; k++)
			in = in ||
			     BASE + i * 3 * PAGE - diagnosis.bad[k].base < diagnosis.bad[k].size;
		assert_true(in);
	}
	for (int k = 1; k < diagnosis.bads; k++)
		assert_true(diagnosis.bad[k - 1].base + diagnosis.bad[k - 1].size <
			    diagnosis.bad[k].base);
}

static void the_first_are_kept(void **state)
{
	(void)state;
	memset(&diagnosis, 0, sizeof(diagnosis));
	for (uint64_t i = 0; i < 2 * DIAGNOSIS_FIRST; i++)
		fails(BASE + i * 8, i, i + 1, false, (unsigned)i % 2);
	for (uint64_t i = 0; i < DIAGNOSIS_FIRST; i++)
		fails(BASE, i, i + 1, false, (unsigned)i % 2);
	assert_int_equal(diagnosis.firsts, DIAGNOSIS_FIRST);
	assert_int_equal(diagnosis.errors, 3 * DIAGNOSIS_FIRST);
	assert_int_equal(diagnosis.first[3].address, BASE + 24);
	assert_int_equal(diagnosis.harts, 3);
	assert_int_equal(diagnosis_bytes(&diagnosis), PAGE);
}

/* --- data bits -------------------------------------------------------------------------------- */

struct bits_row {
	uint64_t wrong[3]; /* of failures: 0 was expected */
	enum diagnosis_together together;
	const char *rows;
};

static const struct bits_row bits_rows[] = {
	{ { 0 }, DIAGNOSIS_ALIKE, "" },
	{ { 1 }, DIAGNOSIS_ALIKE, "0 up 1 " },
	{ { UINT64_C(1) << 63 }, DIAGNOSIS_ALL, "63 up 1 " },
	{ { 0x7 }, DIAGNOSIS_EACH, "0 up 1 1 up 1 2 up 1 " },
	{ { 0x7 }, DIAGNOSIS_ALIKE, "0-2 up 1 " },
	{ { 0x17 }, DIAGNOSIS_ALIKE, "0-2 up 1 4 up 1 " },
	{ { 0x17, 0x2 }, DIAGNOSIS_ALIKE, "0 up 1 1 up 2 2 up 1 4 up 1 " },
	{ { 0x17, 0x2 }, DIAGNOSIS_ALL, "0-2 up 1-2 4 up 1 " },
	{ { UINT64_MAX }, DIAGNOSIS_ALIKE, "0-63 up 1 " },
	{ { UINT64_MAX, 0xff00, 0x100 }, DIAGNOSIS_ALL, "0-63 up 1-3 " },
};

static size_t put_span(char *at, size_t room, const char *what, unsigned long least,
		       unsigned long most)
{
	int len = least == most ? snprintf(at, room, "%s%lu ", what, least)
				: snprintf(at, room, "%s%lu-%lu ", what, least, most);

	return (size_t)len;
}

static void bits_are_joined(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS(bits_rows); i++) {
		const struct bits_row *row = &bits_rows[i];
		struct diagnosis_bits bits = { 0 };
		char text[TEXT] = "";
		size_t used = 0;

		memset(&diagnosis, 0, sizeof(diagnosis));
		for (size_t k = 0; k < ROWS(row->wrong); k++)
			if (row->wrong[k])
				fails(BASE + k * 8, 0, row->wrong[k], false, 0);
		while (diagnosis_next_bits(&diagnosis, row->together, &bits)) {
			used += put_span(text + used, TEXT - used, "", (unsigned long)bits.first,
					 (unsigned long)bits.end - 1);
			used += put_span(text + used, TEXT - used, "up ", bits.up_least,
					 bits.up_most);
			assert_int_equal(bits.down_most, 0);
		}
		assert_string_equal(text, row->rows);
	}
}

static void counts_differ_in_direction(void **state)
{
	struct diagnosis_bits bits = { 0 };

	(void)state;
	memset(&diagnosis, 0, sizeof(diagnosis));
	fails(BASE, 1, 2, false, 0);
	assert_true(diagnosis_next_bits(&diagnosis, DIAGNOSIS_ALIKE, &bits));
	assert_int_equal(bits.end, 1);
	bits = (struct diagnosis_bits){ 0 };
	assert_true(diagnosis_next_bits(&diagnosis, DIAGNOSIS_ALL, &bits));
	assert_int_equal(bits.end, 2);
	assert_int_equal(bits.up_least + bits.down_least, 0);
	assert_int_equal(bits.up_most + bits.down_most, 2);
	assert_false(diagnosis_next_bits(&diagnosis, DIAGNOSIS_ALL, &bits));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_suspected),
		cmocka_unit_test(pages_become_ranges),
		cmocka_unit_test(too_many_ranges_are_joined),
		cmocka_unit_test(the_first_are_kept),
		cmocka_unit_test(bits_are_joined),
		cmocka_unit_test(counts_differ_in_direction),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
