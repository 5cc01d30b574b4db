/* Rows of md: each width's and address' layout, cut rows, faults and what is skipped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "shell/machine/memory/row.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

static const struct {
	uint64_t address;
	unsigned width, items;
	const char *text;
} rows[] = {
	{ 0x80200000, 1, 16,
	  "80200000: 41 42 43 44 45 46 47 48 49 4a 4b 4c 4d 4e 4f 00  ABCDEFGHIJKLMNO.\n" },
	{ 0x80200000, 1, 3, "80200000: 41 42 43                                         ABC\n" },
	{ 0x80200000, 2, 8,
	  "80200000: 4241 4443 4645 4847 4a49 4c4b 4e4d 004f  ABCDEFGHIJKLMNO.\n" },
	{ 0x80200000, 4, 4, "80200000: 44434241 48474645 4c4b4a49 004f4e4d  ABCDEFGHIJKLMNO.\n" },
	{ 0x80200000, 4, 1, "80200000: 44434241                             ABCD\n" },
	{ 0x80200000, 8, 2, "80200000: 4847464544434241 004f4e4d4c4b4a49  ABCDEFGHIJKLMNO.\n" },
	{ 0x1080200000, 1, 16,
	  "001080200000: 41 42 43 44 45 46 47 48 49 4a 4b 4c 4d 4e 4f 00  ABCDEFGHIJKLMNO.\n" },
	{ 0x1000000000000, 1, 8, "0001000000000000: 41 42 43 44 45 46 47 48  ABCDEFGH\n" },
	{ 0x1000000000000, 8, 2,
	  "0001000000000000: 4847464544434241 004f4e4d4c4b4a49  ABCDEFGHIJKLMNO.\n" },
};

static void layouts(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		char text[ROW_TEXT] = "";
		struct row row = { .address = rows[i].address,
				   .width = rows[i].width,
				   .items = rows[i].items };
		size_t len;

		memcpy(row.value, "ABCDEFGHIJKLMNO", sizeof(row.value));
		row.digits = row_digits(row.address);
		row.bytes = row_bytes(row.digits, row.width);
		len = row_put(&row, text);
		text[len] = '\0';
		assert_string_equal(text, rows[i].text);
		assert_true(len <= 80);
	}
}

static void faults(void **state)
{
	struct row row = { .width = 2, .items = 8, .digits = 8, .bytes = 16 };
	char text[ROW_TEXT];

	(void)state;
	memset(row.value, 'x', sizeof(row.value));
	row.item[1] = ROW_FAULT;
	row.item[2] = ROW_SKIPPED;
	text[row_put(&row, text)] = '\0';
	assert_string_equal(
		text, "00000000: 7878 ----      7878 7878 7878 7878 7878  xx    xxxxxxxxxx\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(layouts),
		cmocka_unit_test(faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
