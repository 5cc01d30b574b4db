/* OpenSBI's regions of memory: which are within the binding, and where they end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <errno.h>
#include <cmocka.h>
#include "fdt/where/domain.h"
#include "tests/unit/fake/fake_blob.h"

static struct blob blob;
static struct dt_tree tree;

/* A tree of a hart of @isa, after @before other children of /cpus, and of one region. */
static struct dt_node region(const char *isa, int before, uint64_t base, uint32_t order)
{
	blob_start(&blob);
	blob_node(&blob, "");
	blob_node(&blob, "cpus");
	for (int i = 0; i < before; i++) {
		blob_node(&blob, (char[]){ 'a', (char)('a' + i), '\0' });
		blob_end(&blob);
	}
	blob_node(&blob, "cpu@0");
	blob_text(&blob, "riscv,isa", isa);
	blob_end(&blob);
	blob_end(&blob);
	blob_node(&blob, "region");
	blob_cells(&blob, "base", BLOB_CELLS(base >> 32, base & UINT32_MAX));
	blob_cell(&blob, "order", order);
	blob_prop(&blob, "mmio", "", 0);
	blob_end(&blob);
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
	return dt_find(dt_root(&tree), "/region", 7);
}

static void regions(void **state)
{
	static const struct {
		const char *isa;
		uint64_t base, last;
		uint32_t order;
		int err;
	} rows[] = {
		{ "rv64i", 0x80000000, 0x80000007, 3, 0 },
		{ "rv64i", 0x80000000, 0, 2, -EINVAL },
		{ "rv64i", 0x80000004, 0, 3, -EINVAL },
		{ "rv64i", 0x80000000, 0xffffffff, 31, 0 },
		{ "rv64i", 0x80000000, 0, 32, -EINVAL },
		{ "rv64i", 0, UINT64_MAX, 64, 0 },
		{ "rv64i", UINT64_C(1) << 63, 0, 64, -EINVAL },
		{ "rv64i", UINT64_C(1) << 63, UINT64_MAX, 63, 0 },
		{ "rv64i", 0, 0, 65, -EINVAL },
		{ "rv64i", 0, 0, 0, -EINVAL },
		{ "rv64i", 0, 0, UINT32_MAX, -EINVAL },
		{ "rv32i", 0, UINT32_MAX, 32, 0 },
		{ "rv32i", 0, 0, 33, -EINVAL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct dt_domain_region found = { 0 };
		struct dt_node node = region(rows[i].isa, 0, rows[i].base, rows[i].order);

		assert_int_equal(dt_domain_region(node, &found), rows[i].err);
		if (rows[i].err)
			continue;
		assert_int_equal(found.first, rows[i].base);
		assert_int_equal(found.last, rows[i].last);
		assert_int_equal(found.order, rows[i].order);
		assert_true(found.mmio);
	}
}

/* A node without the properties is no region. */
static void no_region(void **state)
{
	struct dt_domain_region found;

	(void)state;
	region("rv64i", 0, 0, 64);
	assert_int_equal(dt_domain_region(dt_root(&tree), &found), -EINVAL);
}

/* The first hart need not be the first node, but the search has an end. */
static void bits_of_the_harts(void **state)
{
	struct dt_domain_region found;

	(void)state;
	assert_int_equal(dt_domain_region(region("rv32i", 3, 0, 64), &found), -EINVAL);
	assert_int_equal(dt_domain_region(region("rv32i", 20, 0, 64), &found), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(regions),
		cmocka_unit_test(no_region),
		cmocka_unit_test(bits_of_the_harts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
