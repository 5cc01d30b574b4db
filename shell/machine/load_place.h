#pragma once
/* Where files may go in memory. */
#include "fdt/core/dt.h"
#include "fdt/where/memory.h"
#include "shell/shell.h"

/* Who has a place. */
struct load_owner {
	const char *name;      /* "image", "firmware@80000000"; may be out of a tree */
	struct dt_range range; /* size 0: nobody; it is no RAM */
};

/* There is RAM at the range, and it is nobody's, as far as is known; else false and *@owner. */
bool load_place(struct shell *shell, uint64_t base, uint64_t size, struct load_owner *owner);
