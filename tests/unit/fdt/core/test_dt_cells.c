/* Cells: numbers as bytes, a cell with a default, phandles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <errno.h>
#include "fdt/core/dt.h"
#include "fdt/core/index.h"
#include "tests/unit/fake/fake_blob.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

static struct blob blob;
static struct dt_tree tree;

static void writes_what_it_reads(void **state)
{
	static const uint32_t rows[] = { 0, 1, 0x81020384, 0xff000000, UINT32_MAX };
	uint8_t bytes[7];

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++)
		for (size_t at = 0; at < 4; at++) { /* any alignment, and no byte beside it */
			memset(bytes, 0x5a, sizeof(bytes));
			dt_put_be32(bytes + at, rows[i]);
			assert_int_equal(dt_be32(bytes + at), rows[i]);
			assert_int_equal(bytes[at], rows[i] >> 24);
			for (size_t other = 0; other < sizeof(bytes); other++)
				if (other < at || other >= at + DT_CELL)
					assert_int_equal(bytes[other], 0x5a);
		}
}

static void numbers_of_several_cells(void **state)
{
	static const uint8_t bytes[] = { 0, 0x81, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };
	static const struct {
		uint32_t cells;
		uint64_t number;
	} rows[] = {
		{ 0, 0 },
		{ 1, 0x81020304 },
		{ 2, 0x8102030405060708 },
		{ 3, 0x5060708090a0b0c }, /* the lowest 64 bits */
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++)
		assert_int_equal(dt_be_cells(bytes + 1, rows[i].cells), rows[i].number);
}

static void start(void)
{
	blob_start(&blob);
	blob_node(&blob, "");
}

static struct dt_node finish(void)
{
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
	return dt_root(&tree);
}

static void cell_or_its_default(void **state)
{
	static const uint8_t bytes[12] = { 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3 };
	struct dt_node root;

	(void)state;
	for (uint32_t len = 0; len <= sizeof(bytes); len++) {
		start();
		blob_prop(&blob, "#address-cells", bytes, len);
		root = finish();
		/* A number of cells is exactly one cell: a longer value is ignored as a whole. */
		assert_int_equal(dt_cell(root, "#address-cells", 7), len == DT_CELL ? 1 : 7);
		assert_int_equal(dt_cell(root, "#size-cells", UINT32_MAX), UINT32_MAX);
	}
	start();
	blob_cell(&blob, "#address-cells", 0x80000000);
	blob_cell(&blob, "#address-cells", 1);
	root = finish();
	assert_int_equal(dt_cell(root, "#address-cells", 2), 0x80000000);
	assert_int_equal(dt_cell((struct dt_node){ &tree, -ENOENT }, "#address-cells", 2), 2);
}

static void names_of_phandles(void **state)
{
	(void)state;
	assert_true(dt_is_phandle("phandle"));
	assert_true(dt_is_phandle("linux,phandle"));
	assert_false(dt_is_phandle(""));
	assert_false(dt_is_phandle("phandles"));
	assert_false(dt_is_phandle("phandl"));
	assert_false(dt_is_phandle("linux,phandles"));
	assert_false(dt_is_phandle("ibm,phandle"));
}

/* A node's phandle is the same with an index and without one. */
static void phandle_of_a_node(void **state)
{
	static const struct {
		const char *name[2]; /* NULL: no such property */
		uint32_t len[2], value[2], phandle;
	} rows[] = {
		{ { NULL, NULL }, { 0, 0 }, { 0, 0 }, 0 },
		{ { "phandle", NULL }, { 4, 0 }, { 5, 0 }, 5 },
		{ { "linux,phandle", NULL }, { 4, 0 }, { 5, 0 }, 5 },
		{ { "phandle", NULL }, { 4, 0 }, { 0, 0 }, 0 },
		{ { "phandle", NULL }, { 8, 0 }, { 5, 0 }, 0 },
		{ { "phandle", NULL }, { 3, 0 }, { 5, 0 }, 0 },
		{ { "linux,phandle", "phandle" }, { 4, 4 }, { 5, 6 }, 5 },
		{ { "phandle", "linux,phandle" }, { 4, 4 }, { 0, 6 }, 6 },
		{ { "phandle", "linux,phandle" }, { 0, 4 }, { 5, 6 }, 6 },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct dt_node root;

		start();
		for (size_t j = 0; j < 2; j++) {
			uint8_t bytes[8] = { 0 };

			dt_put_be32(bytes, rows[i].value[j]);
			if (rows[i].name[j])
				blob_prop(&blob, rows[i].name[j], bytes, rows[i].len[j]);
		}
		root = finish();
		assert_int_equal(dt_phandle(root), rows[i].phandle);
		for (int indexed = 0; indexed < 2; indexed++) {
			if (indexed)
				assert_int_equal(dt_index_build(&tree, NULL), 0);
			assert_int_equal(dt_by_phandle(&tree, 5).offset,
					 rows[i].phandle == 5 ? root.offset : -ENOENT);
			assert_int_equal(dt_by_phandle(&tree, 0).offset, -ENOENT);
		}
		assert_int_equal(tree.index->node[0].phandle, rows[i].phandle);
		dt_index_drop(&tree);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_what_it_reads), cmocka_unit_test(numbers_of_several_cells),
		cmocka_unit_test(cell_or_its_default),  cmocka_unit_test(names_of_phandles),
		cmocka_unit_test(phandle_of_a_node),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
