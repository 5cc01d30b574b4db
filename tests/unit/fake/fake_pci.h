#pragma once
/* A model of PCI's configuration space for unit tests. */
#include <stdbool.h>
#include "tests/unit/fake/fake_regs.h"

enum { FAKE_PCI_FUNCTIONS = 12, FAKE_PCI_WORDS = 64, FAKE_PCI_BARS = 6 };

/* A PCI function: its configuration registers, as words. */
struct fake_function {
	bool there;
	uint32_t function; /* bus, device and function in one number */
	uint32_t word[FAKE_PCI_WORDS];
	uint32_t bar_mask[FAKE_PCI_BARS]; /* bits of the BAR that can be written */
	bool bar_stuck;                   /* BARs ignore writes of an address */
};

/*
 * A configuration space. It fails the test when anything but commands, BARs and capabilities is
 * written, when a BAR is written while the function decodes it, and when a bus without any
 * function, other than the first, is read: real bridges hang or fault on that.
 */
struct fake_pci {
	struct fake_device device;
	unsigned shift; /* 12: ECAM, 8: CAM */
	unsigned first; /* the first bus */
	struct fake_function function[FAKE_PCI_FUNCTIONS];
	unsigned reads, writes;
};

/* Attaches one at @base; the caller fills in the functions. */
void fake_pci_attach(struct fake_pci *pci, uint64_t base);
/* Fills in the next free function, with @id and @class and without BARs, and returns it. */
struct fake_function *fake_pci_add(struct fake_pci *pci, uint32_t function, uint32_t id,
				   uint32_t class);
