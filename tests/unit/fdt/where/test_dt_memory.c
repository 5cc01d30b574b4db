/* RAM, reserved memory and the initrd. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/core/dt.h"
#include "fdt/where/reserved.h"
#include "tests/unit/fake/fake_blob.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

enum { RANGES = 4 };

static struct blob blob;
static struct dt_tree tree;

static void begin(void)
{
	blob_start(&blob);
	blob_node(&blob, "");
	blob_cell(&blob, "#address-cells", 2);
	blob_cell(&blob, "#size-cells", 2);
}

static void finish(void)
{
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
}

static void memory(const char *name, const char *type, uint64_t base, uint64_t size)
{
	blob_node(&blob, name);
	if (type)
		blob_prop(&blob, "device_type", type, (uint32_t)strlen(type));
	blob_cells(&blob, "reg",
		   BLOB_CELLS(base >> 32, (uint32_t)base, size >> 32, (uint32_t)size));
	blob_end(&blob);
}

static void merges_memory(void **state)
{
	static const struct row {
		struct dt_range in[5]; /* up to one of size 0 after the first */
		int count, more;
		struct dt_range out[RANGES];
	} rows[] = {
		{ { { 0x80000000, 0x8000000 } }, 1, 0, { { 0x80000000, 0x8000000 } } },
		{ { { 0, 0x1000 } }, 1, 0, { { 0, 0x1000 } } },
		{ { { 0x1000, 0 } }, 0, 0, { { 0, 0 } } },
		/* Out of order, touching, overlapping, inside, bridging. */
		{ { { 0x3000, 0x1000 }, { 0x1000, 0x1000 } },
		  2,
		  0,
		  { { 0x1000, 0x1000 }, { 0x3000, 0x1000 } } },
		{ { { 0x1000, 0x1000 }, { 0x2000, 0x1000 } }, 1, 0, { { 0x1000, 0x2000 } } },
		{ { { 0x2000, 0x1000 }, { 0x1000, 0x1001 } }, 1, 0, { { 0x1000, 0x2000 } } },
		{ { { 0x1000, 0x9000 }, { 0x2000, 1 } }, 1, 0, { { 0x1000, 0x9000 } } },
		{ { { 0x1000, 0x1000 }, { 0x3000, 0x1000 }, { 0x2000, 0x1000 } },
		  1,
		  0,
		  { { 0x1000, 0x3000 } } },
		/* Wrapping, and beyond the RISC-V physical addresses. */
		{ { { 0x8000000000000000, 0x8000000000000001 } }, 0, 0, { { 0, 0 } } },
		{ { { 0, 0xffffffffffffffff } }, 0, 0, { { 0, 0 } } },
		{ { { 0, UINT64_C(1) << 56 } }, 1, 0, { { 0, UINT64_C(1) << 56 } } },
		{ { { 1, UINT64_C(1) << 56 } }, 0, 0, { { 0, 0 } } },
		{ { { UINT64_C(1) << 56, 1 } }, 0, 0, { { 0, 0 } } },
		/* More than fit; a range that touches another is still merged. */
		{ { { 0x1000, 1 }, { 0x2000, 1 }, { 0x3000, 1 }, { 0x4000, 1 }, { 0, 1 } },
		  4,
		  1,
		  { { 0x1000, 1 }, { 0x2000, 1 }, { 0x3000, 1 }, { 0x4000, 1 } } },
		{ { { 0x1000, 1 }, { 0x2000, 1 }, { 0x3000, 1 }, { 0x4000, 1 }, { 0x2001, 1 } },
		  4,
		  0,
		  { { 0x1000, 1 }, { 0x2000, 2 }, { 0x3000, 1 }, { 0x4000, 1 } } },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct dt_range out[RANGES + 1] = { 0 };
		int more = -1;

		begin();
		for (int n = 0; n < 5 && (n == 0 || rows[i].in[n].size); n++)
			memory("memory@0", "memory", rows[i].in[n].base, rows[i].in[n].size);
		finish();
		if (dt_memory(&tree, out, RANGES, &more) != rows[i].count || more != rows[i].more)
			fail_msg("row %zu: more %d", i, more);
		for (int n = 0; n < rows[i].count; n++) {
			assert_int_equal(out[n].base, rows[i].out[n].base);
			assert_int_equal(out[n].size, rows[i].out[n].size);
		}
		assert_int_equal(out[RANGES].size, 0);
	}
}

static void knows_memory_by_type_then_name(void **state)
{
	static const struct row {
		const char *name, *type;
		int count;
	} rows[] = {
		{ "ram@0", "memory", 1 },  { "memory@0", NULL, 1 },      { "memory", NULL, 1 },
		{ "memory@0", "cpu", 0 },  { "memory-bank@0", NULL, 0 }, { "ram@0", NULL, 0 },
		{ "ram@0", "memoryx", 0 },
	};
	struct dt_range out[RANGES];

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		begin();
		memory(rows[i].name, rows[i].type, 0x1000, 0x1000);
		finish();
		if (dt_memory(&tree, out, RANGES, NULL) != rows[i].count)
			fail_msg("%s", rows[i].name);
	}
}

static void lists_reserved_memory(void **state)
{
	static const struct row {
		const char *name;
		uint64_t base, size;
		bool no_map;
	} rows[] = {
		{ "memreserve", 0x1000, 0x100, false },
		{ "memreserve", 0xfffffffffffff000, 0xfff, false }, /* wrapped: clamped */
		{ "fw@80000000", 0x80000000, 0x1000, true },
		{ "two", 0x2000, 0x10, false },
		{ "two", 0x3000, 0x20, false },
	};
	struct dt_reserved it;
	size_t n = 0;

	(void)state;
	begin();
	blob_reserve(&blob, 0x1000, 0x100);
	blob_reserve(&blob, 0x5000, 0);
	blob_reserve(&blob, 0xfffffffffffff000, 0x2000);
	blob_node(&blob, "reserved-memory");
	blob_cell(&blob, "#address-cells", 1);
	blob_prop(&blob, "ranges", NULL, 0);
	blob_node(&blob, "fw@80000000");
	blob_cells(&blob, "reg", BLOB_CELLS(0x80000000, 0x1000));
	blob_prop(&blob, "no-map", NULL, 0);
	blob_end(&blob);
	blob_node(&blob, "pool");
	blob_cell(&blob, "size", 0x1000);
	blob_end(&blob);
	blob_node(&blob, "off");
	blob_cells(&blob, "reg", BLOB_CELLS(0x1, 0x1000));
	blob_text(&blob, "status", "disabled");
	blob_end(&blob);
	blob_node(&blob, "two");
	blob_cells(&blob, "reg", BLOB_CELLS(0x2000, 0x10, 0x9000, 0, 0x3000, 0x20));
	blob_end(&blob);
	blob_end(&blob);
	finish();
	for (dt_reserved_init(&it, &tree); dt_reserved_next(&it); n++) {
		assert_in_range(n, 0, ROWS(rows) - 1);
		assert_string_equal(it.name, rows[n].name);
		assert_int_equal(it.range.base, rows[n].base);
		assert_int_equal(it.range.size, rows[n].size);
		assert_int_equal(it.no_map, rows[n].no_map);
	}
	assert_int_equal(n, ROWS(rows));
	assert_false(dt_reserved_next(&it));
}

/* Without ranges the bus address is used. */
static void keeps_reserved_memory_without_ranges(void **state)
{
	struct dt_reserved it;

	(void)state;
	begin();
	blob_node(&blob, "reserved-memory");
	blob_cell(&blob, "#address-cells", 1);
	blob_node(&blob, "fw");
	blob_cells(&blob, "reg", BLOB_CELLS(0x80000000, 0x1000));
	blob_end(&blob);
	blob_end(&blob);
	finish();
	dt_reserved_init(&it, &tree);
	assert_true(dt_reserved_next(&it));
	assert_int_equal(it.range.base, 0x80000000);
	assert_int_equal(it.range.size, 0x1000);
	assert_false(dt_reserved_next(&it));
}

/* Two ends of one or two cells; the second one is the first byte after it. */
static void finds_the_initrd(void **state)
{
	static const struct {
		const char *start, *end; /* bytes of the properties */
		uint32_t start_len, end_len;
		int err;
		uint64_t base, size;
	} rows[] = {
		{ "\x84\0\0\0", "\x84\0\1\0", 4, 4, 0, 0x84000000, 0x100 },
		{ "\0\0\0\1\0\0\0\0", "\0\0\0\1\0\0\0\5", 8, 8, 0, 0x100000000, 5 },
		{ "\xff\0\0\0", "\0\0\0\1\0\0\0\0", 4, 8, 0, 0xff000000, 0x1000000 },
		{ "\x84\0\0\0", "\x84\0\0\0", 4, 4, -ENOENT, 0, 0 },
		{ "\x84\0\0\1", "\x84\0\0\0", 4, 4, -ERANGE, 0, 0 },
		{ "\x84\0\0\0", NULL, 4, 0, -ENOENT, 0, 0 },
		{ NULL, "\x84\0\0\0", 0, 4, -ENOENT, 0, 0 },
		{ "\x84\0", "\x84\0\0\1", 2, 4, -ENOENT, 0, 0 },
	};
	struct dt_range range;

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		begin();
		blob_node(&blob, "chosen");
		if (rows[i].start)
			blob_prop(&blob, "linux,initrd-start", rows[i].start, rows[i].start_len);
		if (rows[i].end)
			blob_prop(&blob, "linux,initrd-end", rows[i].end, rows[i].end_len);
		blob_end(&blob);
		finish();
		assert_int_equal(dt_initrd(&tree, &range), rows[i].err);
		if (rows[i].err)
			continue;
		assert_int_equal(range.base, rows[i].base);
		assert_int_equal(range.size, rows[i].size);
	}
	begin();
	finish();
	assert_int_equal(dt_initrd(&tree, &range), -ENOENT);
}

static void finds_the_range_of_an_address(void **state)
{
	const struct dt_range ranges[] = { { 0x1000, 0x1000 }, { 0x4000, 1 }, { UINT64_MAX, 2 } };
	static const struct {
		uint64_t address;
		int at; /* -1: in none */
	} rows[] = {
		{ 0xfff, -1 }, { 0x1000, 0 },  { 0x1fff, 0 },     { 0x2000, -1 },
		{ 0x4000, 1 }, { 0x4001, -1 }, { UINT64_MAX, 2 },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++)
		assert_ptr_equal(dt_range_at(ranges, 3, rows[i].address),
				 rows[i].at < 0 ? NULL : &ranges[rows[i].at]);
	assert_null(dt_range_at(ranges, 0, 0x1000));
}

static void knows_ranges_that_meet(void **state)
{
	static const struct {
		struct dt_range one, other;
		bool meet;
	} rows[] = {
		{ { 0x1000, 0x1000 }, { 0x1fff, 1 }, true },
		{ { 0x1000, 0x1000 }, { 0x2000, 1 }, false },
		{ { 0x1000, 0x1000 }, { 0, 0x1000 }, false },
		{ { 0x1000, 0x1000 }, { 0, 0x1001 }, true },
		{ { 0x1000, 0x1000 }, { 0x1800, 0 }, false },
		{ { 0x1000, 0x1000 }, { 0, UINT64_MAX }, true },
		{ { UINT64_MAX - 1, 0x1000 }, { UINT64_MAX, 1 }, true },
		{ { UINT64_MAX - 1, 0x1000 }, { 0, 1 }, false },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		assert_int_equal(dt_range_meets(rows[i].one, rows[i].other), rows[i].meet);
		assert_int_equal(dt_range_meets(rows[i].other, rows[i].one), rows[i].meet);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(merges_memory),
		cmocka_unit_test(knows_memory_by_type_then_name),
		cmocka_unit_test(lists_reserved_memory),
		cmocka_unit_test(keeps_reserved_memory_without_ranges),
		cmocka_unit_test(finds_the_initrd),
		cmocka_unit_test(finds_the_range_of_an_address),
		cmocka_unit_test(knows_ranges_that_meet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
