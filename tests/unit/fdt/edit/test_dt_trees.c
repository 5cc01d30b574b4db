/* The slots for trees: opened, copied, used, closed, and which blobs are freed. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/core/index.h"
#include "fdt/core/space.h"
#include "fdt/edit/trees.h"
#include "tests/unit/fake/fake_space.h"
#include "tests/unit/fake/fake_tree.h"

static const struct fake_item rows[] = { TREE_NODE("a"), TREE_END, { 0 } };
static struct dt_trees trees;
static const struct dt_tree *handed;

static int begin(void **state)
{
	(void)state;
	fake_space.fail_at = 0;
	handed = fake_tree(rows);
	dt_trees_init(&trees, handed);
	return 0;
}

static int end(void **state)
{
	(void)state;
	for (int i = 1; i < DT_TREES_MAX; i++)
		dt_trees_close(&trees, i);
	return fake_space.held != 0;
}

static void the_first_tree_is_number_0(void **state)
{
	const struct dt_slot *slot = dt_trees_slot(&trees, 0);

	(void)state;
	assert_ptr_equal(slot, dt_trees_current(&trees));
	assert_ptr_equal(slot->tree.blob, handed->blob);
	assert_null(slot->own);
	assert_int_equal(slot->copy_of, -1);
	assert_string_equal(slot->name, "handed over");
	assert_null(dt_trees_slot(&trees, 1));
	assert_null(dt_trees_slot(&trees, -1));
	assert_null(dt_trees_slot(&trees, DT_TREES_MAX));
	assert_int_equal(dt_trees_close(&trees, 0), -EPERM);
	assert_int_equal(dt_trees_use(&trees, 1), -ENOENT);
	assert_int_equal(dt_trees_copy(&trees, 1), -ENOENT);
	assert_int_equal(dt_trees_close(&trees, 1), -ENOENT);
}

static void without_a_tree_number_0_is_empty(void **state)
{
	(void)state;
	dt_trees_init(&trees, NULL);
	assert_null(dt_trees_current(&trees));
	assert_int_equal(dt_trees_copy(&trees, 0), -ENOENT);
	assert_int_equal(dt_trees_close(&trees, 0), -ENOENT);
	/* Number 0 stays free: it is for firmware's tree. */
	assert_int_equal(dt_trees_add(&trees, "x", handed->blob, handed->size), 1);
	assert_null(dt_trees_current(&trees));
	assert_int_equal(dt_trees_use(&trees, 1), 0);
	assert_ptr_equal(dt_trees_current(&trees), &trees.slot[1]);
}

static void trees_are_opened_in_place(void **state)
{
	(void)state;
	assert_int_equal(
		dt_trees_add(&trees, "0123456789012345678901234567", handed->blob, handed->size),
		1);
	assert_ptr_equal(trees.slot[1].tree.blob, handed->blob);
	assert_null(trees.slot[1].own);
	assert_int_equal(trees.slot[1].copy_of, -1);
	assert_string_equal(trees.slot[1].name, "01234567890123456789012");
	assert_int_equal(trees.used, 0);
	assert_int_equal(dt_trees_close(&trees, 1), 0);
	assert_null(dt_trees_slot(&trees, 1));
}

static void malformed_trees_are_refused(void **state)
{
	static const _Alignas(8) char text[64] = "no tree";
	long held = fake_space.held;
	void *own = dt_alloc(64);

	(void)state;
	assert_int_equal(dt_trees_add(&trees, "x", text, sizeof(text)), -EINVAL);
	assert_non_null(strstr(trees.why, "magic"));
	assert_int_equal(dt_trees_add(&trees, "x", handed->blob, 8), -EINVAL);
	memcpy(own, text, sizeof(text));
	assert_int_equal(dt_trees_add_own(&trees, "x", own, 64, 0), -EINVAL);
	dt_free(own); /* the caller still owns it */
	assert_int_equal(fake_space.held, held);
	assert_null(dt_trees_slot(&trees, 1));
}

static void copies_are_ours(void **state)
{
	(void)state;
	assert_int_equal(dt_trees_copy(&trees, 0), 1);
	assert_ptr_equal(trees.slot[1].tree.blob, trees.slot[1].own);
	assert_ptr_not_equal(trees.slot[1].own, handed->blob);
	assert_memory_equal(trees.slot[1].own, handed->blob, handed->size);
	assert_int_equal(trees.slot[1].copy_of, 0);
	assert_string_equal(trees.slot[1].name, "copy of 0");
	assert_int_equal(trees.used, 0);
	assert_int_equal(dt_trees_copy(&trees, 1), 2);
	assert_int_equal(trees.slot[2].copy_of, 1);
	/* When the original is closed, the copy is no longer a copy of a tree. */
	assert_int_equal(dt_trees_close(&trees, 1), 0);
	assert_int_equal(trees.slot[2].copy_of, -1);
}

static void the_tree_in_use_can_be_closed(void **state)
{
	long held = fake_space.held;

	(void)state;
	assert_int_equal(dt_trees_copy(&trees, 0), 1);
	assert_int_equal(dt_trees_use(&trees, 1), 0);
	assert_int_equal(dt_index_build(&dt_trees_current(&trees)->tree, NULL), 0);
	assert_int_equal(dt_trees_close(&trees, 1), 0);
	assert_int_equal(trees.used, 0);
	assert_int_equal(fake_space.held, held);
}

static void a_copy_of_a_copy_has_the_first_origin(void **state)
{
	(void)state;
	assert_int_equal(dt_trees_origin(&trees, 0), 0);
	assert_int_equal(dt_trees_copy(&trees, 0), 1);
	assert_int_equal(dt_trees_copy(&trees, 1), 2);
	assert_int_equal(dt_trees_origin(&trees, 2), 0);
	assert_int_equal(dt_trees_add(&trees, "x", handed->blob, handed->size), 3);
	assert_int_equal(dt_trees_copy(&trees, 3), 4);
	assert_int_equal(dt_trees_origin(&trees, 3), 3);
	assert_int_equal(dt_trees_origin(&trees, 4), 3);
	/* Places are used again: even a circle ends. */
	trees.slot[3].copy_of = 4;
	assert_in_range(dt_trees_origin(&trees, 4), 3, 4);
}

static void slots_are_bounded(void **state)
{
	void *own;

	(void)state;
	for (int i = 1; i < DT_TREES_MAX; i++)
		assert_int_equal(dt_trees_copy(&trees, 0), i);
	assert_int_equal(dt_trees_copy(&trees, 0), -ENOSPC);
	assert_string_equal(trees.why, "all 8 places for trees are taken");
	assert_int_equal(dt_trees_add(&trees, "x", handed->blob, handed->size), -ENOSPC);
	own = dt_alloc(handed->size);
	memcpy(own, handed->blob, handed->size);
	assert_int_equal(dt_trees_add_own(&trees, "x", own, handed->size, 0), -ENOSPC);
	assert_int_equal(dt_trees_close(&trees, 3), 0);
	assert_int_equal(dt_trees_add_own(&trees, "x", own, handed->size, 0), 3);
}

static void no_memory_is_reported(void **state)
{
	(void)state;
	fake_space.calls = 0;
	fake_space.fail_at = 1;
	assert_int_equal(dt_trees_copy(&trees, 0), -ENOMEM);
	assert_non_null(strstr(trees.why, "no memory for a copy of"));
	fake_space.fail_at = 0;
	assert_null(dt_trees_slot(&trees, 1));
}

int main(void)
{
#define TREES_TEST(test) cmocka_unit_test_setup_teardown(test, begin, end)
	const struct CMUnitTest tests[] = {
		TREES_TEST(the_first_tree_is_number_0),
		TREES_TEST(without_a_tree_number_0_is_empty),
		TREES_TEST(trees_are_opened_in_place),
		TREES_TEST(malformed_trees_are_refused),
		TREES_TEST(copies_are_ours),
		TREES_TEST(the_tree_in_use_can_be_closed),
		TREES_TEST(a_copy_of_a_copy_has_the_first_origin),
		TREES_TEST(slots_are_bounded),
		TREES_TEST(no_memory_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
