#pragma once
#include "tests/unit/fake/fake_port.h"
#include "tests/unit/fake/fake_tree.h"

/* A line that is typed, and all that comes of it. */
struct fake_line {
	const char *line;
	int status;
	const char *output;
};

/* Runs the rows in one shell over @tree, up to the one without a line. */
void fake_session(const struct fake_item *tree, const struct fake_line *rows);
/* The same, where the surroundings know of memory regions; @tree NULL: there is no tree. */
void fake_session_regions(const struct fake_item *tree, const struct fake_line *rows,
			  const struct shell_region *regions, int count);
/* The same over several trees, up to NULL, the last of which is in use; the others but number 0 are
 * copies of that. */
void fake_session_trees(const struct fake_item *const *rows_of_trees, const struct fake_line *rows);
/* Runs one line there, of whose allocations number @nth and all behind it fail: its status
 * must be ENOMEM or, where it can do without, @usual, and nothing may be kept. false: it has fewer
 * of them. */
bool fake_session_short(const struct fake_item *const *rows_of_trees, const char *line, int usual,
			long nth);
