#pragma once
/* The device that ends the machine, by the tree: a test finisher, which takes an exit status, or a
 * register that a syscon-poweroff node names. */
#include "fdt/core/dt.h"

struct poweroff_device {
	struct dt_node node; /* the finisher, or the syscon-poweroff node; not found: no device */
	uint64_t address;    /* the register's, as the CPU sees it */
	unsigned width;      /* bytes of an access */
	uint32_t mask;       /* the bits that are written ... */
	uint32_t value;      /* ... and what is written there */
};

/*
 * What to write where, so that the machine ends with @status, 0 to 255. An enabled finisher is
 * preferred. 0, or -errno with *@why, a constant text: -ENOENT: the tree has no such device;
 * -EDOM: the device passes no status but 0; -EINVAL, -ENXIO, -ENOTSUP: device->node is wrong, or
 * has a register that is not supported.
 */
int poweroff_device(const struct dt_tree *tree, unsigned status, struct poweroff_device *device,
		    const char **why);
