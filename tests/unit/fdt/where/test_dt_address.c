/* Translation of reg through all ranges: the cells, the windows, and each way to fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <errno.h>
#include "fdt/core/dt.h"
#include "fdt/where/address.h"
#include "tests/unit/fake/fake_blob.h"

enum { CELLS_MAX = 16 };

/* Cells of a property; words 0: an empty value; -1: the property is absent; bytes cut it short. */
struct cells {
	int words;
	uint32_t word[CELLS_MAX];
	uint32_t cut; /* bytes left off at the end */
};

#define COUNT(...) (sizeof((const uint32_t[]){ __VA_ARGS__ }) / 4)
#define CELLS(...) ((struct cells){ COUNT(__VA_ARGS__), { __VA_ARGS__ }, 0 })
#define ABSENT     ((struct cells){ .words = -1 })
#define EMPTY      ((struct cells){ .words = 0 })

/* / { soc { dev { }; }; }; */
struct row {
	struct cells root_address, address, size, ranges, reg; /* of the root, of soc, of dev */
	int index, err;
	uint64_t bus, cpu, bytes;
};

static struct blob blob;

static void put(const char *name, const struct cells *cells)
{
	uint8_t value[CELLS_MAX * 4];

	if (cells->words < 0)
		return;
	for (int i = 0; i < cells->words * 4; i++)
		value[i] = (uint8_t)(cells->word[i / 4] >> (24 - i % 4 * 8));
	blob_prop(&blob, name, value, (uint32_t)cells->words * 4 - cells->cut);
}

static const char *why_of(const struct row *row, int *err, struct dt_reg *reg)
{
	struct dt_tree tree;
	struct dt_trail trail;
	const char *why = "";

	blob_start(&blob);
	blob_node(&blob, "");
	put("#address-cells", &row->root_address);
	blob_node(&blob, "soc");
	put("#address-cells", &row->address);
	put("#size-cells", &row->size);
	put("ranges", &row->ranges);
	blob_node(&blob, "dev");
	put("reg", &row->reg);
	blob_end(&blob);
	blob_end(&blob);
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
	assert_int_equal(dt_trail(blob_at(&tree, "/soc/dev"), &trail), 0);
	*err = dt_reg(&trail, row->index, reg, &why);
	assert_int_equal(dt_reg(&trail, row->index, reg, NULL), *err);
	return why;
}

static void check(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct dt_reg reg;
		int err;
		const char *why = why_of(&rows[i], &err, &reg);

		if (err != rows[i].err || (err < 0) != (*why != '\0'))
			fail_msg("row %zu: %d \"%s\"", i, err, why);
		if (err)
			continue;
		assert_int_equal(reg.bus, rows[i].bus);
		assert_int_equal(reg.cpu, rows[i].cpu);
		assert_int_equal(reg.size, rows[i].bytes);
	}
}

#define CHECK(rows) check(rows, sizeof(rows) / sizeof((rows)[0]))

static void counts_cells(void **state)
{
	static const struct row rows[] = {
		{ CELLS(2), CELLS(2), CELLS(2), EMPTY, CELLS(1, 2, 3, 4), 0, 0, 0x100000002,
		  0x100000002, 0x300000004 },
		{ CELLS(2), CELLS(1), CELLS(1), EMPTY, CELLS(1, 2, 3, 4), 1, 0, 3, 3, 4 },
		{ CELLS(2), CELLS(1), CELLS(0), EMPTY, CELLS(1, 2, 3), 2, 0, 3, 3, 0 },
		{ CELLS(2), ABSENT, ABSENT, EMPTY, CELLS(1, 2, 3), 0, 0, 0x100000002, 0x100000002,
		  3 },
		/* A value that is not one cell: as if absent. */
		{ CELLS(2), EMPTY, EMPTY, EMPTY, CELLS(1, 2, 3), 0, 0, 0x100000002, 0x100000002,
		  3 },
		{ CELLS(2),
		  { 1, { 0x20000 }, 2 },
		  CELLS(1),
		  EMPTY,
		  CELLS(1, 2, 3),
		  0,
		  0,
		  0x100000002,
		  0x100000002,
		  3 },
		{ CELLS(2), CELLS(0, 2), CELLS(1), EMPTY, CELLS(1, 2, 3), 0, 0, 0x100000002,
		  0x100000002, 3 },
		/* The root's cells do not matter if nothing is translated. */
		{ CELLS(0xffffffff), CELLS(1), CELLS(1), EMPTY, CELLS(1, 2), 0, 0, 1, 1, 2 },
		{ CELLS(2), CELLS(0), CELLS(1), EMPTY, CELLS(1, 2), 0, -EINVAL, 0, 0, 0 },
		{ CELLS(2), CELLS(3), CELLS(2), EMPTY, CELLS(1, 2, 3, 4, 5), 0, -EINVAL, 0, 0, 0 },
		{ CELLS(2), CELLS(0x80000002), CELLS(2), EMPTY, CELLS(1, 2, 3, 4), 0, -EINVAL, 0, 0,
		  0 },
		{ CELLS(2), CELLS(0xffffffff), CELLS(1), EMPTY, CELLS(1, 2), 0, -EINVAL, 0, 0, 0 },
		{ CELLS(2), CELLS(2), CELLS(5), EMPTY, CELLS(1, 2, 3, 4), 0, -EINVAL, 0, 0, 0 },
		{ CELLS(2), CELLS(2), CELLS(0xffffffff), EMPTY, CELLS(1, 2, 3, 4), 0, -EINVAL, 0, 0,
		  0 },
	};

	(void)state;
	CHECK(rows);
}

static void uses_complete_entries_only(void **state)
{
	static const struct row rows[] = {
		{ CELLS(2), CELLS(1), CELLS(1), EMPTY, ABSENT, 0, -ENOENT, 0, 0, 0 },
		{ CELLS(2), CELLS(1), CELLS(1), EMPTY, EMPTY, 0, -ENOENT, 0, 0, 0 },
		{ CELLS(2), CELLS(1), CELLS(1), EMPTY, CELLS(1, 2), 1, -ENOENT, 0, 0, 0 },
		{ CELLS(2), CELLS(1), CELLS(1), EMPTY, CELLS(1, 2), -1, -ENOENT, 0, 0, 0 },
		{ CELLS(2), CELLS(1), CELLS(1), EMPTY, CELLS(1, 2), 0x7fffffff, -ENOENT, 0, 0, 0 },
		{ CELLS(2), CELLS(1), CELLS(1), EMPTY, CELLS(1), 0, -EINVAL, 0, 0, 0 },
		{ CELLS(2), CELLS(1), CELLS(1), EMPTY, { 1, { 1 }, 1 }, 0, -EINVAL, 0, 0, 0 },
		{ CELLS(2), CELLS(1), CELLS(1), EMPTY, CELLS(1, 2, 3), 0, 0, 1, 1, 2 },
		{ CELLS(2), CELLS(1), CELLS(1), EMPTY, CELLS(1, 2, 3), 1, -EINVAL, 0, 0, 0 },
	};

	(void)state;
	CHECK(rows);
}

static void translates_through_windows(void **state)
{
	static const struct row rows[] = {
		/* Under a root of two cells: child, parent, size. */
		{ CELLS(2), CELLS(1), CELLS(1), CELLS(0x1000, 0x70, 0, 0x1000), CELLS(0x1010, 4), 0,
		  0, 0x1010, 0x7000000010, 4 },
		{ CELLS(1), CELLS(1), CELLS(1), CELLS(0, 0x40000000, 0x1000), CELLS(0xfff, 1), 0, 0,
		  0xfff, 0x40000fff, 1 },
		{ CELLS(1), CELLS(1), CELLS(1), CELLS(0, 0x40000000, 0x1000), CELLS(0x1000, 1), 0,
		  -ENXIO, 0, 0, 0 },
		{ CELLS(1), CELLS(1), CELLS(1), CELLS(0x1000, 0x40000000, 0x1000), CELLS(0xfff, 1),
		  0, -ENXIO, 0, 0, 0 },
		/* The second window; the first of two that fit. */
		{ CELLS(1), CELLS(1), CELLS(1), CELLS(0, 0x4000, 0x10, 0x20, 0x8000, 0x10),
		  CELLS(0x21, 1), 0, 0, 0x21, 0x8001, 1 },
		{ CELLS(1), CELLS(1), CELLS(1), CELLS(0, 0x4000, 0x10, 0, 0x8000, 0x10),
		  CELLS(1, 1), 0, 0, 1, 0x4001, 1 },
		/* Size 0; an incomplete entry last; only an incomplete entry; no entry. */
		{ CELLS(1), CELLS(1), CELLS(1), CELLS(0, 0x4000, 0), CELLS(0, 1), 0, -ENXIO, 0, 0,
		  0 },
		{ CELLS(1), CELLS(1), CELLS(1), CELLS(0, 0x4000, 0x10, 0x20), CELLS(1, 1), 0, 0, 1,
		  0x4001, 1 },
		{ CELLS(1), CELLS(1), CELLS(1), { 1, { 0 }, 1 }, CELLS(1, 1), 0, -ENXIO, 0, 0, 0 },
		{ CELLS(1), CELLS(1), CELLS(1), ABSENT, CELLS(1, 1), 0, -ENXIO, 0, 0, 0 },
		/* The window's end wraps, which is harmless; its target wraps, which is not. */
		{ CELLS(2), CELLS(2), CELLS(2), CELLS(0, 0x1000, 0, 0x2000, 0xffffffff, 0xffffffff),
		  CELLS(0, 0x1004, 0, 4), 0, 0, 0x1004, 0x2004, 4 },
		{ CELLS(2), CELLS(2), CELLS(2), CELLS(0, 0, 0xffffffff, 0xfffff000, 1, 0),
		  CELLS(0, 0x1000, 0, 4), 0, -ENXIO, 0, 0, 0 },
		/* A root with cells that no window can lead to. */
		{ CELLS(3), CELLS(1), CELLS(1), CELLS(0, 0, 0, 0, 0x1000), CELLS(1, 1), 0, -EINVAL,
		  0, 0, 0 },
		{ CELLS(0), CELLS(1), CELLS(1), CELLS(0, 0x1000), CELLS(1, 1), 0, -EINVAL, 0, 0,
		  0 },
	};

	(void)state;
	CHECK(rows);
}

static void ends_within_the_address_space(void **state)
{
	static const struct row rows[] = {
		{ CELLS(2), CELLS(2), CELLS(2), EMPTY, CELLS(0xffffffff, 0xfffff000, 0, 0x1000), 0,
		  0, 0xfffffffffffff000, 0xfffffffffffff000, 0x1000 },
		{ CELLS(2), CELLS(2), CELLS(2), EMPTY, CELLS(0xffffffff, 0xfffff000, 0, 0x1001), 0,
		  -ENXIO, 0, 0, 0 },
		{ CELLS(2), CELLS(2), CELLS(2), EMPTY,
		  CELLS(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff), 0, -ENXIO, 0, 0, 0 },
		{ CELLS(2), CELLS(2), CELLS(2), EMPTY, CELLS(0, 0, 0, 0), 0, 0, 0, 0, 0 },
	};

	(void)state;
	CHECK(rows);
}

static void goes_up_two_buses(void **state)
{
	struct dt_tree tree;
	struct dt_trail trail;
	struct dt_reg reg;

	(void)state;
	blob_start(&blob);
	blob_node(&blob, "");
	blob_cell(&blob, "#address-cells", 2);
	blob_node(&blob, "soc");
	blob_cell(&blob, "#address-cells", 2);
	blob_cell(&blob, "#size-cells", 2);
	blob_cells(&blob, "ranges", BLOB_CELLS(0, 0, 0, 0x10000000, 0, 0x10000000));
	blob_node(&blob, "apb");
	blob_cell(&blob, "#address-cells", 1);
	blob_cells(&blob, "ranges", BLOB_CELLS(0, 0, 0xf000000, 0x10000));
	blob_node(&blob, "dev");
	blob_cells(&blob, "reg", BLOB_CELLS(0x1000, 0x100));
	for (int i = 0; i < 4; i++)
		blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
	assert_int_equal(dt_trail(blob_at(&tree, "/soc/apb/dev"), &trail), 0);
	assert_int_equal(dt_reg(&trail, 0, &reg, NULL), 0);
	assert_int_equal(reg.cpu, 0x1f001000);
	assert_int_equal(reg.bus, 0x1000);
	assert_int_equal(dt_trail(dt_root(&tree), &trail), 0);
	assert_int_equal(dt_reg(&trail, 0, &reg, NULL), -ENOENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_cells),
		cmocka_unit_test(uses_complete_entries_only),
		cmocka_unit_test(translates_through_windows),
		cmocka_unit_test(ends_within_the_address_space),
		cmocka_unit_test(goes_up_two_buses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
