/* The rate of a device's clock, as the tree gives it. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/where/clock.h"
#include "tests/unit/fake/fake_tree.h"

#define NONE  "the tree gives it no clock"
#define LOST  "its clock is not in the tree"
#define OTHER "its clock is a controller's"

/* 1: 24 MHz; 2: clock 1 times 2/3; 3: clock 2 times 5; 4: a controller with one cell; 5 and 6:
 * parents of each other. */
static const struct fake_item clocks[] = {
	TREE_NODE("osc"),
	TREE_TEXT("compatible", "fixed-clock"),
	TREE_CELLS("phandle", 1),
	TREE_CELLS("clock-frequency", 24000000),
	TREE_CELLS("#clock-cells", 0),
	TREE_END,
	TREE_NODE("third"),
	TREE_TEXT("compatible", "fixed-factor-clock"),
	TREE_CELLS("phandle", 2),
	TREE_CELLS("clocks", 1),
	TREE_CELLS("clock-mult", 2),
	TREE_CELLS("clock-div", 3),
	TREE_CELLS("#clock-cells", 0),
	TREE_END,
	TREE_NODE("fast"),
	TREE_TEXT("compatible", "fixed-factor-clock"),
	TREE_CELLS("phandle", 3),
	TREE_CELLS("clocks", 2),
	TREE_CELLS("clock-mult", 5),
	TREE_CELLS("clock-div", 1),
	TREE_CELLS("#clock-cells", 0),
	TREE_END,
	TREE_NODE("ctrl"),
	TREE_TEXT("compatible", "acme,clocks"),
	TREE_CELLS("phandle", 4),
	TREE_CELLS("#clock-cells", 1),
	TREE_END,
	TREE_NODE("x"),
	TREE_TEXT("compatible", "fixed-factor-clock"),
	TREE_CELLS("phandle", 5),
	TREE_CELLS("clocks", 6),
	TREE_CELLS("clock-mult", 1),
	TREE_CELLS("clock-div", 1),
	TREE_END,
	TREE_NODE("y"),
	TREE_TEXT("compatible", "fixed-factor-clock"),
	TREE_CELLS("phandle", 6),
	TREE_CELLS("clocks", 5),
	TREE_CELLS("clock-mult", 1),
	TREE_CELLS("clock-div", 1),
	TREE_END,
	TREE_NODE("zero"),
	TREE_TEXT("compatible", "fixed-factor-clock"),
	TREE_CELLS("phandle", 7),
	TREE_CELLS("clocks", 1),
	TREE_CELLS("clock-mult", 1),
	TREE_CELLS("clock-div", 0),
	TREE_END,
	TREE_NODE("still"),
	TREE_TEXT("compatible", "fixed-clock"),
	TREE_CELLS("phandle", 8),
	TREE_CELLS("clock-frequency", 0),
	TREE_END,
	TREE_NODE("wide"),
	TREE_TEXT("compatible", "acme,clocks"),
	TREE_CELLS("phandle", 9),
	TREE_CELLS("#clock-cells", 9),
	TREE_END,
	TREE_NODE("huge"),
	TREE_TEXT("compatible", "fixed-factor-clock"),
	TREE_CELLS("phandle", 10),
	TREE_CELLS("clocks", 12),
	TREE_CELLS("clock-mult", 0xffffffff),
	TREE_CELLS("clock-div", 1),
	TREE_END,
	TREE_NODE("huge2"),
	TREE_TEXT("compatible", "fixed-factor-clock"),
	TREE_CELLS("phandle", 12),
	TREE_CELLS("clocks", 1),
	TREE_CELLS("clock-mult", 0xffffffff),
	TREE_CELLS("clock-div", 1),
	TREE_END,
	{ 0 },
};

struct row {
	struct fake_item items[4]; /* of the device */
	uint64_t hz;               /* 0: -ENOENT */
	const char *why;
};

static const struct row rows[] = {
	{ { { 0 } }, 0, NONE },
	{ { TREE_CELLS("clock-frequency", 3686400), TREE_CELLS("clocks", 1) }, 3686400, NULL },
	{ { TREE_CELLS("clock-frequency", 1, 0) }, UINT64_C(1) << 32, NULL },
	{ { TREE_CELLS("clock-frequency", 0), TREE_CELLS("clocks", 1) }, 24000000, NULL },
	{ { TREE_CELLS("clock-frequency", 0) }, 0, NONE },
	{ { TREE_CELLS("clocks", 1) }, 24000000, NULL },
	{ { TREE_CELLS("clocks", 1, 4, 7) }, 24000000, NULL },
	{ { TREE_CELLS("clocks", 2) }, 16000000, NULL },
	{ { TREE_CELLS("clocks", 3) }, 80000000, NULL },
	{ { TREE_CELLS("clocks", 4, 7, 1) }, 0, OTHER },
	{ { TREE_CELLS("clocks", 5) }, 0, OTHER },
	{ { TREE_CELLS("clocks", 7) }, 0, OTHER },
	{ { TREE_CELLS("clocks", 8) }, 0, OTHER },
	{ { TREE_CELLS("clocks", 10) }, 0, OTHER },
	{ { TREE_CELLS("clocks", 99) }, 0, LOST },
	{ { TREE_CELLS("clocks", 4) }, 0, LOST },
	{ { TREE_CELLS("clocks", 9, 1, 2, 3, 4, 5, 6, 7, 8, 9) }, 0, LOST },
	{ { TREE_BYTES("clocks", "\0\0\1") }, 0, LOST },
	{ { TREE_FLAG("clocks") }, 0, LOST },
	/* assigned: the same clock, compared with all its arguments */
	{ { TREE_CELLS("clocks", 4, 7), TREE_CELLS("assigned-clocks", 4, 7),
	    TREE_CELLS("assigned-clock-rates", 50000000) },
	  50000000,
	  NULL },
	{ { TREE_CELLS("clocks", 4, 7), TREE_CELLS("assigned-clocks", 4, 6, 1, 4, 7),
	    TREE_CELLS("assigned-clock-rates", 1, 2, 3) },
	  3,
	  NULL },
	{ { TREE_CELLS("clocks", 4, 7), TREE_CELLS("assigned-clocks", 4, 6),
	    TREE_CELLS("assigned-clock-rates", 1) },
	  0,
	  OTHER },
	{ { TREE_CELLS("clocks", 4, 7), TREE_CELLS("assigned-clocks", 4, 7),
	    TREE_CELLS("assigned-clock-rates", 0) },
	  0,
	  OTHER },
	{ { TREE_CELLS("clocks", 4, 7), TREE_CELLS("assigned-clocks", 1, 4, 7),
	    TREE_CELLS("assigned-clock-rates", 1) },
	  0,
	  OTHER },
	{ { TREE_CELLS("clocks", 4, 7), TREE_CELLS("assigned-clocks", 4, 7) }, 0, OTHER },
	{ { TREE_CELLS("clocks", 4, 7), TREE_CELLS("assigned-clocks", 99, 4, 7),
	    TREE_CELLS("assigned-clock-rates", 1, 2) },
	  0,
	  OTHER },
};

static void clock_rates(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct fake_item items[] = { TREE_ROWS(clocks),
						   TREE_NODE("uart"),
						   TREE_ROWS(rows[i].items),
						   TREE_END,
						   { 0 } };
		const struct dt_tree *tree = fake_tree(items);
		const char *why = NULL;
		struct dt_trail trail;
		uint64_t hz;
		int err;

		assert_int_equal(dt_trail(dt_find(dt_root(tree), "uart", 4), &trail), 0);
		err = dt_clock_rate(&trail, &hz, &why);
		if (err != (rows[i].hz ? 0 : -ENOENT) || (!err && hz != rows[i].hz))
			fail_msg("row %zu: %d, %llu, %s", i, err, (unsigned long long)hz,
				 why ? why : "-");
		if (err)
			assert_string_equal(why, rows[i].why);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clock_rates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
