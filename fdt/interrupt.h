#pragma once
/*
 * Whose interrupt a device raises: from its specifiers through every nexus to the controller.
 * Devicetree Specification v0.4, chapter 2.4; PCI Bus Binding to IEEE 1275 (unit addresses, pins).
 */
#include "fdt/dt.h"

enum { DT_INTERRUPT_CELLS = 8 }; /* of a specifier; more are refused */

struct dt_interrupt {
	struct dt_node controller;
	int cells;
	uint32_t cell[DT_INTERRUPT_CELLS]; /* the specifier, as the controller's binding has it */
};

/* The node with that phandle, or offset -ENOENT. One walk, without an index. */
struct dt_node dt_by_phandle(const struct dt_tree *tree, uint32_t phandle);

/*
 * Interrupt number @index of the node at the end of @trail, through as many interrupt-maps as there
 * are. 0; -ENOENT: it has no such interrupt; -EINVAL: the tree is wrong. *@why, never NULL, is then
 * a constant text.
 */
int dt_interrupt(const struct dt_trail *trail, int index, struct dt_interrupt *out,
		 const char **why);

/* The same for a PCI function on the bus of the host bridge at the end of @host: @phys_hi is the
 * first cell of its address (bus, device and function), @pin 1 to 4. */
int dt_interrupt_pci(const struct dt_trail *host, uint32_t phys_hi, uint8_t pin,
		     struct dt_interrupt *out, const char **why);
