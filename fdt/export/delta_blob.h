#pragma once
/* A delta as an overlay's blob, a .dtbo. */
#include "fdt/export/delta.h"

/*
 * Makes the overlay that changes delta->from into delta->to, except for what is lost: fragments by
 * target-path, __local_fixups__ for references to new phandles, __fixups__ for those to others.
 * *@blob is the overlay, of *@size bytes, in the one draft (fdt/edit/draft.h): valid until the next
 * draft begins. Sets delta->take and delta->context. 0; -ENOMEM; -E2BIG: the place of a reference,
 * its path and name, is too long.
 */
int dt_delta_blob(struct dt_delta *delta, const void **blob, uint32_t *size);
