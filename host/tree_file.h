#pragma once
/* Files of device trees, read into memory. */
#include "host/blob.h"

/*
 * Reads the file of a tree: a blob, or source (.dts, .dtso), which dtc compiles; "-" is a blob on
 * standard input. The blob is not checked. The caller frees @blob's data. 0, or -errno after a
 * message on standard error.
 */
int host_read_tree(const char *path, struct host_blob *blob);
