/* The index: its row of each node; and look-ups by it find what walks find. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/core/alias.h"
#include "fdt/core/index.h"
#include "fdt/where/interrupt.h"
#include "fdt/core/label.h"
#include "tests/unit/fake/fake_blob.h"
#include "tests/unit/fake/fake_space.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

static struct blob blob;
static struct dt_tree tree;

static void open_node(const char *name, uint32_t phandle)
{
	blob_node(&blob, name);
	if (phandle)
		blob_cell(&blob, "phandle", phandle);
}

static void empty_node(const char *name, uint32_t phandle)
{
	open_node(name, phandle);
	blob_end(&blob);
}

/* Names that occur twice, are prefixes of others, or are ambiguous without their unit address. */
static int some_tree(void **state)
{
	(void)state;
	fake_space = (struct fake_space){ .held = fake_space.held };
	blob_start(&blob);
	open_node("", 0);
	open_node("aliases", 0);
	blob_text(&blob, "a", "/soc/uart@1");
	blob_end(&blob);
	open_node("soc", 7);
	empty_node("uart", 0);
	empty_node("uart@1", 9);
	open_node("uart@2", 9);
	empty_node("uart@1", 0xfffffffe);
	blob_end(&blob);
	empty_node("uart@1", 11);
	open_node("i2c@1", 0);
	blob_cell(&blob, "linux,phandle", 13);
	blob_cell(&blob, "phandle", 14);
	blob_end(&blob);
	open_node("i2c@2", 0);
	blob_prop(&blob, "phandle", "too long", 8);
	blob_end(&blob);
	blob_end(&blob);
	empty_node("soc", 0);
	empty_node("ua", 0);
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
	return 0;
}

static int drop_tree(void **state)
{
	(void)state;
	dt_index_drop(&tree);
	return 0;
}

static void every_node_has_a_row(void **state)
{
	static const struct {
		const char *name;
		int32_t parent, end, depth;
		uint32_t phandle;
	} rows[] = {
		{ "", DT_NONE, 12, 0, 0 },  { "aliases", 0, 2, 1, 0 }, { "soc", 0, 10, 1, 7 },
		{ "uart", 2, 4, 2, 0 },     { "uart@1", 2, 5, 2, 9 },  { "uart@2", 2, 7, 2, 9 },
		{ "uart@1", 5, 7, 3, ~1U }, { "uart@1", 2, 8, 2, 11 }, { "i2c@1", 2, 9, 2, 13 },
		{ "i2c@2", 2, 10, 2, 0 },   { "soc", 0, 11, 1, 0 },    { "ua", 0, 12, 1, 0 },
	};
	const struct dt_index *index;

	(void)state;
	assert_int_equal(dt_index_build(&tree, NULL), 0);
	index = tree.index;
	assert_int_equal(index->nodes, ROWS(rows));
	for (int32_t i = 0; i < index->nodes; i++) {
		const struct dt_index_node *node = &index->node[i];

		assert_string_equal(dt_name(dt_numbered(&tree, i)), rows[i].name);
		assert_int_equal(node->parent, rows[i].parent);
		assert_int_equal(node->end, rows[i].end);
		assert_int_equal(node->depth, rows[i].depth);
		assert_int_equal(node->phandle, rows[i].phandle);
		assert_int_equal(dt_number_of(dt_numbered(&tree, i)), i);
	}
}

static void only_nodes_have_a_number(void **state)
{
	struct dt_trail trail;

	(void)state;
	assert_int_equal(dt_index_build(&tree, NULL), 0);
	assert_int_equal(dt_number_of((struct dt_node){ &tree, 4 }), DT_NONE);
	assert_int_equal(dt_number_of((struct dt_node){ &tree, -ENOENT }), DT_NONE);
	assert_int_equal(dt_number_of((struct dt_node){ &tree, 1 << 20 }), DT_NONE);
	assert_false(dt_found(dt_numbered(&tree, DT_NONE)));
	assert_int_equal(dt_index_trail(&tree, DT_NONE, &trail), -ENOENT);
}

static void children_are_found_by_name(void **state)
{
	static const struct {
		int32_t parent;
		const char *name;
		int32_t child;
	} rows[] = {
		{ 0, "soc", 2 },           { 0, "ua", 11 },    { 0, "u", DT_NONE },
		{ 2, "uart@1", 4 },        { 2, "uart", 3 },   { 2, "uart@", DT_NONE },
		{ 2, "uart@11", DT_NONE }, { 5, "uart@1", 6 }, { 5, "uart@2", DT_NONE },
		{ 10, "uart@1", DT_NONE }, { 2, "", DT_NONE }, { 6, "uart@1", DT_NONE },
	};

	(void)state;
	assert_int_equal(dt_index_build(&tree, NULL), 0);
	for (size_t i = 0; i < ROWS(rows); i++) {
		char name[16];

		/* Only the length counts, not the bytes after it. */
		snprintf(name, sizeof(name), "%s/x", rows[i].name);
		assert_int_equal(dt_index_child(&tree, rows[i].parent, name, strlen(rows[i].name)),
				 rows[i].child);
	}
}

static void phandles_are_found(void **state)
{
	static const struct {
		uint32_t phandle;
		int32_t node;
	} rows[] = {
		{ 7, 2 },   { 9, 4 },          { 11, 7 },      { 13, 8 },
		{ 14, -1 }, { 0xfffffffe, 6 }, { 0, DT_NONE }, { 0xffffffff, DT_NONE },
		{ 8, -1 },
	};

	(void)state;
	assert_int_equal(dt_index_build(&tree, NULL), 0);
	for (size_t i = 0; i < ROWS(rows); i++)
		assert_int_equal(dt_index_phandle(&tree, rows[i].phandle), rows[i].node);
}

/* With an index and without one, the same node must be found. */
static void look_up(struct dt_tree *at, char *out, size_t size)
{
	static const char *const paths[] = { "/soc",
					     "/soc/uart",
					     "/soc/uart@1",
					     "/soc/uart@2/..",
					     "/soc/uart@2/uart",
					     "/soc/i2c",
					     "/u",
					     "/../soc/./ua",
					     "/soc/uart@2/uart@1/../../uart@1",
					     "soc/" };
	struct dt_cursor cursor;
	enum dt_event event;
	FILE *text = fmemopen(out, size, "w");

	for (size_t i = 0; i < ROWS(paths); i++)
		fprintf(text, "%d ", dt_find(dt_root(at), paths[i], 99).offset);
	for (uint32_t i = 0; i < 16; i++)
		fprintf(text, "%d ", dt_by_phandle(at, i).offset);
	dt_walk(&cursor, dt_root(at));
	while ((event = dt_next(&cursor)) != DT_END) {
		struct dt_node node = { at, cursor.node };
		char path[DT_PATH_MAX];
		struct dt_trail trail;

		if (event != DT_NODE)
			continue;
		fprintf(text, "%d ", dt_path(node, path, sizeof(path)));
		fprintf(text, "%s %d", path, dt_trail(node, &trail));
		for (int i = 0; i <= trail.depth; i++)
			fprintf(text, " %d", trail.node[i]);
		fprintf(text, "\n");
	}
	fclose(text);
}

static void look_ups_agree_with_walks(void **state)
{
	static char walked[8192], indexed[8192];

	(void)state;
	look_up(&tree, walked, sizeof(walked));
	assert_int_equal(dt_index_build(&tree, NULL), 0);
	look_up(&tree, indexed, sizeof(indexed));
	assert_string_equal(walked, indexed);
	assert_true(strlen(walked) > 300);
}

/* A second build costs nothing; dropping the index frees what belongs to it. */
static void the_index_is_made_once(void **state)
{
	struct dt_index *index;
	long held = fake_space.held;

	(void)state;
	assert_int_equal(dt_index_build(&tree, NULL), 0);
	index = tree.index;
	fake_space.calls = 0;
	assert_int_equal(dt_index_build(&tree, NULL), 0);
	assert_ptr_equal(tree.index, index);
	assert_int_equal(fake_space.calls, 0);
	assert_non_null(dt_label(&tree, 2));
	assert_true(dt_alias(&tree, 4) >= 0);
	assert_int_equal(fake_space.held, held + 3);
	dt_index_drop(&tree);
	assert_null(tree.index);
	assert_int_equal(fake_space.held, held);
	dt_index_drop(&tree);
}

static void no_memory_is_reported(void **state)
{
	size_t need = 0;

	(void)state;
	fake_space.calls = 0;
	fake_space.fail_at = 1;
	assert_int_equal(dt_index_build(&tree, &need), -ENOMEM);
	assert_null(tree.index);
	assert_true(need >= tree.nodes * sizeof(struct dt_index_node));
	assert_int_equal(dt_index_build(&tree, NULL), -ENOMEM);
	/* The tables of labels and aliases may lack memory alone. */
	fake_space.fail_at = 0;
	assert_int_equal(dt_index_build(&tree, NULL), 0);
	fake_space.calls = 0;
	fake_space.fail_at = 1;
	assert_null(dt_label(&tree, 2));
	assert_false(dt_found(dt_by_label(&tree, "soc", 3)));
	assert_int_equal(dt_alias(&tree, 4), DT_NONE);
	fake_space.fail_at = 0;
	assert_string_equal(dt_label(&tree, 2), "soc");
	assert_string_equal(dt_alias_name(&tree, dt_alias(&tree, 4)), "a");
}

/* As dt_find, which refuses paths that are too long. */
static void paths_lead_to_numbers(void **state)
{
	char slashes[DT_PATH_MAX];

	(void)state;
	memset(slashes, '/', sizeof(slashes));
	assert_int_equal(dt_index_build(&tree, NULL), 0);
	assert_int_equal(dt_index_path(&tree, "/soc//uart@1/", 13), 4);
	assert_int_equal(dt_index_path(&tree, "/soc/../soc/uart", 16), 3);
	assert_int_equal(dt_index_path(&tree, "/soc/nothing", 12), DT_NONE);
	assert_int_equal(dt_index_path(&tree, slashes, sizeof(slashes) - 1), 0);
	assert_int_equal(dt_index_path(&tree, slashes, sizeof(slashes)), DT_NONE);
}

/* More levels than a trail can hold. */
static void deep_tree_is_indexed(void **state)
{
	enum { LEVELS = DT_DEPTH_MAX + 70 };
	struct dt_trail trail;

	(void)state;
	blob_start(&blob);
	open_node("", 0);
	for (int i = 1; i < LEVELS; i++)
		open_node("a", (uint32_t)i);
	for (int i = 0; i < LEVELS; i++)
		blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
	assert_int_equal(dt_index_build(&tree, NULL), 0);
	assert_int_equal(tree.index->nodes, LEVELS);
	assert_int_equal(dt_index_trail(&tree, DT_DEPTH_MAX - 1, &trail), 0);
	assert_int_equal(trail.depth, DT_DEPTH_MAX - 1);
	assert_int_equal(dt_index_trail(&tree, DT_DEPTH_MAX, &trail), -E2BIG);
	assert_int_equal(dt_index_phandle(&tree, LEVELS - 1), LEVELS - 1);
	assert_int_equal(dt_index_child(&tree, LEVELS - 2, "a", 1), LEVELS - 1);
}

/* Any number of nodes may have the same path: a chain must not hold the children of all of them. */
static void children_of_twins_are_in_chains_of_their_own(void **state)
{
	enum { TWINS = 500 };

	(void)state;
	blob_start(&blob);
	open_node("", 0);
	for (int i = 0; i < TWINS; i++) {
		open_node("a", 0);
		empty_node("b", 0);
		blob_end(&blob);
	}
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
	assert_int_equal(dt_index_build(&tree, NULL), 0);
	for (int32_t a = 1; a < tree.index->nodes; a = tree.index->node[a].end) {
		int32_t b = dt_index_child(&tree, a, "b", 1);
		int others = 0;

		assert_int_equal(b, a + 1);
		for (int32_t i = b; i >= 0; i = tree.index->node[i].same_name)
			others += tree.index->node[i].depth == 2;
		assert_in_range(others, 1, 4);
	}
}

static void aliases_lead_back(void **state)
{
	static const struct {
		const char *name, *path;
		uint32_t len;
	} rows[] = {
		{ "one", "/soc/a@1", 9 },  { "two", "/soc/a", 7 },  { "open", "/soc/a@1/xyz", 8 },
		{ "gone", "/nowhere", 9 }, { "no-path", "one", 4 }, { "empty", "", 0 },
		{ "root", "/", 2 },
	};
	char names[64] = "";

	(void)state;
	blob_start(&blob);
	open_node("", 0);
	open_node("aliases", 0);
	for (size_t i = 0; i < ROWS(rows); i++)
		blob_prop(&blob, rows[i].name, rows[i].path, rows[i].len);
	blob_end(&blob);
	open_node("soc", 0);
	empty_node("a@1", 0);
	blob_end(&blob);
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
	assert_int_equal(dt_index_build(&tree, NULL), 0);
	for (int32_t i = 0; i < tree.index->nodes; i++) {
		for (int32_t a = dt_alias(&tree, i); a >= 0; a = dt_alias_next(&tree, a))
			strcat(strcat(names, dt_alias_name(&tree, a)), " ");
		strcat(names, "/ ");
	}
	assert_string_equal(names, "root / / / one two open / ");
	assert_int_equal(dt_alias(&tree, DT_NONE), DT_NONE);
}

int main(void)
{
#define INDEX_TEST(test) cmocka_unit_test_setup_teardown(test, some_tree, drop_tree)
	const struct CMUnitTest tests[] = {
		INDEX_TEST(every_node_has_a_row),
		INDEX_TEST(only_nodes_have_a_number),
		INDEX_TEST(children_are_found_by_name),
		INDEX_TEST(phandles_are_found),
		INDEX_TEST(look_ups_agree_with_walks),
		INDEX_TEST(the_index_is_made_once),
		INDEX_TEST(no_memory_is_reported),
		INDEX_TEST(deep_tree_is_indexed),
		INDEX_TEST(paths_lead_to_numbers),
		INDEX_TEST(aliases_lead_back),
		INDEX_TEST(children_of_twins_are_in_chains_of_their_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
