#pragma once
/* Files read into memory, and what is said when they cannot be. */
#include <stddef.h>
#include <stdio.h>

/* A blob in memory. */
struct host_blob {
	void *data; /* from malloc, exactly `size` bytes, so that a sanitizer sees any overrun */
	size_t size;
};

/* Reads all of @file into @blob, which is empty, and whose data the caller frees. 0, or errno. */
int host_blob_read(FILE *file, struct host_blob *blob);
/* Prints `firstlight: PATH: WHY` on standard error; the path escaped, because a script may name
 * it. */
void host_complain(const char *path, const char *why);
/* The same with the words of @err, an errno. Returns -@err. */
int host_complain_error(const char *path, int err);
