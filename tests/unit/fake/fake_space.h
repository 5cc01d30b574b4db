#pragma once
#include "fdt/core/space.h"

/* The heap of the C library, of which some allocations fail. */
struct fake_space {
	long calls;     /* allocations asked for since it was set to 0 */
	long fail_at;   /* this call of them and all behind it fail; 0: none */
	long held;      /* pieces that are not freed */
	long holds;     /* dt_hold without dt_release; more than 1 is a failure */
	uint64_t limit; /* bytes that dt_space tells of; 0: no end */
};
extern struct fake_space fake_space;
