#include "shell/machine/pci/pci_look.h"
/*
 * PCI functions, read.
 * Sources: PCI Local Bus 3.0, 6.1, 6.2.5 (BARs) and 6.7; PCI-to-PCI Bridge 1.2, 3.2.5.
 */
#include <string.h>
#include "drivers/bus/pci_bar.h"
#include "kernel/irq.h"
#include "kernel/trap_try.h"

enum { BAR_IO = 1 << 0, BAR_PREFETCH = 1 << 3, BARS_OF_BRIDGE = 2 };

static int look_note(const struct pci_host *host, uint32_t function, uint32_t header, void *arg)
{
	struct pci_list *list = arg;

	(void)host;
	(void)header;
	list->more = list->count == PCI_LOOK_FUNCTIONS;
	if (!list->more)
		list->function[list->count++] = (uint16_t)function;
	return list->more;
}

static int look_scan(void *arg)
{
	struct pci_list *list = arg;

	pci_scan(&list->host, look_note, list);
	return 0;
}

int pci_look_list(struct pci_list *list)
{
	list->count = 0;
	list->more = false;
	return trap_try(look_scan, list, NULL);
}

/* What one look is for. */
struct look {
	const struct pci_host *host;
	uint32_t function;
	bool measure;
	struct pci_seen *seen;
};

static void look_capability(const struct pci_host *host, uint32_t function, unsigned at,
			    uint32_t first, void *arg)
{
	struct pci_seen *seen = arg;

	(void)host;
	(void)function;
	(void)at;
	if (seen->capabilities < PCI_LOOK_CAPABILITIES)
		seen->capability[seen->capabilities++] = (uint8_t)first;
}

static void look_bars(const struct look *look, unsigned count)
{
	bool wide;

	for (unsigned i = 0; i < count; i += 1 + wide) {
		uint64_t value = pci_bar(look->host, look->function, i, &wide);
		struct pci_bar_seen bar = {
			.number = (uint8_t)i,
			.address = pci_bar_address(value),
			.io = value & BAR_IO,
			.wide = wide,
			.prefetch = !(value & BAR_IO) && value & BAR_PREFETCH,
		};

		if (look->measure)
			bar.size = pci_bar_size(look->host, look->function, i);
		if (value || bar.size)
			look->seen->bar[look->seen->bars++] = bar;
	}
}

static int look_read(void *arg)
{
	const struct look *look = arg;
	struct pci_seen *seen = look->seen;
	uint32_t id = pci_read(look->host, look->function, PCI_ID);
	uint32_t header = pci_read(look->host, look->function, PCI_HEADER) & PCI_HEADER_TYPE;
	uint32_t buses = pci_read(look->host, look->function, PCI_BUSES);

	seen->vendor = (uint16_t)id;
	seen->device = (uint16_t)(id >> 16);
	seen->class = (uint16_t)(pci_read(look->host, look->function, PCI_CLASS) >> 16);
	seen->bridge = header == PCI_HEADER_BRIDGE;
	if (seen->bridge) {
		seen->secondary = (uint8_t)(buses >> 8);
		seen->subordinate = (uint8_t)(buses >> 16);
	}
	pci_capabilities(look->host, look->function, look_capability, seen);
	seen->host_pin = pci_pin(look->host, look->function, &seen->unit);
	if (seen->host_pin)
		seen->pin = pci_read(look->host, look->function, PCI_INTERRUPT) >> 8 & 0xff;
	look_bars(look, seen->bridge ? BARS_OF_BRIDGE : header ? 0 : PCI_LOOK_BARS);
	return 0;
}

int pci_look(struct pci_list *list, uint32_t function, bool measure, struct pci_seen *seen)
{
	struct look look = { &list->host, function, measure, seen };
	uint64_t state = irq_save();
	int err;

	memset(seen, 0, sizeof(*seen));
	err = trap_try(look_read, &look, NULL);
	irq_restore(state);
	return err;
}
