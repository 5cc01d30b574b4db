#pragma once
/* Labels that an overlay brings: a step of dt_overlay_apply, private to fdt/edit/overlay*.c. */
#include "fdt/edit/overlay.h"

/* Adds the copy's __symbols__ to the draft's, after the merge. 0, or -errno with overlay->why. */
int overlay_symbols(struct dt_overlay *overlay);
