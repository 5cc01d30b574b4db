#pragma once
/*
 * Where a device's interrupts end: from its specifiers through every nexus to the controller.
 *
 * Sources: Devicetree Specification v0.4, 2.4; PCI Bus Binding to IEEE 1275 2.1 (unit addresses,
 * pins).
 */
#include "fdt/core/fault.h"

enum {
	DT_INTERRUPT_CELLS = 8, /* of a specifier; more are refused */
	DT_INTERRUPT_HOPS = 16, /* maps on the way; more are taken for a circle */
};

struct dt_interrupt {
	struct dt_node controller;
	int cells;
	uint32_t cell[DT_INTERRUPT_CELLS]; /* the specifier, as the controller's binding has it */
	int hops;
	int via[DT_INTERRUPT_HOPS]; /* offsets of the nodes whose interrupt-map was used */
};

/* The interrupts of a node in turn. */
struct dt_interrupts {
	struct dt_fault fault;        /* after -EINVAL: what is wrong, and where */
	struct dt_node parent;        /* of a plain list: the controller, or the first nexus */
	bool extended;                /* a list that names its controllers */
	const struct dt_trail *trail; /* private, borrowed; all below are private as well */
	const uint8_t *at;
	int left; /* cells */
};

/* Starts at the first. false: the node has no property that lists any. */
bool dt_interrupts(struct dt_interrupts *it, const struct dt_trail *trail);
/* The next one, through all its interrupt-maps. 1; 0 at the end; -EINVAL with it->fault: the tree
 * is wrong; the interrupts after it may still be read. */
int dt_interrupts_next(struct dt_interrupts *it, struct dt_interrupt *out);

/*
 * Interrupt number @index of the node at the end of @trail. 0; -ENOENT: it has no such interrupt;
 * -EINVAL: the tree is wrong. *@why, never NULL, is then a constant text. The list is read from its
 * start: use dt_interrupts for all of it.
 */
int dt_interrupt(const struct dt_trail *trail, int index, struct dt_interrupt *out,
		 const char **why);

/* Calls @visit for what each row of a nexus's interrupt-map leads to, in their order, until one
 * that cannot be read. Nothing, where the node has no such property. */
void dt_interrupt_map(struct dt_node nexus,
		      void (*visit)(const struct dt_interrupt *interrupt, void *arg), void *arg);

/* The interrupt of a PCI function on the bus of the host bridge at the end of @host: @phys_hi is
 * the first cell of its address (bus, device and function), @pin is 1 to 4. As dt_interrupt. */
int dt_interrupt_pci(const struct dt_trail *host, uint32_t phys_hi, uint8_t pin,
		     struct dt_interrupt *out, const char **why);
