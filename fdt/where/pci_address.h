#pragma once
/*
 * A PCI host bridge's windows and buses, from the tree.
 *
 * Sources: PCI Bus Binding to IEEE 1275 2.1, 2.2.1 (phys.hi); devicetree binding
 * pci/host-generic-pci.yaml.
 */
#include "fdt/core/dt.h"

enum dt_pci_space { DT_PCI_CONFIG, DT_PCI_IO, DT_PCI_MEM32, DT_PCI_MEM64 };

/* A window: addresses on the PCI bus, and where the CPU reaches them. */
struct dt_pci_range {
	enum dt_pci_space space;
	bool prefetch;
	uint64_t bus, cpu, size;
};

/*
 * Entry @index of the ranges of the host bridge that @trail leads to. 0; -ENOENT: no such entry;
 * -EINVAL: its cells are not those of PCI, whichever the entry; -ENXIO: the CPU cannot reach this
 * one.
 */
int dt_pci_range(const struct dt_trail *trail, int index, struct dt_pci_range *out);

/* The numbers of the buses below it, from bus-range: all 256 where that is missing or not a
 * range. */
void dt_pci_buses(const struct dt_trail *trail, unsigned *first, unsigned *last);
