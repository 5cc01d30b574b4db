/* A PCI host bridge's windows and buses. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/where/pci_address.h"
#include "tests/unit/fake/fake_tree.h"

static struct dt_trail trail;

/* /soc/pci; /soc adds 0x1000000000 to addresses. */
static void build(const struct fake_item *props)
{
	const struct fake_item rows[] = {
		TREE_CELLS("#address-cells", 2),
		TREE_CELLS("#size-cells", 2),
		TREE_NODE("soc"),
		TREE_CELLS("#address-cells", 1),
		TREE_CELLS("#size-cells", 1),
		TREE_CELLS("ranges", 0x10000000, 0x10, 0x10000000, 0x70000000),
		TREE_NODE("pci"),
		TREE_ROWS(props),
		TREE_END,
		TREE_END,
		{ 0 },
	};
	const struct dt_tree *tree = fake_tree(rows);

	assert_int_equal(dt_trail(dt_find(dt_root(tree), "soc/pci", 7), &trail), 0);
}

#define PCI_CELLS TREE_CELLS("#address-cells", 3), TREE_CELLS("#size-cells", 2)

static void windows_are_moved_to_the_cpu(void **state)
{
	static const struct fake_item props[] = {
		PCI_CELLS,
		TREE_CELLS("ranges", 0x01000000, 0, 0x1000, 0x30000000, 0, 0x10000, /* I/O */
			   0x02000000, 0, 0x40000000, 0x40000000, 0, 0x10000000, 0x43000000, 4, 0,
			   0x60000000, 0, 0x20000000, /* beyond /soc */
			   0x43000000, 4, 0, 0x50000000, 0, 0x20000000),
		{ 0 },
	};
	static const struct dt_pci_range expected[] = {
		{ DT_PCI_IO, false, 0x1000, 0x1030000000, 0x10000 },
		{ DT_PCI_MEM32, false, 0x40000000, 0x1040000000, 0x10000000 },
		{ DT_PCI_MEM64, true, 0x400000000, 0x1060000000, 0x20000000 },
		{ DT_PCI_MEM64, true, 0x400000000, 0x1050000000, 0x20000000 },
	};
	struct dt_pci_range range;

	(void)state;
	build(props);
	for (int i = 0; i < 4; i++) {
		assert_int_equal(dt_pci_range(&trail, i, &range), 0);
		assert_int_equal(range.space, expected[i].space);
		assert_int_equal(range.prefetch, expected[i].prefetch);
		assert_int_equal(range.bus, expected[i].bus);
		assert_int_equal(range.cpu, expected[i].cpu);
		assert_int_equal(range.size, expected[i].size);
	}
	assert_int_equal(dt_pci_range(&trail, 4, &range), -ENOENT);
	assert_int_equal(dt_pci_range(&trail, -1, &range), -ENOENT);
}

static void malformed_windows_are_ignored(void **state)
{
	static const struct {
		struct fake_item props[5];
		int err;
	} rows[] = {
		{ { PCI_CELLS }, -ENOENT },
		{ { PCI_CELLS, TREE_FLAG("ranges") }, -ENOENT },
		{ { PCI_CELLS, TREE_CELLS("ranges", 0x02000000, 0, 0, 0x10000000, 0) }, -ENOENT },
		/* Unreachable, empty, wrapping. */
		{ { PCI_CELLS, TREE_CELLS("ranges", 0x02000000, 0, 0, 0x80000000, 0, 1) }, -ENXIO },
		{ { PCI_CELLS, TREE_CELLS("ranges", 0x02000000, 0, 0, 0x10000000, 0, 0) }, -ENXIO },
		{ { PCI_CELLS,
		    TREE_CELLS("ranges", 0x02000000, UINT32_MAX, UINT32_MAX, 0x10000000, 0, 2) },
		  -ENXIO },
		{ { PCI_CELLS,
		    TREE_CELLS("ranges", 0x02000000, 0, 0, 0x10000000, UINT32_MAX, UINT32_MAX) },
		  -ENXIO },
		{ { TREE_CELLS("#size-cells", 2),
		    TREE_CELLS("ranges", 0x02000000, 0, 0, 0x10000000, 0, 1) },
		  -EINVAL },
		{ { TREE_CELLS("#address-cells", 3), TREE_CELLS("#size-cells", 1),
		    TREE_CELLS("ranges", 0x02000000, 0, 0, 0x10000000, 0, 1) },
		  -EINVAL },
	};
	struct dt_pci_range range;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		build(rows[i].props);
		assert_int_equal(dt_pci_range(&trail, 0, &range), rows[i].err);
	}
	assert_int_equal(dt_trail(dt_root(trail.tree), &trail), 0);
	assert_int_equal(dt_pci_range(&trail, 0, &range), -EINVAL);
}

static void buses_are_all_or_those_of_bus_range(void **state)
{
	static const struct {
		struct fake_item props[2];
		unsigned first, last;
	} rows[] = {
		{ { { 0 } }, 0, 255 },
		{ { TREE_CELLS("bus-range", 0, 255) }, 0, 255 },
		{ { TREE_CELLS("bus-range", 16, 31) }, 16, 31 },
		{ { TREE_CELLS("bus-range", 5, 5) }, 5, 5 },
		{ { TREE_CELLS("bus-range", 6, 5) }, 0, 255 },
		{ { TREE_CELLS("bus-range", 0, 256) }, 0, 255 },
		{ { TREE_CELLS("bus-range", 7) }, 0, 255 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		unsigned first, last;

		build(rows[i].props);
		dt_pci_buses(&trail, &first, &last);
		assert_int_equal(first, rows[i].first);
		assert_int_equal(last, rows[i].last);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(windows_are_moved_to_the_cpu),
		cmocka_unit_test(malformed_windows_are_ignored),
		cmocka_unit_test(buses_are_all_or_those_of_bus_range),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
