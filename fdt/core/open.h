#pragma once
/* The parts of dt_open: private to fdt/core/open*.c. */
#include <stddef.h>
#include "fdt/core/dt.h"

/* Sets tree->why to @words. Returns -EINVAL. */
int open_refuse(struct dt_tree *tree, const char *words);

/*
 * The same where dt_open's own pass has found a fault: libfdt is asked for its reason, and @words
 * are used where it finds nothing. @blob is 8-byte aligned, its version is 16 or later, and @room
 * bytes, at least a header, can be read. Returns -EINVAL.
 */
int open_refuse_by_libfdt(struct dt_tree *tree, const void *blob, size_t room, const char *words);

/* Checks the structure block of @tree, whose blocks are set and aligned, and sets what dt_open
 * counts and notes there. Returns NULL, or what is wrong as a constant text. */
const char *open_structs(struct dt_tree *tree);
