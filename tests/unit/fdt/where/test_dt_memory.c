/* RAM and reserved memory. */
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(merges_memory),
		cmocka_unit_test(knows_memory_by_type_then_name),
		cmocka_unit_test(lists_reserved_memory),
		cmocka_unit_test(keeps_reserved_memory_without_ranges),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
