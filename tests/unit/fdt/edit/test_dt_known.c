/* What an edit knows of its tree without opening it again equals what dt_open would find, and the
 * index that it carries along equals a new one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "fdt/core/index.h"
#include "tests/unit/fake/fake_known.h"

static struct shell *const shell = &fake_known.shell;

/* Whether the tree's index is carried along. Else a node after the change has its parent in what
 * changed, and the next command makes a new index. */
enum carried { CARRIED, MADE_ANEW };

static const struct known_row {
	const char *line;
	enum carried carried;
} edits[] = {
	{ "set /reg 'a longer value'", CARRIED },
	{ "set /reg", CARRIED },
	{ "set /new 'where the first node was'", CARRIED },
	{ "set /a/a1/new x", CARRIED },
	{ "set /a/a1/new /a", CARRIED },
	{ "rm /aliases/s", CARRIED },
	{ "set /chosen/bootargs abcdefghijk", CARRIED },
	{ "set /cpus/chosen/new x", CARRIED },
	{ "set /new <&/cpus &/aliases>", MADE_ANEW },
	{ "rm /reg", CARRIED },
	{ "rm /aliases/s /a/f", MADE_ANEW },
	{ "mk /a/a-node", CARRIED },
	{ "mk /a/a1/a2/deeper", CARRIED },
	{ "mk /b", CARRIED },
	{ "rm /a", CARRIED },
	{ "rm /chosen", CARRIED },
	{ "rm /chosen /aliases/s /cpus", CARRIED },
	{ "mv /a/f /a/longer", CARRIED },
	{ "mv /aliases /x", CARRIED },
	{ "mv /a /a-longer-name", CARRIED },
	{ "mv /a /cpus", MADE_ANEW },
	{ "mv /chosen /aliases", CARRIED },
	{ "mv /cpus/chosen /a/a1/a2", MADE_ANEW },
	{ "disable /a", CARRIED },
	{ "overlay 1", CARRIED },
	{ "dt copy", CARRIED },
};

/* Runs the line, then makes the index for the next one. */
static void run_known(const char *line, enum carried carried)
{
	assert_int_equal(shell_run(shell, line), 0);
	assert_int_equal(shell->tree->index == NULL, carried);
	fake_assert_known(shell->tree);
	assert_int_equal(dt_index_build(&dt_trees_current(&fake_known.trees)->tree, NULL), 0);
}

static void an_edit_knows_what_dt_open_finds(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(edits) / sizeof(edits[0]); i++) {
		const struct known_row *row = &edits[i];

		fake_known_open();
		run_known(row->line, row->carried);
		fake_assert_known(&dt_trees_slot(&fake_known.trees, 2)->tree);
		if (fake_known.trees.used) { /* the line was an edit */
			run_known("undo", row->carried);
			run_known("redo", row->carried);
			assert_int_equal(shell_run(shell, "snapshot s; undo; revert s"), 0);
			fake_assert_known(shell->tree);
		}
		fake_known_close();
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_edit_knows_what_dt_open_finds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
