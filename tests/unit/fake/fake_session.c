#include "tests/unit/fake/fake_session.h"
/* Runs rows of command lines in one shell and checks their results. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/core/index.h"
#include "fdt/core/space.h"
#include "tests/unit/fake/fake_space.h"

void fake_session_owners(const struct fake_item *tree, const struct fake_line *rows,
			 struct owners *owners)
{
	static struct fake_port port;
	static struct dt_trees trees;
	struct shell shell;

	fake_port_init(&port, "", 0);
	fake_shell_init(&shell, &port);
	dt_trees_init(&trees, tree ? fake_tree(tree) : NULL);
	shell.trees = &trees;
	shell.tree = tree ? &trees.slot[0].tree : NULL;
	shell.owners = owners;
	for (; rows->line; rows++) {
		int status = shell_run(&shell, rows->line);

		assert_string_equal(fake_port_output(&port), rows->output);
		assert_int_equal(status, rows->status);
	}
	for (int i = 1; i < DT_TREES_MAX; i++)
		dt_trees_close(&trees, i);
	dt_index_drop(&trees.slot[0].tree);
}

void fake_session(const struct fake_item *tree, const struct fake_line *rows)
{
	fake_session_owners(tree, rows, NULL);
}

static void session_add(struct dt_trees *trees, const struct fake_item *rows, int copy_of)
{
	const struct dt_tree *tree = fake_tree(rows);
	void *blob = dt_alloc(tree->size);

	assert_non_null(blob);
	memcpy(blob, tree->blob, tree->size);
	assert_true(dt_trees_add_own(trees, "other", blob, tree->size, copy_of) > 0);
}

/* Opens them all in a new shell. */
static void session_open(struct shell *shell, struct fake_port *port, struct dt_trees *trees,
			 const struct fake_item *const *rows_of_trees)
{
	int last = 0;

	fake_port_init(port, "", 0);
	fake_shell_init(shell, port);
	dt_trees_init(trees, NULL);
	while (rows_of_trees[last + 1])
		session_add(trees, rows_of_trees[++last], 0);
	trees->slot[0].tree = *fake_tree(rows_of_trees[0]);
	strcpy(trees->slot[0].name, "handed over");
	shell->trees = trees;
	shell_use_tree(shell, last);
}

static void session_close(struct dt_trees *trees)
{
	for (int i = 1; i < DT_TREES_MAX; i++)
		dt_trees_close(trees, i);
	dt_index_drop(&trees->slot[0].tree);
}

void fake_session_trees(const struct fake_item *const *rows_of_trees, const struct fake_line *rows)
{
	static struct fake_port port;
	static struct dt_trees trees;
	struct shell shell;

	session_open(&shell, &port, &trees, rows_of_trees);
	for (; rows->line; rows++) {
		int status = shell_run(&shell, rows->line);

		assert_string_equal(fake_port_output(&port), rows->output);
		assert_int_equal(status, rows->status);
	}
	session_close(&trees);
}

bool fake_session_short(const struct fake_item *const *rows_of_trees, const char *line, int usual,
			long nth)
{
	static struct fake_port port;
	static struct dt_trees trees;
	long held = fake_space.held;
	struct shell shell;
	bool failed;
	int status;

	session_open(&shell, &port, &trees, rows_of_trees);
	fake_space.calls = 0;
	fake_space.fail_at = nth;
	status = shell_run(&shell, line);
	fake_space.fail_at = 0;
	failed = fake_space.calls >= nth;
	if (!failed || status != ENOMEM)
		assert_int_equal(status, usual);
	session_close(&trees);
	assert_int_equal(fake_space.held, held);
	return failed;
}
