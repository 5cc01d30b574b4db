#include "drivers/bus/pci_bar.h"
/*
 * Addresses of PCI functions: reading them from BARs, and finding a free one.
 * Sources: PCI Local Bus 3.0, 6.2.2 (command) and 6.2.5 (BARs); PCI-to-PCI Bridge 1.2, 3.2.5.
 */
#include <errno.h>

enum {
	BAR_IO = 1 << 0,
	BAR_WIDE = 1 << 2, /* of a memory BAR: the next BAR holds the upper half */
	BARS = 6,
	BARS_OF_BRIDGE = 2,
	BAR_TRIES = 64, /* places that are tried until one is free */
};

uint64_t pci_bar(const struct pci_host *host, uint32_t function, unsigned bar, bool *wide)
{
	unsigned at = PCI_BAR + bar * sizeof(uint32_t);
	uint32_t low = pci_read(host, function, at);

	*wide = (low & (BAR_WIDE | BAR_IO)) == BAR_WIDE;
	return *wide ? (uint64_t)pci_read(host, function, at + sizeof(uint32_t)) << 32 | low : low;
}

uint64_t pci_bar_address(uint64_t bar)
{
	return bar & ~(uint64_t)(bar & BAR_IO ? 0x3 : 0xf);
}

/* Bytes, a power of two below 4 GiB; 0: it is no BAR, or larger. The function must not decode its
 * BARs now. */
static uint64_t pci_measure(const struct pci_host *host, uint32_t function, unsigned bar)
{
	unsigned at = PCI_BAR + bar * sizeof(uint32_t);
	uint32_t was = pci_read(host, function, at), mask;

	pci_write(host, function, at, UINT32_MAX);
	mask = (uint32_t)pci_bar_address(pci_read(host, function, at));
	pci_write(host, function, at, was);
	return mask & -mask;
}

/* Switches off that the function answers at its BARs. The command as it was. */
static uint32_t pci_hide(const struct pci_host *host, uint32_t function)
{
	uint32_t was = pci_read(host, function, PCI_COMMAND) & 0xffff;
	uint32_t now = was & ~(uint32_t)(PCI_COMMAND_IO | PCI_COMMAND_MEMORY);

	if (now != was)
		pci_write(host, function, PCI_COMMAND, now);
	return was;
}

static bool pci_has_bar(const struct pci_host *host, uint32_t function, unsigned bar)
{
	bool wide;

	for (unsigned i = 0; i < BARS; i += 1 + wide) {
		pci_bar(host, function, i, &wide);
		if (i == bar)
			return !wide || bar + 1 < BARS;
	}
	return false;
}

uint64_t pci_bar_size(const struct pci_host *host, uint32_t function, unsigned bar)
{
	uint32_t command;
	uint64_t size;

	if (!pci_has_bar(host, function, bar))
		return 0;
	command = pci_hide(host, function);
	size = pci_measure(host, function, bar);
	if (command & (PCI_COMMAND_IO | PCI_COMMAND_MEMORY))
		pci_write(host, function, PCI_COMMAND, command);
	return size;
}

/* Where the CPU finds @size bytes at @address of I/O or memory. */
static bool pci_reach(const struct pci_host *host, bool io, uint64_t address, uint64_t size,
		      uintptr_t *cpu)
{
	struct dt_pci_range range;
	int err;

	for (int i = 0; (err = dt_pci_range(&host->trail, i, &range)) == 0 || err == -ENXIO; i++) {
		if (err || range.space == DT_PCI_CONFIG || (range.space == DT_PCI_IO) != io ||
		    address < range.bus || address - range.bus >= range.size ||
		    range.size - (address - range.bus) < size)
			continue;
		*cpu = range.cpu + (address - range.bus);
		return true;
	}
	return false;
}

/* A place for a BAR, and whether it was moved away from another's. */
struct pci_place {
	bool io, moved;
	uint64_t address, size;
};

static void pci_give_way(struct pci_place *place, uint64_t from, uint64_t last)
{
	if (place->address > last || place->address + place->size <= from)
		return;
	place->moved = true;
	place->address = from < place->size ? 0 : (from - place->size) & -place->size;
}

/* Keeps away from the windows that a bridge forwards. A closed one ends before it begins. */
static void pci_pass_windows(const struct pci_host *host, uint32_t function,
			     struct pci_place *place)
{
	uint32_t window = pci_read(host, function, PCI_IO_WINDOW);

	if (place->io) {
		pci_give_way(place, (window & 0xf0) << 8, (window & 0xf000) | 0xfff);
		return;
	}
	for (unsigned at = PCI_MEMORY_WINDOW; at <= PCI_PREFETCH_WINDOW; at += sizeof(window)) {
		window = pci_read(host, function, at);
		pci_give_way(place, (window & 0xfff0) << 16, window | 0xfffff);
	}
}

/*
 * Keeps away from the BARs of another function. Their sizes could only be found by writing to them,
 * but a BAR is never larger than the alignment of its address.
 */
static int pci_pass(const struct pci_host *host, uint32_t function, uint32_t header, void *arg)
{
	struct pci_place *place = arg;
	bool bridge = (header & PCI_HEADER_TYPE) == PCI_HEADER_BRIDGE, wide;
	unsigned bars = bridge ? BARS_OF_BRIDGE : header & PCI_HEADER_TYPE ? 0 : BARS;

	for (unsigned i = 0; i < bars; i += 1 + wide) {
		uint64_t bar = pci_bar(host, function, i, &wide), address = pci_bar_address(bar);

		if (address && !!(bar & BAR_IO) == place->io)
			pci_give_way(place, address, address + ((address & -address) - 1));
	}
	if (bridge && pci_read(host, function, PCI_COMMAND) &
			      (place->io ? PCI_COMMAND_IO : PCI_COMMAND_MEMORY))
		pci_pass_windows(host, function, place);
	return 0;
}

/* Finds the highest free place in @range, because firmware allocates from the bottom. */
static bool pci_place_in(struct pci_host *host, const struct dt_pci_range *range,
			 struct pci_place *place)
{
	uint64_t end = range->bus + range->size;

	if (range->size < place->size || end > UINT64_C(1) << 32)
		return false;
	place->address = (end - place->size) & -place->size;
	for (int i = 0; i < BAR_TRIES; i++) {
		place->moved = false;
		pci_scan(host, pci_pass, place);
		if (!place->address || place->address < range->bus)
			return false;
		if (!place->moved)
			return true;
	}
	return false;
}

static int pci_place(struct pci_host *host, struct pci_place *place)
{
	struct dt_pci_range range;
	int err;

	for (int i = 0; (err = dt_pci_range(&host->trail, i, &range)) == 0 || err == -ENXIO; i++)
		if (!err && range.space == (place->io ? DT_PCI_IO : DT_PCI_MEM32) &&
		    pci_place_in(host, &range, place))
			return 0;
	return -ENOSPC;
}

/* Gives BAR @bar a free address. The function must not decode its BARs now. */
static int pci_assign(struct pci_host *host, uint32_t function, unsigned bar, uint64_t need,
		      uint64_t *address)
{
	unsigned at = PCI_BAR + bar * sizeof(uint32_t);
	bool wide;
	struct pci_place place = { .io = pci_bar(host, function, bar, &wide) & BAR_IO,
				   .size = pci_measure(host, function, bar) };
	int err;

	if (place.size < need)
		return -ENODEV;
	if (function / PCI_BUS != host->first)
		return -ENXIO;
	err = pci_place(host, &place);
	if (err)
		return err;
	pci_write(host, function, at, (uint32_t)place.address);
	if (wide)
		pci_write(host, function, at + sizeof(uint32_t), 0);
	*address = pci_bar_address(pci_bar(host, function, bar, &wide));
	return *address == place.address ? 0 : -EIO;
}

int pci_enable(struct pci_host *host, uint32_t function, unsigned bar, uint64_t need,
	       uintptr_t *cpu)
{
	bool wide;
	uint64_t value = pci_bar(host, function, bar, &wide), address = pci_bar_address(value);
	uint32_t was = pci_read(host, function, PCI_COMMAND) & 0xffff, now = was;
	uint32_t wanted = was & ~(uint32_t)PCI_COMMAND_NO_INTERRUPT;
	int err = 0;

	if (!address || !pci_reach(host, value & BAR_IO, address, need, cpu)) {
		now &= ~(uint32_t)(PCI_COMMAND_IO | PCI_COMMAND_MEMORY);
		pci_hide(host, function);
		err = pci_assign(host, function, bar, need, &address);
		if (!err && !pci_reach(host, value & BAR_IO, address, need, cpu))
			err = -EIO;
	}
	wanted |= value & BAR_IO ? PCI_COMMAND_IO : PCI_COMMAND_MEMORY;
	if (err)
		wanted = was;
	if (wanted != now)
		pci_write(host, function, PCI_COMMAND, wanted);
	return err;
}
