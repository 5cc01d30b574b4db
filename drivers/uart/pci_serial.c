/*
 * 16550s on PCI: the functions whose class is serial port.
 *
 * A function to which firmware has given no address gets one, and a port that is not set up is set
 * up.
 * Sources: PCI Local Bus 3.0, appendix D (classes); QEMU, docs/specs/pci-serial.
 */
#include "drivers/uart/ns16550_ops.h"
#include "drivers/uart/pci_console.h"
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

static unsigned pci_serial_ports(const struct pci_host *host, uint32_t function)
{
	uint32_t class = pci_read(host, function, PCI_CLASS), id;

	if (class >> 16 != CLASS_SERIAL || (class >> 8 & 0xff) > CLASS_16550_LAST)
		return 0;
	id = pci_read(host, function, PCI_ID);
	if (id == ID_QEMU_2X)
		return 2;
	return id == ID_QEMU_4X ? 4 : 1;
}

/* LCR is 0 after reset, which means 5 bits a character. No console has that: firmware has not set
 * the port up, and it is done here. */
static void pci_serial_set_up(struct console *console)
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

static int pci_serial_start(struct pci_host *host, uint32_t function, unsigned port,
			    struct console *console)
{
	uint32_t offset = port * PORT_SIZE;
	uintptr_t cpu;
	int err = pci_enable(host, function, 0, offset + PORT_SIZE, &cpu);

	if (err)
		return err;
	console->ops = &ns16550_ops;
	console->regs = (struct regs){ .base = cpu + offset, .width = 1 };
	console->fifo = NS16550_BURST;
	console->baud_unit = NS16550_BAUD_UNIT;
	pci_serial_set_up(console);
	return ns16550_ops.start(console);
}

static const struct pci_console pci_serial = {
	.name = "pci-serial",
	.tty = "ttyS",
	.ports = pci_serial_ports,
	.start = pci_serial_start,
};
PCI_CONSOLE(pci_serial);
