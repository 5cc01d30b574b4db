/*
 * virtio-console over virtio-mmio. The node does not say what kind of device it is, so start asks
 * the device.
 * Source: devicetree binding virtio/mmio.yaml.
 */
#include "drivers/uart/console_driver.h"
#include "drivers/uart/virtio_console.h"
#include "drivers/bus/virtio_mmio.h"

static int vcmmio_start(struct console *console)
{
	struct virtio_device device;
	int err = virtio_mmio_open(&console->regs, VIRTIO_ID_CONSOLE, &device);

	return err ? err : virtio_console_start(console, &device);
}

static const struct console_ops vcmmio_ops = { .start = vcmmio_start };

static const char *const vcmmio_compatible[] = { "virtio,mmio", NULL };

static const struct console_driver virtio_console_mmio = {
	.name = VIRTIO_CONSOLE_NAME,
	.compatible = vcmmio_compatible,
	.ops = &vcmmio_ops,
	.layout = { .shift = 2, .width = 4, .count = VIRTIO_MMIO_REGISTERS },
	.tty = VIRTIO_CONSOLE_TTY,
	.probed = "virtio device",
};
CONSOLE_DRIVER(virtio_console_mmio);
