/* Mentions: the nodes that have a word which may be a phandle, against a plain look at all of
 * them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/core/index.h"
#include "fdt/where/mentions.h"
#include "tests/unit/fake/fake_tree.h"

static const struct fake_item items[] = {
	TREE_CELLS("serial-number", 0x11111111),
	TREE_NODE("a"),
	TREE_CELLS("phandle", 0x1000),
	TREE_CELLS("clocks", 0x2001, 0x3000, 0x2002, 0x2001),
	TREE_CELLS("resets", 0x2001),
	TREE_NODE("b"),
	TREE_END,
	TREE_NODE("c"),
	TREE_CELLS("clocks", 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 0x2002),
	TREE_BYTES("odd", "\0\0\x40\0\x40"),
	TREE_END,
	TREE_END,
	TREE_NODE("last"),
	TREE_CELLS("clocks", 0x2000),
	TREE_END,
	{ 0 },
};

static const struct mentions_row {
	uint32_t low, high;
	const char *nodes; /* their names, each with a blank after it */
} rows[] = {
	{ 0x11111111, 0x11111111, "/ " },
	{ 0x1000, 0x1000, "a " },
	{ 0x2001, 0x2001, "a " },
	{ 0x2002, 0x2002, "a c " },
	{ 0x2000, 0x2000, "last " },
	{ 0x2003, 0x2003, "" },
	{ 0x2001, 0x2002, "a c last " }, /* more than is wanted, but they begin alike */
	{ 0x3000, 0x3001, "a " },
	{ 0x4000, 0x4000, "c " },
	{ 0x40000000, 0x40000000, "c " }, /* with the zeros after the value: the cells will tell */
	{ 0xfffffffe, 0xffffffff, "" },
	{ 0, 0, "" },
	{ 0, UINT32_MAX, "/ a b c last " },
	{ 1, 0x80000000, "/ a b c last " },
	{ 3, 3, "/ a c last " }, /* the token of a property */
};

static void the_nodes_with_a_word_are_found(void **state)
{
	struct dt_tree tree = *fake_tree(items);

	(void)state;
	assert_int_equal(dt_index_build(&tree, NULL), 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct dt_mentions it = dt_mentions(&tree, rows[i].low, rows[i].high);
		char found[64] = "";
		int32_t number;

		while ((number = dt_mentions_next(&it)) != DT_NONE) {
			const char *name = dt_name(dt_numbered(&tree, number));

			strcat(strcat(found, *name ? name : "/"), " ");
		}
		if (strcmp(found, rows[i].nodes) != 0)
			fail_msg("%x to %x: %s", rows[i].low, rows[i].high, found);
	}
	dt_index_drop(&tree);
}

static void the_cells_of_a_value_are_looked_at(void **state)
{
	static const _Alignas(4) uint8_t value[] = { 0, 0, 0, 7, 0, 0, 0, 9, 0, 0, 0, 5 };
	struct dt_tree tree = *fake_tree(items);
	struct dt_mentions nine = dt_mentions(&tree, 9, 9), many = dt_mentions(&tree, 4, 5);

	(void)state;
	assert_true(dt_mentioned(&nine, value, 12));
	assert_true(dt_mentioned(&nine, value, 8));
	assert_false(dt_mentioned(&nine, value, 7));
	assert_false(dt_mentioned(&nine, value, 0));
	assert_true(dt_mentioned(&many, value, 12));
	assert_false(dt_mentioned(&many, value, 8));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_nodes_with_a_word_are_found),
		cmocka_unit_test(the_cells_of_a_value_are_looked_at),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
