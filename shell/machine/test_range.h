#pragma once
/* Memory that a test may overwrite: a person's choice, or what is unused. */
#include "fdt/where/memory.h"
#include "shell/shell.h"

enum { TEST_RANGE_MIN = 4096 }; /* bytes */

/*
 * The range that @word names, as shell_memory_word, within words of 8 bytes. Refused are what this
 * program itself uses; and, without @force, what any other owner holds, loaded files, what is
 * before the image in its bank, and what is not known to be RAM. With @force, loaded files in it
 * are forgotten. 0, or -errno reported.
 */
int test_range(struct shell *shell, const char *word, bool force, struct dt_range *range);
/* All unused RAM, in whole pages, but for what is before the image in its bank, unless @force. 0,
 * or -errno reported. */
int test_range_all(struct shell *shell, bool force, struct dt_ranges *all);
/* The largest unused range of RAM: 0, or -errno reported. */
int test_range_largest(struct shell *shell, struct dt_range *range);
