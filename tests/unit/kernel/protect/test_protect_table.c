/* Page tables: what a walk finds, wherever the image lies, and that too few tables are noticed. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "kernel/protect/protect_table.h"

enum {
	R = PROTECT_READ,
	RW = PROTECT_READ | PROTECT_WRITE,
	RX = PROTECT_READ | PROTECT_EXECUTE,
	FEW = PROTECT_TABLES,
	PAGES = 256, /* of an image of 1 MiB */
};

static struct protect_page pages[FEW + 1]; /* the last one must stay as it is */

/* An image: code, constants, data, and a guard page in it. Pages from its base on. */
static const struct {
	unsigned base, end, allow;
} image[] = { { 0, 80, RX }, { 80, 120, R }, { 200, 201, 0 }, { 230, 231, 0 } };

static unsigned image_allows(uint64_t page)
{
	for (size_t i = 0; i < sizeof(image) / sizeof(image[0]); i++)
		if (page >= image[i].base && page < image[i].end)
			return image[i].allow;
	return RW;
}

static int build(struct protect_table *table, unsigned levels, int max, uint64_t at)
{
	int err = 0;

	memset(pages, 0xa5, sizeof(pages));
	*table = (struct protect_table){ .page = pages, .max = max };
	protect_begin(table, levels);
	for (size_t i = 0; !err && i < sizeof(image) / sizeof(image[0]); i++) {
		const struct protect_range range = { at + image[i].base * UINT64_C(4096),
						     at + image[i].end * UINT64_C(4096),
						     image[i].allow };

		err = protect_allow(table, &range);
	}
	return err;
}

static void finds(const struct protect_table *table, uint64_t address, unsigned allow)
{
	uint64_t to = 1;

	assert_int_equal(protect_walk(table, address, &to), allow);
	assert_int_equal(to, allow ? address : 0);
}

static void each_page_of_the_image(const struct protect_table *table, uint64_t at)
{
	for (uint64_t page = 0; page < PAGES; page++) {
		finds(table, at + page * 4096, image_allows(page));
		finds(table, at + page * 4096 + 4095, image_allows(page));
	}
}

/* What is around it, and the ends of what is mapped. */
static void all_else(const struct protect_table *table, uint64_t at, uint64_t reach)
{
	const uint64_t places[] = { 0, 0xfff, 0x10000000, 0x3fffffff, 0x40000000, reach - 1 };

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (places[i] - at >= PAGES * UINT64_C(4096))
			finds(table, places[i], RW);
	if (at)
		finds(table, at - 1, RW);
	if (at + PAGES * UINT64_C(4096) < reach)
		finds(table, at + PAGES * UINT64_C(4096), RW);
	finds(table, reach, 0);
	finds(table, reach * 2, 0);
	finds(table, UINT64_MAX, 0);
	finds(table, UINT64_MAX - reach + 1, 0);
	finds(table, UINT64_MAX - reach, 0);
	finds(table, UINT64_C(1) << 63, 0);
}

static const struct {
	uint64_t at;
	unsigned levels;
	int used; /* tables; more than FEW: too many */
} rows[] = {
	{ 0x80200000, 3, 3 },
	{ 0, 3, 3 },
	{ 0x80601000, 3, 3 },
	{ 0x801ff000, 3, 4 },              /* over a boundary of 2 MiB, in its code */
	{ 0x80200000 - 232 * 4096, 3, 3 }, /* over one, but with nothing to change after it */
	{ 0xbff80000, 3, 5 },              /* over one of 1 GiB */
	{ (UINT64_C(1) << 38) - 0x100000, 3, 3 },
	{ 0x80200000, 4, 4 },
	{ 0x4000000000, 4, 4 }, /* beyond Sv39 */
	{ 0x4000300000 - 0x1000, 4, 4 },
	{ 0x40001ff000, 4, 5 },
	{ (UINT64_C(1) << 47) - 0x100000, 4, 4 },
	{ 0x403ffff000, 4, 6 },
	{ 0x7fffff000, 4, 6 },
};

static void an_image_wherever_it_lies(void **state)
{
	struct protect_table table;
	uint64_t untouched;

	(void)state;
	memset(&untouched, 0xa5, sizeof(untouched));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint64_t at = rows[i].at;

		if (rows[i].used > FEW) {
			assert_int_equal(build(&table, rows[i].levels, FEW, at), -ENOMEM);
			assert_true(pages[FEW].row[0] == untouched);
			continue;
		}
		assert_int_equal(build(&table, rows[i].levels, FEW, at), 0);
		assert_int_equal(table.used, rows[i].used);
		each_page_of_the_image(&table, at);
		all_else(&table, at, protect_reach(rows[i].levels));
		assert_true(pages[FEW].row[0] == untouched);
		assert_int_equal(build(&table, rows[i].levels, rows[i].used - 1, at), -ENOMEM);
	}
}

/* Rows are as the specification has them: number of the page, and D, A, W, R, V. */
static void rows_have_their_bits(void **state)
{
	struct protect_table table;

	(void)state;
	assert_int_equal(build(&table, 3, FEW, 0x80200000), 0);
	assert_int_equal(pages[0].row[0], 0xc7);
	assert_int_equal(pages[0].row[1], (UINT64_C(0x40000000) >> 2) | 0xc7);
	assert_int_equal(pages[0].row[2], (((uintptr_t)&pages[1] >> 12) << 10) | 1);
	assert_int_equal(pages[0].row[255], (UINT64_C(0x3fc0000000) >> 2) | 0xc7);
	assert_int_equal(pages[0].row[256], 0);
	assert_int_equal(pages[2].row[0], (UINT64_C(0x80200000) >> 2) | 0xcb);
	assert_int_equal(pages[2].row[80], (UINT64_C(0x80250000) >> 2) | 0xc3);
	assert_int_equal(pages[2].row[200], 0);
}

static void how_far_it_reaches(void **state)
{
	(void)state;
	assert_int_equal(protect_reach(3), UINT64_C(1) << 38);
	assert_int_equal(protect_reach(4), UINT64_C(1) << 47);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_image_wherever_it_lies),
		cmocka_unit_test(rows_have_their_bits),
		cmocka_unit_test(how_far_it_reaches),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
