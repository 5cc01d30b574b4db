/* Labels: from /__symbols__, made from names, and looked up. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/core/label.h"
#include "tests/unit/fake/fake_space.h"
#include "tests/unit/fake/fake_tree.h"

static char long_name[200], long_label[DT_LABEL_MAX + 1];

static const struct fake_item made[] = {
	TREE_NODE("plic@c000000"),
	TREE_CELLS("phandle", 1),
	TREE_END,
	TREE_NODE("orphan"),
	TREE_END,
	TREE_NODE("serial@1"),
	TREE_CELLS("phandle", 2),
	TREE_END,
	TREE_NODE("serial@2"),
	TREE_CELLS("phandle", 3),
	TREE_END,
	TREE_NODE("a-b,c.d+e"),
	TREE_CELLS("phandle", 4),
	TREE_END,
	TREE_NODE("3com"),
	TREE_CELLS("phandle", 5),
	TREE_END,
	/* Names that become equal only as labels. */
	TREE_NODE("x-y"),
	TREE_CELLS("phandle", 6),
	TREE_END,
	TREE_NODE("x_y"),
	TREE_CELLS("phandle", 7),
	TREE_END,
	TREE_NODE("cpus"),
	TREE_NODE("cpu@0"),
	TREE_CELLS("phandle", 8),
	TREE_NODE("intc"),
	TREE_CELLS("phandle", 9),
	TREE_END,
	TREE_END,
	TREE_NODE("cpu@1"),
	TREE_CELLS("phandle", 10),
	TREE_NODE("intc"),
	TREE_CELLS("phandle", 11),
	TREE_END,
	TREE_NODE("intc"),
	TREE_CELLS("phandle", 12),
	TREE_END,
	TREE_END,
	TREE_END,
	TREE_NODE(long_name),
	TREE_CELLS("phandle", 13),
	TREE_END,
	{ 0 },
};

static void labels_are_made_of_names(void **state)
{
	static const struct {
		const char *path, *label;
	} rows[] = {
		{ "/", NULL },
		{ "/plic@c000000", "plic" },
		{ "/orphan", NULL },
		{ "/serial@1", "serial_1" },
		{ "/serial@2", "serial_2" },
		{ "/a-b,c.d+e", "a_b_c_d_e" },
		{ "/3com", "n3com" },
		{ "/x-y", "x_y" },
		{ "/x_y", "x_y_p7" },
		{ "/cpus", NULL },
		{ "/cpus/cpu@0", "cpu_0" },
		{ "/cpus/cpu@0/intc", "cpu_0_intc" },
		{ "/cpus/cpu@1/intc", "cpu_1_intc" },
	};
	const struct dt_tree *tree;
	struct dt_tree open;

	(void)state;
	memset(long_name, 'l', sizeof(long_name) - 1);
	tree = fake_tree(made);
	open = *tree;
	assert_int_equal(dt_index_build(&open, NULL), 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct dt_node node = dt_find(dt_root(&open), rows[i].path, 99);
		const char *label = dt_label(&open, dt_number_of(node));

		if (!rows[i].label) {
			assert_null(label);
			continue;
		}
		assert_string_equal(label, rows[i].label);
		assert_int_equal(dt_by_label(&open, label, strlen(label)).offset, node.offset);
	}
	/* Two siblings of one name: the phandle makes the labels unique. */
	assert_string_equal(dt_label(&open, dt_index_phandle(&open, 12)), "intc_pc");
	/* Every form of its label is too long. */
	assert_null(dt_label(&open, dt_index_phandle(&open, 13)));
	assert_null(dt_label(&open, DT_NONE));
	dt_index_drop(&open);
}

static const struct fake_item symbols[] = {
	TREE_NODE("__symbols__"),
	TREE_TEXT("uart0", "/serial@1"),
	TREE_TEXT("again", "/serial@1"),
	TREE_TEXT("plic", "/serial@2"),
	TREE_TEXT("gone", "/nowhere"),
	TREE_TEXT("relative", "serial@1"),
	TREE_FLAG("empty"),
	TREE_BYTES("open", "/orphan"),
	TREE_TEXT(long_label, "/other"),
	/* No labels in dtc's grammar. */
	TREE_TEXT("a-b", "/other"),
	TREE_TEXT("2a", "/other"),
	TREE_TEXT("a;b", "/other"),
	TREE_END,
	TREE_NODE("serial@1"),
	TREE_CELLS("phandle", 1),
	TREE_END,
	TREE_NODE("serial@2"),
	TREE_END,
	TREE_NODE("orphan"),
	TREE_END,
	TREE_NODE("plic"),
	TREE_CELLS("phandle", 2),
	TREE_END,
	TREE_NODE("other"),
	TREE_END,
	{ 0 },
};

static void symbols_come_first(void **state)
{
	static const struct {
		const char *path, *label;
	} rows[] = {
		{ "/serial@1", "uart0" },
		{ "/serial@2", "plic" },
		{ "/orphan", "open" },
		/* Its name is another node's label, and its parent has no name. */
		{ "/plic", "plic_p2" },
		{ "/other", NULL },
	};
	struct dt_tree open;

	(void)state;
	memset(long_label, 'x', DT_LABEL_MAX);
	open = *fake_tree(symbols);
	assert_int_equal(dt_index_build(&open, NULL), 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct dt_node node = dt_find(dt_root(&open), rows[i].path, 99);
		const char *label = dt_label(&open, dt_number_of(node));

		if (rows[i].label)
			assert_string_equal(label, rows[i].label);
		else
			assert_null(label);
	}
	assert_false(dt_found(dt_by_label(&open, "gone", 4)));
	assert_false(dt_found(dt_by_label(&open, "relative", 8)));
	assert_false(dt_found(dt_by_label(&open, "empty", 5)));
	assert_false(dt_found(dt_by_label(&open, "", 0)));
	assert_false(dt_found(dt_by_label(&open, "uart0", 4)));
	assert_false(dt_found(dt_by_label(&open, "uart00", 6)));
	assert_true(dt_found(dt_by_label(&open, "uart0/child", 5)));
	dt_index_drop(&open);
}

/* Every label is a C name, and no two nodes have the same. */
static void labels_are_unique(void **state)
{
	static const struct fake_item alike[] = {
		TREE_NODE("a@1"),
		TREE_CELLS("phandle", 1),
		TREE_END,
		TREE_NODE("a_1"),
		TREE_CELLS("phandle", 2),
		TREE_END,
		TREE_NODE("a-1"),
		TREE_CELLS("phandle", 3),
		TREE_END,
		TREE_NODE("a@2"),
		TREE_CELLS("phandle", 4),
		TREE_END,
		TREE_NODE("a_p1"),
		TREE_CELLS("phandle", 5),
		TREE_END,
		TREE_NODE("\302\265@1"),
		TREE_CELLS("phandle", 6),
		TREE_END,
		TREE_NODE("a@1"),
		TREE_CELLS("phandle", 1),
		TREE_END,
		{ 0 },
	};
	struct dt_tree open;

	(void)state;
	open = *fake_tree(alike);
	assert_int_equal(dt_index_build(&open, NULL), 0);
	for (int32_t i = 1; i < open.index->nodes; i++) {
		const char *label = dt_label(&open, i);

		if (!label)
			continue;
		assert_int_equal(strspn(label, "abcdefghijklmnopqrstuvwxyz_0123456789"),
				 strlen(label));
		assert_int_equal(dt_number_of(dt_by_label(&open, label, strlen(label))), i);
	}
	assert_string_equal(dt_label(&open, 1), "a_1");
	assert_string_equal(dt_label(&open, 4), "a_2");
	dt_index_drop(&open);
}

static void without_memory_there_are_no_labels(void **state)
{
	struct dt_tree open;
	long held = fake_space.held;

	(void)state;
	open = *fake_tree(symbols);
	assert_false(dt_found(dt_by_label(&open, "uart0", 5))); /* without an index */
	assert_int_equal(dt_index_build(&open, NULL), 0);
	fake_space.calls = 0;
	fake_space.fail_at = 1;
	assert_int_equal(dt_labels_build(open.index, &open), -ENOMEM);
	assert_null(dt_label(&open, 2));
	assert_false(dt_found(dt_by_label(&open, "uart0", 5)));
	fake_space.fail_at = 0;
	assert_int_equal(dt_labels_build(open.index, &open), 0);
	fake_space.calls = 0;
	assert_int_equal(dt_labels_build(open.index, &open), 0);
	assert_int_equal(fake_space.calls, 0);
	dt_index_drop(&open);
	assert_int_equal(fake_space.held, held);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_are_made_of_names),
		cmocka_unit_test(symbols_come_first),
		cmocka_unit_test(labels_are_unique),
		cmocka_unit_test(without_memory_there_are_no_labels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
