/*
 * virtio-console on PCI.
 * Source: Virtual I/O Device (VIRTIO) Version 1.1, 4.1.2 (identity).
 */
#include "drivers/uart/pci_console.h"
#include "drivers/uart/virtio_console.h"
#include "drivers/bus/virtio_pci.h"

/* PCI_ID of a console. A transitional one has the registers from before VIRTIO 1.0 as well. */
#define ID_CONSOLE              UINT32_C(0x10431af4)
#define ID_CONSOLE_TRANSITIONAL UINT32_C(0x10031af4)

static unsigned vcpci_ports(const struct pci_host *host, uint32_t function)
{
	uint32_t id = pci_read(host, function, PCI_ID);

	return id == ID_CONSOLE || id == ID_CONSOLE_TRANSITIONAL;
}

static int vcpci_start(struct pci_host *host, uint32_t function, unsigned port,
		       struct console *console)
{
	struct virtio_device device;
	int err = virtio_pci_open(host, function, &device);

	(void)port;
	if (err)
		return err;
	console->regs = device.regs;
	return virtio_console_start(console, &device);
}

static const struct pci_console virtio_console_pci = {
	.name = VIRTIO_CONSOLE_NAME,
	.tty = VIRTIO_CONSOLE_TTY,
	.ports = vcpci_ports,
	.start = vcpci_start,
};
PCI_CONSOLE(virtio_console_pci);
