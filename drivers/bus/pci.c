#include "drivers/bus/pci.h"
/*
 * The configuration space of generic PCI host bridges, and the functions in it.
 * Sources: PCI Local Bus 3.0, 6.1, 6.2 and 6.7 (capabilities); PCI-to-PCI Bridge 1.2, 3.2 and 9.1;
 * devicetree binding pci/host-generic-pci.yaml.
 */
#include <errno.h>
#include "fdt/where/address.h"
#include "kernel/quiet.h"
#include "kernel/trap_try.h"

enum {
	PCI_PINS = 4,
	PCI_ECAM_SHIFT = 12,
	PCI_CAM_SHIFT = 8,
	PCI_CONFIG_WIDTH = 4,    /* bytes of an access */
	PCI_CONFIG_SHIFT = 2,    /* log2 of that */
	CAPABILITY_FIRST = 0x40, /* the lowest byte; below are the header's registers */
	CAPABILITY_COUNT = (PCI_CONFIG_SIZE - CAPABILITY_FIRST) / 4,
	MASTERS_MAX = 16, /* functions and bridges that were switched on here */
};

const char *const pci_host_compatible[] = {
	"pci-host-ecam-generic",
	"pci-host-cam-generic",
	NULL,
};

bool pci_is_host(struct dt_node node)
{
	const char *const *name = pci_host_compatible;

	while (*name && !dt_compatible(node, *name))
		name++;
	return *name;
}

int pci_open(struct pci_host *host, const char **why)
{
	struct dt_node node = dt_trail_node(&host->trail);
	struct dt_pci_range range;
	struct dt_reg reg;
	uint64_t buses;
	int err = dt_reg(&host->trail, 0, &reg, why);

	if (err)
		return err;
	err = dt_pci_range(&host->trail, 0, &range);
	if (err && err != -ENXIO) {
		*why = "it has no ranges, or none for a PCI bus";
		return err;
	}
	host->shift = dt_compatible(node, "pci-host-cam-generic") ? PCI_CAM_SHIFT : PCI_ECAM_SHIFT;
	host->config = (struct regs){ .base = reg.cpu,
				      .shift = PCI_CONFIG_SHIFT,
				      .width = PCI_CONFIG_WIDTH };
	dt_pci_buses(&host->trail, &host->first, &host->last);
	buses = reg.size / PCI_BUS >> host->shift;
	if (!buses) {
		*why = "its reg is smaller than one bus";
		return -EINVAL;
	}
	if (host->last - host->first >= buses)
		host->last = host->first + (unsigned)buses - 1;
	return 0;
}

static unsigned pci_index(const struct pci_host *host, uint32_t function, unsigned at)
{
	return ((function - host->first * PCI_BUS) << host->shift | at) >> PCI_CONFIG_SHIFT;
}

uint32_t pci_read(const struct pci_host *host, uint32_t function, unsigned at)
{
	return (uint32_t)regs_read(&host->config, pci_index(host, function, at));
}

void pci_write(const struct pci_host *host, uint32_t function, unsigned at, uint32_t value)
{
	regs_write(&host->config, pci_index(host, function, at), value);
}

/* The scan goes from the lowest bus up: a bridge to a bus below its own has no effect. */
static void pci_note_bridge(struct pci_host *host, uint32_t function)
{
	unsigned below = pci_read(host, function, PCI_BUSES) >> 8 & 0xff;

	if (!host->above[below])
		host->above[below] = (uint16_t)(function + 1);
}

static int pci_scan_bus(struct pci_host *host, unsigned bus,
			int (*visit)(const struct pci_host *, uint32_t, uint32_t, void *),
			void *arg)
{
	int result = 0;

	for (unsigned i = 0, step; i < PCI_BUS && !result; i += step) {
		uint32_t function = bus * PCI_BUS + i, id = pci_read(host, function, PCI_ID);
		uint32_t header;

		step = i % PCI_FUNCTIONS ? 1 : PCI_FUNCTIONS;
		if (!id || id == UINT32_MAX)
			continue;
		header = pci_read(host, function, PCI_HEADER);
		if (header & PCI_HEADER_MULTI)
			step = 1;
		if ((header & PCI_HEADER_TYPE) == PCI_HEADER_BRIDGE)
			pci_note_bridge(host, function);
		result = visit(host, function, header, arg);
	}
	return result;
}

int pci_scan(struct pci_host *host,
	     int (*visit)(const struct pci_host *, uint32_t, uint32_t, void *), void *arg)
{
	int result = 0;

	for (unsigned bus = 0; bus < PCI_BUS; bus++)
		host->above[bus] = 0;
	for (unsigned bus = host->first; bus <= host->last && !result; bus++)
		if (bus == host->first || host->above[bus])
			result = pci_scan_bus(host, bus, visit, arg);
	return result;
}

void pci_capabilities(const struct pci_host *host, uint32_t function,
		      void (*visit)(const struct pci_host *, uint32_t, unsigned, uint32_t, void *),
		      void *arg)
{
	uint32_t word = pci_read(host, function, PCI_COMMAND);
	unsigned at;

	if (!(word & PCI_STATUS_CAPABILITIES))
		return;
	at = pci_read(host, function, PCI_CAPABILITIES) & 0xfc;
	for (int i = 0; i < CAPABILITY_COUNT && at >= CAPABILITY_FIRST; i++) {
		word = pci_read(host, function, at);
		visit(host, function, at, word, arg);
		at = word >> 8 & 0xfc;
	}
}

/* A command register in which the bit was set here: it is cleared before another program runs. */
static struct pci_master {
	struct regs config;
	unsigned index;
} masters[MASTERS_MAX];
static unsigned master_count;

static void pci_let_master_one(const struct pci_host *host, uint32_t function)
{
	uint32_t command = pci_read(host, function, PCI_COMMAND) & 0xffff;

	if (command & PCI_COMMAND_MASTER)
		return;
	if (master_count < MASTERS_MAX)
		masters[master_count++] =
			(struct pci_master){ host->config, pci_index(host, function, PCI_COMMAND) };
	pci_write(host, function, PCI_COMMAND, command | PCI_COMMAND_MASTER);
}

static int pci_stop_master(void *arg)
{
	const struct pci_master *master = arg;
	uint32_t command = (uint32_t)regs_read(&master->config, master->index) & 0xffff;

	regs_write(&master->config, master->index, command & ~(uint32_t)PCI_COMMAND_MASTER);
	return 0;
}

static void pci_quiet(void)
{
	for (unsigned i = 0; i < master_count; i++)
		trap_try(pci_stop_master, &masters[i], NULL);
}

/* A bridge passes accesses to memory on only if its own bit is set: 3.2.4.3. */
void pci_let_master(const struct pci_host *host, uint32_t function)
{
	pci_let_master_one(host, function);
	while (function / PCI_BUS != host->first) {
		function = host->above[function / PCI_BUS] - 1u;
		pci_let_master_one(host, function);
	}
}

unsigned pci_pin(const struct pci_host *host, uint32_t function, uint32_t *unit)
{
	unsigned pin = pci_read(host, function, PCI_INTERRUPT) >> 8 & 0xff;

	if (pin > PCI_PINS)
		pin = 0;
	for (unsigned bus; (bus = function / PCI_BUS) != host->first && pin;) {
		pin = (pin - 1 + function % PCI_BUS / PCI_FUNCTIONS) % PCI_PINS + 1;
		function = host->above[bus] - 1u;
	}
	*unit = function << 8;
	return pin;
}

static const struct quiet_hook pci_hook = { QUIET_BUSES, pci_quiet };
QUIET_HOOK(pci_hook);
