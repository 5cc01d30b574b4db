#include "tests/unit/fake/fake_known.h"
/* A shell over a small tree and an overlay; trees held to what dt_open and a new index find. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/core/index.h"
#include "fdt/edit/draft.h"
#include "tests/unit/fake/fake_space.h"
#include "tests/unit/fake/fake_tree.h"

struct fake_known fake_known;

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

/* All numbers of struct dt_tree, from the first to the last, in bytes. */
#define NUMBERS (offsetof(struct dt_tree, cpus) + sizeof(int) - offsetof(struct dt_tree, reserves))

static void assert_same_rows(const struct dt_tree *carried, const struct dt_tree *fresh)
{
	assert_int_equal(carried->index->nodes, fresh->index->nodes);
	assert_int_equal(dt_index_resolves(carried), dt_index_resolves(fresh));
	for (int32_t i = 0; i < fresh->index->nodes; i++) {
		const struct dt_index_node *a = &carried->index->node[i];
		const struct dt_index_node *b = &fresh->index->node[i];
		const char *name = dt_name(dt_numbered(fresh, i));

		assert_int_equal(a->offset, b->offset);
		assert_int_equal(a->parent, b->parent);
		assert_int_equal(a->end, b->end);
		assert_int_equal(a->depth, b->depth);
		assert_int_equal(a->phandle, b->phandle);
		assert_int_equal(a->paths, b->paths);
		if (i > 0)
			assert_int_equal(dt_index_child(carried, a->parent, name, strlen(name)), i);
		if (a->phandle)
			assert_int_equal(dt_index_phandle(carried, a->phandle), i);
	}
}

void fake_assert_known(const struct dt_tree *known)
{
	struct dt_tree fresh;
	const char *why;

	assert_int_equal(dt_open(&fresh, known->blob, known->size, &why), 0);
	assert_ptr_equal(known->structs, fresh.structs);
	assert_ptr_equal(known->strings, fresh.strings);
	assert_ptr_equal(known->reserve, fresh.reserve);
	assert_memory_equal(&known->reserves, &fresh.reserves, NUMBERS);
	if (!known->index)
		return;
	fake_space.fail_at = 0;
	assert_int_equal(dt_index_build(&fresh, NULL), 0);
	assert_same_rows(known, &fresh);
	dt_index_drop(&fresh);
}

static void open_overlay(void)
{
	static const struct fake_item overlay[] = {
		TREE_NODE("fragment@0"),
		TREE_TEXT("target-path", "/a"),
		TREE_NODE("__overlay__"),
		TREE_FLAG("g"),
		TREE_NODE("new"),
		TREE_CELLS("phandle", 1),
		TREE_END,
		TREE_END,
		TREE_END,
		{ 0 },
	};
	const struct dt_tree *from = fake_tree(overlay);
	void *blob = dt_alloc(from->size);

	assert_non_null(blob);
	memcpy(blob, from->blob, from->size);
	assert_int_equal(dt_trees_add_own(&fake_known.trees, "overlay", blob, from->size, -1), 1);
}

void fake_known_open(void)
{
	fake_port_init(&fake_known.port, "", 0);
	fake_shell_init(&fake_known.shell, &fake_known.port);
	fake_space = (struct fake_space){ 0 };
	dt_trees_init(&fake_known.trees, NULL);
	open_overlay();
	fake_known.trees.slot[0].tree = *fake_tree(tree);
	fake_known.shell.trees = &fake_known.trees;
	fake_known.shell.tree = &fake_known.trees.slot[0].tree;
	assert_int_equal(dt_index_build(&fake_known.trees.slot[0].tree, NULL), 0);
}

void fake_known_close(void)
{
	for (int i = 1; i < DT_TREES_MAX; i++)
		dt_trees_close(&fake_known.trees, i);
	dt_index_drop(&fake_known.trees.slot[0].tree);
	dt_edit_abandon();
	assert_int_equal(fake_space.held, 0);
	assert_int_equal(fake_space.holds, 0);
}
