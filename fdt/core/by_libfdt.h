#pragma once
/*
 * What leads to the console, read by libfdt: stdout-path, the alias, compatible, reg and status.
 *
 * Walks along paths are ours (dt_find), for libfdt's begin at the root on each step. Its calls here
 * begin at the node, and take 2,000 to 13,000 instructions on real trees; dt_prop and the like take
 * a tenth, and are for all else. What they give is the same: tests/fuzz/fuzz_path.c.
 */
#include "fdt/core/dt.h"

/* As dt_prop. */
const void *dt_libfdt_prop(struct dt_node node, const char *name, int *len);
/* As dt_string. */
int dt_libfdt_string(struct dt_node node, const char *name, const char **text);
/* As dt_resolve. */
struct dt_node dt_libfdt_resolve(const struct dt_tree *tree, const char *text, size_t len);
/* As dt_okay. */
bool dt_libfdt_okay(struct dt_node node);
