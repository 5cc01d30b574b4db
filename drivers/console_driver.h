#pragma once
#include "fdt/dt.h"
#include "kernel/console.h"
#include "kernel/set.h"

/*
 * A family of UARTs (or of anything that can be a console) that a tree's node can name.
 *
 * One file a family; it exports nothing and ends with CONSOLE_DRIVER(). Nothing else in the tree
 * of sources names it.
 */
struct console_driver {
	const char *name;              /* for people and for console=: "ns16550" */
	const char *const *compatible; /* ends with NULL */
	/*
	 * Fills @console from the node at the end of @trail. Reads the tree only and touches no
	 * register, for it also runs on the host. 0; -ENODEV for "compatible, but not usable: go
	 * on" ; any other -errno is told with the node's path, and the search goes on. @why, never
	 * NULL, may be set to a constant text that says what is wrong: "no reg".
	 */
	int (*bind)(const struct dt_trail *trail, struct console *console, const char **why);
};

#define CONSOLE_DRIVER(driver) SET_ADD(console_drivers, driver)
SET_DECLARE(const struct console_driver, console_drivers);
