#pragma once
/* Source of device trees, compiled. */
#include "host/blob.h"

/* Compiles the source in the file @path by dtc into @blob, which is empty, and whose data the
 * caller frees. 0, or -errno after a message on standard error. */
int host_compile_tree(const char *path, struct host_blob *blob);
