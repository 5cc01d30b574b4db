#pragma once
/* A delta as an overlay's blob, a .dtbo. */
#include "fdt/export/delta.h"

/*
 * Makes the overlay that changes delta->from into delta->to, apart from what is lost: fragments by
 * target-path, and __local_fixups__ for what refers to phandles that are new. *@blob is it, of
 * *@size bytes; it lies in the one draft (fdt/edit/draft.h), until the next. The taker is this
 * one's. 0,
 * or -ENOMEM; or -EINVAL: a name that no tree can have.
 */
int dt_delta_blob(struct dt_delta *delta, const void **blob, uint32_t *size);
