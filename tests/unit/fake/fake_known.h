#pragma once
/* A shell for tests of edits: what its trees know is held to what a fresh look at them finds. */
#include "fdt/edit/trees.h"
#include "shell/shell.h"
#include "tests/unit/fake/fake_port.h"

/* Tree 0, in use, has nodes a/a1/a2, aliases, chosen and cpus/chosen, and an index. Tree 1 is an
 * overlay of /a. */
struct fake_known {
	struct fake_port port;
	struct dt_trees trees;
	struct shell shell;
};
extern struct fake_known fake_known;

void fake_known_open(void);
/* Fails the test if memory is still held. */
void fake_known_close(void);
/* Fails the test unless dt_open finds what @known holds, and a new index equals its index. */
void fake_assert_known(const struct dt_tree *known);
