/* The cursor, children and trails. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include <errno.h>
#include "fdt/core/dt.h"
#include "tests/unit/fake/fake_blob.h"

enum { NOP = 4, DEEP = 10000 };

static struct blob blob;
static struct dt_tree tree;

/* / { a; one { b; two { }; }; three { c; }; }, with NOPs wherever they may be. */
static int small_tree(void **state)
{
	(void)state;
	blob_start(&blob);
	blob_node(&blob, "");
	blob_word(&blob, NOP);
	blob_prop(&blob, "a", "1234567", 7);
	blob_node(&blob, "one");
	blob_prop(&blob, "b", NULL, 0);
	blob_word(&blob, NOP);
	blob_node(&blob, "two");
	blob_word(&blob, NOP);
	blob_end(&blob);
	blob_word(&blob, NOP);
	blob_end(&blob);
	blob_word(&blob, NOP);
	blob_node(&blob, "three");
	blob_cell(&blob, "c", 3);
	blob_end(&blob);
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
	return 0;
}

/* Checks the events, written as text: (name depth, =name depth, ) depth. */
static void assert_events(struct dt_cursor *cursor, const char *expected)
{
	static const char *const mark[] = { [DT_NODE] = "(", [DT_PROP] = "=", [DT_NODE_END] = ")" };
	char text[256] = "";
	enum dt_event event;

	while ((event = dt_next(cursor)) != DT_END) {
		size_t used = strlen(text);

		snprintf(text + used, sizeof(text) - used, "%s%s%d ", mark[event],
			 event == DT_NODE_END ? "" : cursor->name, cursor->depth);
	}
	assert_string_equal(text, expected);
	assert_int_equal(dt_next(cursor), DT_END);
}

static void walks_all(void **state)
{
	struct dt_cursor cursor;

	(void)state;
	dt_walk(&cursor, dt_root(&tree));
	assert_events(&cursor, "(0 =a0 (one1 =b1 (two2 )2 )1 (three1 =c1 )1 )0 ");
}

static void walks_a_part_only(void **state)
{
	struct dt_cursor cursor;

	(void)state;
	dt_walk(&cursor, blob_at(&tree, "/one"));
	assert_events(&cursor, "(one0 =b0 (two1 )1 )0 ");
	dt_walk(&cursor, (struct dt_node){ &tree, -ENOENT });
	assert_events(&cursor, "");
}

static void gives_values(void **state)
{
	struct dt_cursor cursor;

	(void)state;
	dt_walk(&cursor, dt_root(&tree));
	assert_int_equal(dt_next(&cursor), DT_NODE);
	assert_int_equal(cursor.node, dt_root(&tree).offset);
	assert_int_equal(dt_next(&cursor), DT_PROP);
	assert_int_equal(cursor.len, 7);
	assert_memory_equal(cursor.value, "1234567", 7);
}

static void skips_the_rest_of_a_node(void **state)
{
	static const struct row {
		int steps; /* events taken before the skip */
		const char *rest;
	} rows[] = {
		{ 1, "" },                      /* the root */
		{ 2, "" },                      /* a property of the root */
		{ 3, "(three1 =c1 )1 )0 " },    /* one */
		{ 4, "(three1 =c1 )1 )0 " },    /* its property */
		{ 5, ")1 (three1 =c1 )1 )0 " }, /* two */
	};
	struct dt_cursor cursor;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		dt_walk(&cursor, dt_root(&tree));
		for (int n = 0; n < rows[i].steps; n++)
			dt_next(&cursor);
		dt_skip(&cursor);
		assert_events(&cursor, rows[i].rest);
		dt_skip(&cursor);
		assert_int_equal(dt_next(&cursor), DT_END);
	}
}

static void steps_over_nodes(void **state)
{
	struct dt_cursor cursor;
	char nodes[64] = "";

	(void)state;
	dt_walk(&cursor, dt_root(&tree));
	while (dt_next_node(&cursor) == DT_NODE) {
		strcat(nodes, cursor.name);
		strcat(nodes, cursor.depth == 2 ? "' " : " ");
	}
	assert_string_equal(nodes, " one two' three ");
	assert_int_equal(dt_next_node(&cursor), DT_END);
}

/* The walk takes the properties of that name, and leaves a node after the first of them. */
static void steps_to_a_named_property(void **state)
{
	static const struct row {
		const char *name, *seen;
	} rows[] = {
		{ "a", " =a one two three " },       { "b", " one =b two three " },
		{ "c", " one two three =c " },       { "", " one two three " },
		{ "compatible", " one two three " },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct dt_cursor cursor;
		enum dt_event event;
		char seen[64] = "";

		dt_walk(&cursor, dt_root(&tree));
		event = dt_next_named(&cursor, rows[i].name);
		while (event != DT_END) {
			strcat(strcat(strcat(seen, event == DT_PROP ? "=" : ""), cursor.name), " ");
			event = event == DT_PROP ? dt_next_node(&cursor)
						 : dt_next_named(&cursor, rows[i].name);
		}
		assert_string_equal(seen, rows[i].seen);
	}
}

static void steps_over_children(void **state)
{
	struct dt_node one = dt_first_child(dt_root(&tree)), three = dt_next_child(one);

	(void)state;
	assert_string_equal(dt_name(one), "one");
	assert_string_equal(dt_name(three), "three");
	assert_int_equal(dt_next_child(three).offset, -ENOENT);
	assert_int_equal(dt_first_child(three).offset, -ENOENT);
	assert_int_equal(dt_next_child(dt_root(&tree)).offset, -ENOENT);
	assert_int_equal(dt_next_child(dt_next_child(three)).offset, -ENOENT);
	assert_int_equal(dt_first_child((struct dt_node){ &tree, -E2BIG }).offset, -E2BIG);
	assert_string_equal(dt_name(dt_next_child(three)), "");
}

static void finds_ancestors(void **state)
{
	struct dt_trail trail;
	struct dt_node two = blob_at(&tree, "/one/two");

	(void)state;
	assert_int_equal(dt_trail(two, &trail), 0);
	assert_int_equal(trail.depth, 2);
	assert_int_equal(trail.node[0], dt_root(&tree).offset);
	assert_int_equal(trail.node[1], blob_at(&tree, "/one").offset);
	assert_int_equal(dt_trail_node(&trail).offset, two.offset);
	assert_int_equal(dt_trail(dt_root(&tree), &trail), 0);
	assert_int_equal(trail.depth, 0);
	assert_int_equal(dt_trail((struct dt_node){ &tree, 2 }, &trail), -ENOENT);
	assert_int_equal(dt_trail((struct dt_node){ &tree, -EEXIST }, &trail), -EEXIST);
}

static void walks_deep_trees(void **state)
{
	struct dt_node node, last = { 0 };
	struct dt_trail trail;
	char path[DT_PATH_MAX];

	(void)state;
	blob_start(&blob);
	blob_node(&blob, "");
	for (int i = 0; i < DEEP; i++)
		blob_node(&blob, "n");
	for (int i = 0; i < DEEP; i++)
		blob_end(&blob);
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);

	node = dt_root(&tree);
	for (int depth = 0; dt_found(node); depth++, node = dt_first_child(node)) {
		int expected = depth < DT_DEPTH_MAX ? 0 : -E2BIG;

		last = node;
		if (depth < DT_DEPTH_MAX + 2)
			assert_int_equal(dt_trail(node, &trail), expected);
	}
	assert_int_equal(dt_path(last, path, sizeof(path)), -ENAMETOOLONG);
	assert_true(dt_find(last, "..", 2).offset < last.offset);
	assert_int_equal(dt_find(last, "../n", 4).offset, last.offset);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(walks_all, small_tree),
		cmocka_unit_test_setup(walks_a_part_only, small_tree),
		cmocka_unit_test_setup(gives_values, small_tree),
		cmocka_unit_test_setup(skips_the_rest_of_a_node, small_tree),
		cmocka_unit_test_setup(steps_over_nodes, small_tree),
		cmocka_unit_test_setup(steps_to_a_named_property, small_tree),
		cmocka_unit_test_setup(steps_over_children, small_tree),
		cmocka_unit_test_setup(finds_ancestors, small_tree),
		cmocka_unit_test(walks_deep_trees),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
