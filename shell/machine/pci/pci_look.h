#pragma once
/*
 * The functions of a PCI host bridge, and what the configuration space of each says. Every access
 * is contained: a bus that faults is an error, and no more.
 */
#include "drivers/bus/pci.h"

enum {
	PCI_LOOK_FUNCTIONS = 256, /* of one host bridge */
	PCI_LOOK_BARS = 6,
	PCI_LOOK_CAPABILITIES = 48, /* as many as the first 256 bytes have room for */
};

/* The functions of a host bridge, in the order of their numbers. */
struct pci_list {
	struct pci_host host;
	unsigned count;
	bool more; /* there are more than there is room for */
	uint16_t function[PCI_LOOK_FUNCTIONS];
};

struct pci_bar_seen {
	uint64_t address;
	uint64_t size; /* 0: not measured, or 4 GiB and more */
	bool io, wide, prefetch;
	uint8_t number;
};

struct pci_seen {
	uint16_t vendor, device, class;
	bool bridge;
	uint8_t secondary, subordinate; /* of a bridge: its buses */
	unsigned bars;
	struct pci_bar_seen bar[PCI_LOOK_BARS];
	unsigned capabilities;
	uint8_t capability[PCI_LOOK_CAPABILITIES];
	unsigned pin;      /* 1 to 4; 0: none */
	unsigned host_pin; /* pci_pin's: the pin at the host bridge, and whose it is there */
	uint32_t unit;
};

/* Scans the buses below list->host, which pci_open has filled. 0; -EFAULT: an access trapped, and
 * the list has what was found until then. */
int pci_look_list(struct pci_list *list);
/* Reads one function. @measure: the sizes of its BARs too, for which they are written: the function
 * does not answer at them meanwhile, and this hart takes no interrupt. 0 or -EFAULT. */
int pci_look(struct pci_list *list, uint32_t function, bool measure, struct pci_seen *seen);
