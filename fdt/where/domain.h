#pragma once
/*
 * OpenSBI's domains in a tree: regions of memory, and who may access them.
 *
 * Source: OpenSBI, docs/domain_support.md, "Domain Device Tree Bindings".
 */
#include "fdt/core/dt.h"

#define DT_DOMAIN_CONFIG    "opensbi,domain,config"
#define DT_DOMAIN_MEMREGION "opensbi,domain,memregion"
#define DT_DOMAIN_INSTANCE  "opensbi,domain,instance"

/* Permissions of a region, as in the property regions. */
enum {
	DT_DOMAIN_M_READ = 1 << 0,
	DT_DOMAIN_M_WRITE = 1 << 1,
	DT_DOMAIN_M_EXECUTE = 1 << 2,
	DT_DOMAIN_SU_READ = 1 << 3,
	DT_DOMAIN_SU_WRITE = 1 << 4,
	DT_DOMAIN_SU_EXECUTE = 1 << 5,
	DT_DOMAIN_ENFORCE = 1 << 6, /* M-mode is bound by them, too, until the next reset */
	DT_DOMAIN_M = DT_DOMAIN_M_READ | DT_DOMAIN_M_WRITE | DT_DOMAIN_M_EXECUTE,
	DT_DOMAIN_SU = DT_DOMAIN_SU_READ | DT_DOMAIN_SU_WRITE | DT_DOMAIN_SU_EXECUTE,
	DT_DOMAIN_KNOWN = DT_DOMAIN_M | DT_DOMAIN_SU | DT_DOMAIN_ENFORCE,
};

/* A region of 2 to the power of order bytes. */
struct dt_domain_region {
	uint64_t first, last; /* addresses, both inside */
	uint32_t order;
	uint32_t permissions; /* the caller's */
	bool mmio;
};

/* Reads a node that is a memregion. 0; -EINVAL: base or order is missing, or breaks the binding: an
 * order has at most the bits of a register, by the tree's first hart. */
int dt_domain_region(struct dt_node node, struct dt_domain_region *region);
