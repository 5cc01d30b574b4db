#pragma once
/* What leads one interrupt through the nexus nodes: private to fdt/where/interrupt*.c. */
#include "fdt/where/interrupt.h"

enum {
	INTERRUPT_UNITS_DEFAULT = 2, /* without #address-cells, 2.3.5 */
	INTERRUPT_UNITS = 4,         /* cells of a unit address; PCI has 3 */
	INTERRUPT_KEY = INTERRUPT_UNITS + DT_INTERRUPT_CELLS,
};

/* What a map translates, and into what: a unit address and a specifier. */
struct interrupt_key {
	struct dt_node parent; /* the node that defines how many cells they have */
	uint32_t phandle;      /* the parent's, if it was found by that */
	int searches;          /* by phandle, so far */
	int units, cells;
	uint32_t cell[INTERRUPT_KEY];
};

/* A property's cells that are still to be read. */
struct interrupt_cells {
	const uint8_t *at;
	int left;
};

/* The property's cells; at NULL: there is no such property. */
struct interrupt_cells interrupt_prop(struct dt_node node, const char *name);
/* Takes @count cells; false, and none are taken, where fewer are left. */
bool interrupt_take(struct interrupt_cells *from, uint32_t *to, int count);
/* -EINVAL, with @fault filled in. */
int interrupt_fault(struct dt_fault *fault, struct dt_node node, const char *why);
/* Sets how many cells the parent's specifiers and unit addresses have; @units where it has no
 * #address-cells. 0; -EINVAL with @fault, which is @node's where there is no parent. */
int interrupt_sizes(struct interrupt_key *key, uint32_t units, struct dt_node node,
		    struct dt_fault *fault);
