#pragma once
/* Words of /chosen/bootargs. Source: Devicetree Specification v0.4, 3.6. */
#include "fdt/core/dt.h"

/*
 * Copies the value of `KEY=VALUE` (VALUE may be quoted: run="a; b") from bootargs into @value,
 * NUL-terminated and without the quotes. In quotes of the key "run", \" is a quote and \\ a
 * backslash; no other key has escapes, because Linux has none. A bare word `KEY` has the value "".
 * The last one of several wins. Length; -ENOENT; -ENAMETOOLONG.
 */
int dt_bootarg(const struct dt_tree *tree, const char *key, char *value, size_t size);
/* The same of a command line that is in no tree. */
int dt_bootarg_of(const char *text, const char *key, char *value, size_t size);
/* As dt_bootarg, of number @index, from 0, of several; -ENOENT past the last. */
int dt_bootarg_at(const struct dt_tree *tree, const char *key, int index, char *value, size_t size);
/* How many there are. */
int dt_bootargs(const struct dt_tree *tree, const char *key);
