#pragma once
/* The BARs of a PCI function: switched on, and given an address where firmware gave none. */
#include "drivers/bus/pci.h"

/*
 * Switches a function on at the address of its BAR number @bar, lets it interrupt, and sets *@cpu
 * to the CPU's address of that BAR's first @need bytes. Where firmware has given the BAR no
 * address, or one outside of the host bridge's windows, it gets a free one. 0; -ENODEV: it has no
 * such BAR; -EIO: it does not keep its address; -ENXIO: it is on a bus below a bridge, whose
 * windows would have to change; -ENOSPC: no address is free.
 */
int pci_enable(struct pci_host *host, uint32_t function, unsigned bar, uint64_t need,
	       uintptr_t *cpu);

/* The value of BAR number @bar; *@wide: it takes two BARs. */
uint64_t pci_bar(const struct pci_host *host, uint32_t function, unsigned bar, bool *wide);
/* The address in it, on the PCI bus. */
uint64_t pci_bar_address(uint64_t bar);

/* Bytes of BAR number @bar, a power of two; 0: the function, of a plain device, has no such BAR, or
 * one of 4 GiB or more. The function does not answer at its BARs meanwhile. */
uint64_t pci_bar_size(const struct pci_host *host, uint32_t function, unsigned bar);
