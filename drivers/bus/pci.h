#pragma once
/* The functions of a generic PCI host bridge: how they are found, and their configuration space. */
#include "fdt/where/pci_address.h"
#include "kernel/mmio.h"

enum {
	PCI_FUNCTIONS = 8,     /* of a device */
	PCI_BUS = 256,         /* functions of a bus, and buses */
	PCI_CONFIG_SIZE = 256, /* bytes of a function's configuration space that all hosts reach */
};

enum pci_register {
	PCI_ID = 0x00,
	PCI_COMMAND = 0x04, /* [31:16]: status; writing a bit as 1 clears it */
	PCI_CLASS = 0x08,
	PCI_HEADER = 0x0c,
	PCI_BAR = 0x10,
	PCI_BUSES = 0x18,     /* of a bridge: primary, secondary, subordinate */
	PCI_IO_WINDOW = 0x1c, /* of a bridge */
	PCI_MEMORY_WINDOW = 0x20,
	PCI_PREFETCH_WINDOW = 0x24,
	PCI_CAPABILITIES = 0x34, /* [7:0]: the first capability */
	PCI_INTERRUPT = 0x3c,    /* [15:8]: the pin */
};

enum pci_bit {
	PCI_COMMAND_IO = 1 << 0,
	PCI_COMMAND_MEMORY = 1 << 1,
	PCI_COMMAND_MASTER = 1 << 2, /* the function may access memory */
	PCI_COMMAND_NO_INTERRUPT = 1 << 10,
	PCI_STATUS_CAPABILITIES = 1 << 20, /* in PCI_COMMAND's word */
	PCI_HEADER_TYPE = 0x7f << 16,
	PCI_HEADER_BRIDGE = 0x01 << 16,
	PCI_HEADER_MULTI = 0x80 << 16,
};

/* A host bridge. A function's number is bus, device and function in one, as in the tree's phys.hi.
 * Owner: the caller; 1 KiB. */
struct pci_host {
	struct dt_trail trail;
	struct regs config;
	unsigned shift;       /* of a function's number in a configuration address */
	unsigned first, last; /* buses */
	/* By bus, filled by pci_scan: the number of the bridge to it, plus 1; 0: firmware has given
	 * no bridge that bus. */
	uint16_t above[PCI_BUS];
};

/* Host bridges that pci_open understands, by compatible: their reg is a plain configuration space.
 * Ends with NULL. */
extern const char *const pci_host_compatible[];
/* Whether the node is one of these. */
bool pci_is_host(struct dt_node node);

/* Fills @host, except above, for the host bridge that host->trail leads to. Reads the tree only. 0;
 * errors and *@why as dt_reg's and dt_pci_range's. */
int pci_open(struct pci_host *host, const char **why);

/* A register of a function's configuration space, by its byte, a multiple of 4. */
uint32_t pci_read(const struct pci_host *host, uint32_t function, unsigned at);
void pci_write(const struct pci_host *host, uint32_t function, unsigned at, uint32_t value);

/* Calls @visit for every function on the buses that firmware has numbered, from the lowest bus on,
 * until it returns something other than 0, which is the result then. @header: PCI_HEADER's word. */
int pci_scan(struct pci_host *host,
	     int (*visit)(const struct pci_host *host, uint32_t function, uint32_t header,
			  void *arg),
	     void *arg);

/*
 * Calls @visit for each capability of a function: @at is its first byte, a multiple of 4, and
 * @first the word there, with its identity in [7:0]. Each is followed by at least that word. A list
 * that is a loop ends after as many as there is room for.
 */
void pci_capabilities(const struct pci_host *host, uint32_t function,
		      void (*visit)(const struct pci_host *host, uint32_t function, unsigned at,
				    uint32_t first, void *arg),
		      void *arg);

/* Lets the function access memory, and the bridges above it pass that on. */
void pci_let_master(const struct pci_host *host, uint32_t function);

/* The pin, 1 to 4, or 0 for none, and in *@unit the phys.hi by which the host bridge's
 * interrupt-map finds the function's interrupt. Each bridge on the way rotates the pin, and its own
 * phys.hi takes the place of the function's. */
unsigned pci_pin(const struct pci_host *host, uint32_t function, uint32_t *unit);
