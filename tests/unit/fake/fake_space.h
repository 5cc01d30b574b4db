#pragma once
/* The heap for unit tests, in which allocations can be made to fail. */
#include "fdt/core/space.h"

/* The heap of the C library; chosen allocations fail. */
struct fake_space {
	long calls;     /* allocations requested since it was set to 0 */
	long fail_at;   /* this call and all later ones fail; 0: none */
	long held;      /* allocations that are not freed */
	long holds;     /* dt_hold without dt_release; more than 1 is a failure */
	uint64_t limit; /* bytes that dt_space reports; 0: unlimited */
	/* Called before and after each critical section, where Ctrl-C may end a command: it may
	 * leave by longjmp. */
	void (*moment)(void);
};
extern struct fake_space fake_space;
