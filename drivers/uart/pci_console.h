#pragma once
/* Consoles on PCI: what a kind of function provides, and the set that its file adds itself to. */
#include "drivers/bus/pci.h"
#include "kernel/console/console.h"
#include "kernel/set.h"

/*
 * A kind of PCI function that is a console, or several. There is one file a kind. It exports
 * nothing and ends with PCI_CONSOLE(); no other source file names it.
 */
struct pci_console {
	const char *name; /* for people: "pci-serial" */
	const char *tty;  /* as in struct console */
	/* How many consoles the function has; 0: it is of another kind. The function is no bridge.
	 * Only reads its configuration space. */
	unsigned (*ports)(const struct pci_host *host, uint32_t function);
	/* Switches the function on and starts @console as its console number @port. Fills its regs,
	 * ops and what depends on them; ops then serve to start it again. 0, or -errno: then the
	 * caller drops what was filled in. */
	int (*start)(struct pci_host *host, uint32_t function, unsigned port,
		     struct console *console);
};

#define PCI_CONSOLE(kind) SET_ADD(pci_consoles, kind)
SET_DECLARE(const struct pci_console, pci_consoles);
