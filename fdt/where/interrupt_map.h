#pragma once
/* The way of one interrupt through the nexus nodes. Private to fdt/interrupt*.c. */
#include "fdt/where/interrupt.h"

enum {
	INTERRUPT_UNITS = 4, /* cells of a unit address; PCI has 3 */
	INTERRUPT_KEY = INTERRUPT_UNITS + DT_INTERRUPT_CELLS,
};

/* What a map is asked for, or leads to: a unit address and behind it a specifier. */
struct interrupt_key {
	struct dt_node parent; /* whose cells these are */
	uint32_t phandle;      /* the parent's, where that is how it was found */
	int searches;          /* by phandle, so far */
	int units, cells;
	uint32_t cell[INTERRUPT_KEY];
};

/* A property's cells that are still to be read. */
struct interrupt_cells {
	const uint8_t *at;
	int left;
};

/* The property, or none: at NULL. */
struct interrupt_cells interrupt_prop(struct dt_node node, const char *name);
/* Takes @count cells; false, and none are taken, where fewer are left. */
bool interrupt_take(struct interrupt_cells *from, uint32_t *to, int count);
/* -EINVAL, told of in @fault. */
int interrupt_fault(struct dt_fault *fault, struct dt_node node, const char *why);
/* How many cells the parent's specifiers and unit addresses have; @units where it does not say;
 * @node is whose fault it is when they make no sense. */
int interrupt_sizes(struct interrupt_key *key, uint32_t units, struct dt_node node,
		    struct dt_fault *fault);
/* On to the controller: 0, or -EINVAL. */
int interrupt_follow(struct interrupt_key *key, struct dt_interrupt *out, struct dt_fault *fault);
