#pragma once
/* Where `load` may write: RAM that is not used. */
#include "fdt/core/dt.h"
#include "fdt/where/memory.h"
#include "shell/shell.h"

/* What is in the way. */
struct load_owner {
	const char *name;      /* "image", "firmware@80000000"; may be from a tree */
	struct dt_range range; /* size 0: nothing is; there is no RAM */
};

/* The whole range is RAM and, as far as is known, unused. Else false, and *@owner. */
bool load_place(struct shell *shell, uint64_t base, uint64_t size, struct load_owner *owner);
