/* Blobs as lines with CRCs: what is written can be read, and nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/core/sum.h"
#include "fdt/export/lines.h"
#include "tests/unit/fake/fake_text.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

/* The check value of the CRC catalogue, and a sum in two parts. */
static void crc_is_the_usual_one(void **state)
{
	(void)state;
	assert_int_equal(dt_crc32(0, "123456789", 9), 0xcbf43926);
	assert_int_equal(dt_crc32(dt_crc32(0, "1234", 4), "56789", 5), 0xcbf43926);
	assert_int_equal(dt_crc32(0, "", 0), 0);
}

/* The CRCs are Python's: zlib.crc32(b"1 Zm9vYg=="). RFC 4648, 10, has the texts. */
static void writes_lines(void **state)
{
	static const char all[] = "=dtb 43 2 1bcc9708 ";

	(void)state;
	fake_text_start();
	dt_put_line(&fake_out, "foob", 4, 1);
	assert_string_equal(fake_text(), "1 Zm9vYg== 54371bd0\n");
	fake_text_start();
	dt_put_line_frame(&fake_out, "dtb", "0123456789abcdefghijABCDEFGHIJ0123456789abc", 43);
	assert_memory_equal(fake_text(), all, strlen(all));
	fake_text_start();
	dt_put_line(&fake_out, "0123456789abcdefghijABCDEFGHIJ0123456789abc", 43, 2);
	assert_memory_equal(fake_text(), "2 Yw== ", 7);
}

/* For each length the last line is read back unchanged, and no line is longer than promised. */
static void reads_what_it_wrote(void **state)
{
	uint8_t blob[3 * DT_LINE_BYTES];
	struct dt_line line;

	(void)state;
	for (unsigned i = 0; i < sizeof(blob); i++)
		blob[i] = (uint8_t)(i * 37 + 11);
	for (uint32_t size = 1; size <= sizeof(blob); size++) {
		uint32_t number = dt_lines_of(size), from = (number - 1) * DT_LINE_BYTES;

		fake_text_start();
		dt_put_line(&fake_out, blob, size, number);
		assert_in_range(strlen(fake_text()), 1, DT_LINE_MAX + 1);
		assert_int_equal(dt_line_read(&line, fake_text(), strlen(fake_text())),
				 DT_LINE_DATA);
		assert_int_equal(line.number, number);
		assert_int_equal(line.len, size - from);
		assert_memory_equal(line.bytes, blob + from, line.len);
		fake_text_start();
		dt_put_line_frame(&fake_out, size % 2 ? "end" : "dtbo", blob, size);
		assert_int_equal(dt_line_read(&line, fake_text(), strlen(fake_text())),
				 DT_LINE_FRAME);
		assert_int_equal(line.end, size % 2);
		assert_int_equal(line.size, size);
		assert_int_equal(line.lines, number);
		assert_int_equal(line.crc, dt_crc32(0, blob, size));
	}
}

/* Changes each character of a line to each other one, or removes it: the line is no longer
 * accepted. */
static void damage_is_noise(void **state)
{
	static const char good[] = "1 Zm9vYg== 54371bd0";
	struct dt_line line;

	(void)state;
	for (size_t i = 0; i < strlen(good); i++) {
		char bad[sizeof(good)];

		for (int c = 0; c < 256; c++) {
			memcpy(bad, good, sizeof(good));
			bad[i] = (char)c;
			if (bad[i] != good[i] && !(good[i] == ' ' && (unsigned)c < ' '))
				assert_int_equal(dt_line_read(&line, bad, strlen(good)),
						 DT_LINE_NOISE);
		}
		memcpy(bad, good, i);
		memcpy(bad + i, good + i + 1, sizeof(good) - i - 1);
		assert_int_equal(dt_line_read(&line, bad, strlen(good) - 1), DT_LINE_NOISE);
	}
}

struct read_row {
	const char *text; /* its CRC is appended */
	enum dt_line_kind kind;
};

static void only_good_lines_are_read(void **state)
{
	static const struct read_row rows[] = {
		{ "1 Zm9vYg==", DT_LINE_DATA },
		{ "100000 Zm9v", DT_LINE_DATA },
		{ "100001 Zm9v", DT_LINE_NOISE },
		{ "0 Zm9v", DT_LINE_NOISE },
		{ "4294967297 Zm9v", DT_LINE_NOISE },
		{ "-1 Zm9v", DT_LINE_NOISE },
		{ "1 ", DT_LINE_NOISE },
		{ "1 Zm9", DT_LINE_NOISE },
		{ "1 Z===", DT_LINE_NOISE },
		{ "1 Zm==Zm9v", DT_LINE_NOISE },
		{ "1 Zm=v", DT_LINE_NOISE },
		{ "1 ====", DT_LINE_NOISE },
		{ "=dtb 42 1 00000000", DT_LINE_FRAME },
		{ "=end 43 2 00000000", DT_LINE_FRAME },
		{ "=dtb 0 0 00000000", DT_LINE_FRAME },
		{ "=dtb 4200000 100000 00000000", DT_LINE_FRAME },
		{ "=dtb 4200001 100001 00000000", DT_LINE_NOISE },
		{ "=dtb 43 1 00000000", DT_LINE_NOISE },
		{ "=dtb 42 1 0000000", DT_LINE_NOISE },
		{ "=dtb 42 1 0000000G", DT_LINE_NOISE },
		{ "dtb 42 1 00000000", DT_LINE_NOISE },
		{ "=dtb 42 00000000", DT_LINE_NOISE },
		{ "", DT_LINE_NOISE },
	};
	struct dt_line line;

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		const char *text = rows[i].text;
		char whole[128];

		snprintf(whole, sizeof(whole), "/soc> %s %08x\r", text,
			 (unsigned)dt_crc32(0, text, strlen(text)));
		assert_int_equal(dt_line_read(&line, whole, strlen(whole)), rows[i].kind);
	}
	assert_int_equal(dt_line_read(&line, "", 0), DT_LINE_NOISE);
	assert_int_equal(dt_line_read(&line, "54371bd0", 8), DT_LINE_NOISE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(crc_is_the_usual_one),     cmocka_unit_test(writes_lines),
		cmocka_unit_test(reads_what_it_wrote),      cmocka_unit_test(damage_is_noise),
		cmocka_unit_test(only_good_lines_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
