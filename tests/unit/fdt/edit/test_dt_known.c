/* What an edit knows of its tree without opening it again equals what dt_open would find. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "fdt/core/index.h"
#include "fdt/edit/trees.h"
#include "shell/shell.h"
#include "tests/unit/fake/fake_port.h"
#include "tests/unit/fake/fake_space.h"
#include "tests/unit/fake/fake_tree.h"

static const struct fake_item tree[] = {
	TREE_CELLS("reg", 1),
	TREE_NODE("aliases"),
	TREE_TEXT("s", "/a"),
	TREE_END,
	TREE_NODE("a"),
	TREE_FLAG("f"),
	TREE_NODE("a1"),
	TREE_NODE("a2"),
	TREE_END,
	TREE_END,
	TREE_END,
	TREE_NODE("chosen"),
	TREE_TEXT("bootargs", "x"),
	TREE_END,
	TREE_NODE("cpus"),
	TREE_FLAG("f"),
	TREE_NODE("chosen"),
	TREE_END,
	TREE_END,
	{ 0 },
};

static const char *const edits[] = {
	"set /reg 'a longer value'",
	"set /reg",
	"set /new 'where the first node was'",
	"set /a/a1/new x",
	"set /chosen/bootargs abcdefghijk",
	"set /cpus/chosen/new x",
	"set /new <&/cpus &/aliases>",
	"rm /reg",
	"rm /aliases/s /a/f",
	"mk /a/a-node",
	"mk /a/a1/a2/deeper",
	"mk /b",
	"rm /a",
	"rm /chosen",
	"rm /chosen /aliases/s /cpus",
	"mv /a/f /a/longer",
	"mv /aliases /x",
	"mv /a /a-longer-name",
	"mv /a /cpus",
	"mv /chosen /aliases",
	"mv /cpus/chosen /a/a1/a2",
	"disable /a",
	"dt copy",
};

/* All numbers of struct dt_tree, from the first to the last, in bytes. */
#define NUMBERS (offsetof(struct dt_tree, cpus) + sizeof(int) - offsetof(struct dt_tree, reserves))

static void assert_known(const struct dt_tree *known)
{
	struct dt_tree fresh;
	const char *why;

	assert_int_equal(dt_open(&fresh, known->blob, known->size, &why), 0);
	assert_ptr_equal(known->structs, fresh.structs);
	assert_ptr_equal(known->strings, fresh.strings);
	assert_ptr_equal(known->reserve, fresh.reserve);
	assert_memory_equal(&known->reserves, &fresh.reserves, NUMBERS);
}

static void an_edit_knows_what_dt_open_finds(void **state)
{
	static const char *const steps[] = { "undo", "redo", "snapshot s", "undo; revert s" };

	(void)state;
	for (size_t i = 0; i < sizeof(edits) / sizeof(edits[0]); i++) {
		struct fake_port port;
		struct dt_trees trees;
		struct shell shell;

		fake_port_init(&port, "", 0);
		fake_shell_init(&shell, &port);
		fake_space = (struct fake_space){ 0 };
		dt_trees_init(&trees, fake_tree(tree));
		shell.trees = &trees;
		shell.tree = &trees.slot[0].tree;
		assert_int_equal(shell_run(&shell, edits[i]), 0);
		assert_non_null(dt_trees_slot(&trees, 1));
		assert_known(&dt_trees_slot(&trees, 1)->tree);
		for (size_t j = 0; trees.used && j < sizeof(steps) / sizeof(steps[0]); j++) {
			assert_int_equal(shell_run(&shell, steps[j]), 0);
			assert_known(shell.tree);
		}
		assert_int_equal(dt_trees_close(&trees, 1), 0);
		dt_index_drop(&trees.slot[0].tree);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_edit_knows_what_dt_open_finds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
