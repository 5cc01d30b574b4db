#pragma once
/* Command lines and their results as rows, for unit tests of commands. */
#include "tests/unit/fake/fake_port.h"
#include "tests/unit/fake/fake_tree.h"

/* A line that is typed, and its whole result. */
struct fake_line {
	const char *line;
	int status;
	const char *output;
};

/* Runs the rows in one shell over @tree, up to the one without a line. */
void fake_session(const struct fake_item *tree, const struct fake_line *rows);
/* The same on a machine whose memory has these owners; @tree NULL: there is no tree. */
void fake_session_owners(const struct fake_item *tree, const struct fake_line *rows,
			 struct owners *owners);
/* The same over several trees, up to NULL. The last one is in use; all others except number 0 are
 * copies of it. */
void fake_session_trees(const struct fake_item *const *rows_of_trees, const struct fake_line *rows);
/* Runs one line there. Its allocation number @nth and all later ones fail. Its status must be
 * ENOMEM or, if it can do without the memory, @usual, and nothing may stay allocated. false: the
 * line makes fewer than @nth allocations. */
bool fake_session_short(const struct fake_item *const *rows_of_trees, const char *line, int usual,
			long nth);
