#pragma once
/* References of an overlay: a step of dt_overlay_apply, private to fdt/edit/overlay*.c. */
#include "fdt/edit/overlay.h"

/* Fills in all references of the copy, and says in its rows which node of the base each of its
 * nodes will be and which phandle it will have. 0, or -errno with overlay->why. */
int overlay_fix(struct dt_overlay *overlay);
