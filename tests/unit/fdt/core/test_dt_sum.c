/* CRC-32 and the hash of tables, against published values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/core/sum.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

static void crc_of_texts(void **state)
{
	static const struct {
		const char *text;
		uint32_t crc;
	} rows[] = {
		{ "", 0 },
		{ "a", 0xe8b7be43 },
		{ "abc", 0x352441c2 },
		{ "123456789", 0xcbf43926 }, /* the check value of the standard */
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		size_t len = strlen(rows[i].text);

		assert_int_equal(dt_crc32(0, rows[i].text, len), rows[i].crc);
		for (size_t cut = 0; cut <= len; cut++)
			assert_int_equal(dt_crc32(dt_crc32(0, rows[i].text, cut),
						  rows[i].text + cut, len - cut),
					 rows[i].crc);
	}
}

/* FNV-1a's published sums, before the high bits are folded in. */
static void hash_of_texts(void **state)
{
	static const struct {
		const char *text;
		uint32_t sum;
	} rows[] = {
		{ "", 0x811c9dc5 },
		{ "a", 0xe40c292c },
		{ "foobar", 0xbf9cf968 },
		{ "\xff\x01", 0x6f1e225d },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++)
		assert_int_equal(dt_hash(DT_HASH_SEED, rows[i].text, strlen(rows[i].text)),
				 rows[i].sum ^ rows[i].sum >> 15);
	assert_int_not_equal(dt_hash(1, "a", 1), dt_hash(2, "a", 1));
	assert_int_equal(dt_hash(0, "", 0), 0); /* no bytes: the seed alone */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(crc_of_texts),
		cmocka_unit_test(hash_of_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
