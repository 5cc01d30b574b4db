#pragma once
/* Files of device trees, read into memory. */
#include <stddef.h>

/* A blob in memory. */
struct host_blob {
	void *data; /* from malloc, exactly `size` bytes, so that a sanitizer sees any overrun */
	size_t size;
};

/*
 * Reads the file of a tree: a blob, or source (.dts, .dtso), which dtc compiles; "-" is a blob on
 * standard input. The blob is not checked. The caller frees @blob's data. 0, or -errno after a
 * message on standard error.
 */
int host_read_tree(const char *path, struct host_blob *blob);
/* Prints `firstlight: PATH: WHY` on standard error; the path escaped, because a script may name
 * it. */
void host_complain(const char *path, const char *why);
