#pragma once
/* The trees of tests/fuzz/corpus in memory, for harnesses whose inputs are no trees. */
#include "fdt/core/dt.h"

enum { FUZZ_TREES = 9, FUZZ_OVERLAY = FUZZ_TREES - 1 };

/* Reads and opens them all, once; ends the program where one is missing. Programs run in the
 * root of the sources, as tests/fuzz/run does. */
void fuzz_trees_read(void);
/* Tree @number, modulo their count; the last one is an overlay. Its blob is the caller's to
 * read. */
const struct dt_tree *fuzz_tree(unsigned number);
