#pragma once
#include "fdt/core/dt.h"

/* What a PCI host bridge's tree says of its windows. Sources: IEEE 1275 PCI Bus Binding 2.1, 2.2.1
 * (phys.hi); devicetree binding pci/host-generic-pci.yaml. */

enum dt_pci_space { DT_PCI_CONFIG, DT_PCI_IO, DT_PCI_MEM32, DT_PCI_MEM64 };

/* A window: addresses on the PCI bus, and where the CPU reaches them. */
struct dt_pci_range {
	enum dt_pci_space space;
	bool prefetch;
	uint64_t bus, cpu, size;
};

/*
 * Entry @index of the ranges of the host bridge that @trail leads to. 0; -ENOENT: no such entry;
 * -EINVAL: cells or ranges of it make no sense, whichever the entry; -ENXIO: the CPU cannot reach
 * this one.
 */
int dt_pci_range(const struct dt_trail *trail, int index, struct dt_pci_range *out);

/* The buses behind it, from bus-range: all 256 where the node has none, or one that is no range. */
void dt_pci_buses(const struct dt_trail *trail, unsigned *first, unsigned *last);
