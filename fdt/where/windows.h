#pragma once
/* The windows of a bus: the rows of ranges. Private to fdt/where/address.c. */
#include "fdt/where/address.h"

enum { ADDRESS_NUMBER = 2 }; /* cells of a number that 64 bits hold; a third one is a space */

struct windows {
	struct dt_node bus;
	const uint8_t *ranges;
	uint32_t rows;
	uint32_t child, parent, size; /* cells of a row's parts, checked */
	bool pci;
};

struct window {
	struct dt_address base, target;
	uint64_t size;
};

/* Reads @cells, and moves *@at past them. */
struct dt_address window_take(const uint8_t **at, uint32_t cells);

/* Sets rows and pci from the other members; ranges has @len bytes. */
void windows_count(struct windows *windows, uint32_t len);
/* Reads the first window that holds the address; false: none does. */
bool windows_first(const struct windows *windows, const struct dt_address *address,
		   struct window *out);

/* Whether the bus, whose addresses have @cells, is PCI: they begin with phys.hi. */
bool windows_are_pci(struct dt_node bus, uint32_t cells);
/* The space that phys.hi names: I/O, or memory, be it of 32 or 64 bits; 0: configuration space,
 * which no window has. */
uint32_t windows_pci_space(uint32_t hi);
