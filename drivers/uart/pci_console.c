#include "drivers/uart/pci_console.h"
/*
 * The driver of generic PCI host bridges: finds the functions that are consoles.
 *
 * The tree is read again at start, because a console cannot hold a bridge's windows. Consoles of
 * one kind come one after the other, in the order of their functions.
 * Source: devicetree binding pci/host-generic-pci.yaml.
 */
#include <errno.h>
#include <string.h>
#include "drivers/uart/console_driver.h"

/* What is in console->state until start has found the function. */
struct pci_console_state {
	struct dt_node bridge;
};

static struct pci_console_state *pci_console_of(struct console *console)
{
	_Static_assert(sizeof(struct pci_console_state) <= CONSOLE_STATE_MAX,
		       "it has room in state");
	return (struct pci_console_state *)console->state;
}

/* A search for console number @index of a kind. */
struct pci_search {
	const struct pci_console *kind;
	unsigned index; /* those not passed yet; once found, among its function's */
	uint32_t function;
};

static int pci_look(const struct pci_host *host, uint32_t function, uint32_t header, void *arg)
{
	struct pci_search *search = arg;
	unsigned ports = header & PCI_HEADER_TYPE ? 0 : search->kind->ports(host, function);

	if (search->index >= ports) {
		search->index -= ports;
		return 0;
	}
	search->function = function;
	return 1;
}

/* Console number @search->index of all. */
static bool pci_find(struct pci_host *host, struct pci_search *search)
{
	const char *after = "";

	for (;; after = search->kind->name) {
		SET_NEXT(search->kind, pci_consoles, after);
		if (!search->kind)
			return false;
		if (pci_scan(host, pci_look, search))
			return true;
	}
}

/* On a copy: a start may end in a trap, and the next one must find the bridge in state. */
static int pci_start_found(struct pci_host *host, const struct pci_search *search,
			   struct console *console)
{
	struct console own = *console;
	int err;

	own.pci.pin = (uint8_t)pci_pin(host, search->function, &own.pci.unit);
	memset(own.state, 0, sizeof(own.state)); /* it is the kind's from here on */
	err = search->kind->start(host, search->function, search->index, &own);
	if (!err)
		*console = own;
	console->name = search->kind->name; /* known even if it does not start */
	console->tty = search->kind->tty;
	return err;
}

static int pci_start(struct console *console)
{
	struct pci_search search = { .index = console->instance };
	struct pci_host host;
	const char *why;
	int err = dt_trail(pci_console_of(console)->bridge, &host.trail);

	if (!err)
		err = pci_open(&host, &why);
	if (err)
		return err;
	return pci_find(&host, &search) ? pci_start_found(&host, &search, console) : -ENODEV;
}

static const struct console_ops pci_console_ops = { .start = pci_start };

static int pci_console_bind(const struct dt_trail *trail, struct console *console, const char **why)
{
	struct pci_host host = { .trail = *trail };
	int err = pci_open(&host, why);

	if (err)
		return err;
	console->regs = host.config; /* for people: where the bridge is */
	pci_console_of(console)->bridge = dt_trail_node(trail);
	return 0;
}

static const struct console_driver pci_console_driver = {
	.name = "pci",
	.compatible = pci_host_compatible,
	.ops = &pci_console_ops,
	.probed = "PCI host bridge",
	.several = true,
	.bind = pci_console_bind,
};
CONSOLE_DRIVER(pci_console_driver);
