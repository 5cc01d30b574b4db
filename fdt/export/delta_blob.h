#pragma once
/* A delta as an overlay's blob, a .dtbo. */
#include "fdt/export/delta.h"

/*
 * Makes the overlay that changes delta->from into delta->to, except for what is lost: fragments by
 * target-path, and __local_fixups__ for references to new phandles. *@blob is the overlay, of
 * *@size bytes, in the one draft (fdt/edit/draft.h): valid until the next draft begins. Sets
 * delta->take and delta->context. 0; -ENOMEM; -EINVAL: a name that no tree can have; -ENAMETOOLONG.
 */
int dt_delta_blob(struct dt_delta *delta, const void **blob, uint32_t *size);
