#pragma once
#include <stddef.h>

/* A blob in memory. */
struct host_blob {
	void *data; /* from malloc, exactly `size` bytes, so that a sanitizer sees any overrun */
	size_t size;
};

/*
 * Reads a tree's file: a blob, or source (.dts, .dtso), which dtc compiles; "-" is a blob on
 * standard input. What is in it is not looked at. 0, or -errno, told on standard error.
 */
int host_read_tree(const char *path, struct host_blob *blob);
