/*
 * 16550s on PCI: the functions of a generic host bridge whose class is serial port.
 *
 * The tree is read again at start, because a console cannot hold a bridge's windows. A function to
 * which firmware has given no address gets one, and a port that is not set up is set up.
 * Sources: PCI Local Bus 3.0, appendix D (classes); devicetree binding pci/host-generic-pci.yaml;
 * QEMU, docs/specs/pci-serial.
 */
#include <errno.h>
#include <string.h>
#include "drivers/uart/console_driver.h"
#include "drivers/uart/ns16550_ops.h"
#include "drivers/bus/pci_bar.h"

enum {
	CLASS_SERIAL = 0x0700, /* PCI_CLASS [31:16] */
	CLASS_16550_LAST = 6,  /* PCI_CLASS [15:8]: the last interface that is a kind of 16550 */
	PORT_SIZE = 8,         /* bytes: the ports of one function follow each other */
	PORT_DIVISOR = 1,      /* 115200 baud with the usual clock of 1.8432 MHz */
};

/* PCI_ID of QEMU's cards with two and four ports. */
#define ID_QEMU_2X UINT32_C(0x00031b36)
#define ID_QEMU_4X UINT32_C(0x00041b36)

/* What is in console->state until start has found the port. */
struct pci_serial {
	struct dt_node bridge;
};

static struct pci_serial *pci_serial_of(struct console *console)
{
	_Static_assert(sizeof(struct pci_serial) <= CONSOLE_STATE_MAX, "it has room in state");
	return (struct pci_serial *)console->state;
}

struct pci_port {
	unsigned index; /* among all ports; once found, among its function's */
	uint32_t function;
};

static unsigned pci_ports(const struct pci_host *host, uint32_t function, uint32_t header)
{
	uint32_t class = pci_read(host, function, PCI_CLASS), id;

	if (header & PCI_HEADER_TYPE || class >> 16 != CLASS_SERIAL ||
	    (class >> 8 & 0xff) > CLASS_16550_LAST)
		return 0;
	id = pci_read(host, function, PCI_ID);
	if (id == ID_QEMU_2X)
		return 2;
	return id == ID_QEMU_4X ? 4 : 1;
}

static int pci_find(const struct pci_host *host, uint32_t function, uint32_t header, void *arg)
{
	struct pci_port *port = arg;
	unsigned ports = pci_ports(host, function, header);

	if (port->index >= ports) {
		port->index -= ports;
		return 0;
	}
	port->function = function;
	return 1;
}

/* LCR is 0 after reset, which means 5 bits a character. No console has that: firmware has not set
 * the port up, and it is done here. */
static void pci_set_up(struct console *console)
{
	const struct regs *regs = &console->regs;

	if (regs_read(regs, NS16550_LCR) != 0)
		return;
	regs_write(regs, NS16550_LCR, NS16550_LCR_8N1);
	regs_write(regs, NS16550_FCR,
		   NS16550_FCR_FIFO_ENABLE | NS16550_FCR_RCVR_RESET | NS16550_FCR_XMIT_RESET);
	regs_write(regs, NS16550_MCR, NS16550_MCR_DTR | NS16550_MCR_RTS);
	ns16550_ops.set_divisor(console, PORT_DIVISOR);
}

static int pci_start_port(struct pci_host *host, const struct pci_port *port,
			  struct console *console)
{
	uint32_t offset = port->index * PORT_SIZE;
	uintptr_t cpu;
	int err = pci_enable(host, port->function, offset + PORT_SIZE, &cpu);

	if (err)
		return err;
	console->regs = (struct regs){ .base = cpu + offset, .width = 1 };
	console->pci.pin = (uint8_t)pci_pin(host, port->function, &console->pci.unit);
	memset(console->state, 0, sizeof(console->state)); /* it is a 16550's from here on */
	pci_set_up(console);
	err = ns16550_ops.start(console);
	if (!err)
		console->ops = &ns16550_ops; /* a second start need not search */
	return err;
}

static int pci_start(struct console *console)
{
	const struct console before = *console;
	struct pci_port port = { .index = console->instance };
	struct pci_host host;
	const char *why;
	int err = dt_trail(pci_serial_of(console)->bridge, &host.trail);

	if (!err)
		err = pci_open(&host, &why);
	if (err)
		return err;
	if (!pci_scan(&host, pci_find, &port))
		return -ENODEV;
	err = pci_start_port(&host, &port, console);
	if (err)
		*console = before;
	return err;
}

static const struct console_ops pci_serial_ops = { .start = pci_start };

static int pci_serial_bind(const struct dt_trail *trail, struct console *console, const char **why)
{
	struct pci_host host = { .trail = *trail };
	int err = pci_open(&host, why);

	if (err)
		return err;
	console->regs = host.config; /* for people: where the bridge is */
	pci_serial_of(console)->bridge = dt_trail_node(trail);
	return 0;
}

static const char *const pci_serial_compatible[] = {
	"pci-host-ecam-generic",
	"pci-host-cam-generic",
	NULL,
};

static const struct console_driver pci_serial_driver = {
	.name = "pci-serial",
	.compatible = pci_serial_compatible,
	.ops = &pci_serial_ops,
	.fifo = NS16550_BURST,
	.baud_unit = NS16550_BAUD_UNIT,
	.probed = "PCI host bridge",
	.several = true,
	.bind = pci_serial_bind,
};
CONSOLE_DRIVER(pci_serial_driver);
