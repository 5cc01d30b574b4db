/*
 * virtio-console over virtio-mmio.
 *
 * Without the feature MULTIPORT there is one port: queue 0 receives, queue 1 sends. The node does
 * not say what kind of device it is, so start asks the device.
 * Sources: Virtual I/O Device (VIRTIO) Version 1.1, 5.3; devicetree binding virtio/mmio.yaml.
 */
#include <errno.h>
#include <string.h>
#include "drivers/uart/console_driver.h"
#include "drivers/bus/virtio_mmio.h"
#include "kernel/noinit.h"

enum { VIRTIO_ID_CONSOLE = 3 };
enum virtio_port { RX, TX, QUEUES };

enum {
	VIRTIO_CONSOLES = 2, /* more would not be worth their memory */
	QUEUE_PAGES = 2,
	POOL_PAGES = VIRTIO_CONSOLES * QUEUES * QUEUE_PAGES,
};

/* The queues of one device; console->state holds a pointer to it. */
struct virtio_console {
	uintptr_t base; /* of the device's registers; 0: unused */
	struct virtio_queue queue[QUEUES];
	uint16_t taken; /* bytes already read of the first returned buffer */
	bool listening;
};

/* One page more than is used, because the image may be at any address. */
static char virtio_pool[(POOL_PAGES + 1) * VIRTIO_PAGE] NOINIT;
static struct virtio_console virtio_consoles[VIRTIO_CONSOLES];

/* What is in console->state. */
struct virtio_state {
	struct virtio_console *device; /* NULL before start */
};

static struct virtio_state *virtio_state(struct console *console)
{
	_Static_assert(sizeof(struct virtio_state) <= CONSOLE_STATE_MAX, "it has room in state");
	return (struct virtio_state *)console->state;
}

/* The same device gets the same memory again: it may still be writing there. */
static struct virtio_console *virtio_claim(struct console *console)
{
	uintptr_t page = ((uintptr_t)virtio_pool + VIRTIO_PAGE - 1) & -(uintptr_t)VIRTIO_PAGE;

	for (unsigned i = 0; i < VIRTIO_CONSOLES; i++) {
		struct virtio_console *device = &virtio_consoles[i];

		if (device->base && device->base != console->regs.base)
			continue;
		*device = (struct virtio_console){ .base = console->regs.base };
		for (unsigned which = 0; which < QUEUES; which++)
			device->queue[which].shared =
				(void *)(page + (i * QUEUES + which) * QUEUE_PAGES * VIRTIO_PAGE);
		virtio_state(console)->device = device;
		return device;
	}
	return NULL;
}

static int virtio_start(struct console *console)
{
	int version = virtio_identify(&console->regs, VIRTIO_ID_CONSOLE), err;
	struct virtio_console *device;

	if (version < 0)
		return version;
	device = virtio_claim(console);
	if (!device)
		return -ENOSPC;
	err = virtio_set_up(&console->regs, version, device->queue, QUEUES);
	if (err)
		return err;
	for (int id = 0; id < VIRTIO_BUFFERS; id++)
		virtio_lend(&device->queue[RX], id, VIRTIO_BUFFER, true);
	virtio_notify(&console->regs, RX);
	return 0;
}

/* Takes back what was sent. 0, or -EIO. */
static int virtio_reclaim(struct virtio_queue *tx)
{
	uint32_t length;
	int id = 0;

	for (int i = 0; i < VIRTIO_BUFFERS && (id = virtio_first(tx, &length)) >= 0; i++)
		virtio_returned(tx, id);
	return id == -EIO ? -EIO : 0;
}

static int virtio_write(struct console *console, const char *text, size_t len)
{
	struct virtio_queue *tx = &virtio_state(console)->device->queue[TX];
	size_t n = 0;

	if (virtio_reclaim(tx))
		return -EIO;
	for (int id = 0; id < VIRTIO_BUFFERS && n < len; id++) {
		size_t part = len - n < VIRTIO_BUFFER ? len - n : VIRTIO_BUFFER;

		if (tx->lent & 1u << id)
			continue;
		memcpy(tx->shared->buffer[id], text + n, part);
		virtio_lend(tx, id, (uint32_t)part, false);
		n += part;
	}
	if (n)
		virtio_notify(&console->regs, TX);
	return (int)n;
}

static int virtio_drained(struct console *console)
{
	struct virtio_queue *tx = &virtio_state(console)->device->queue[TX];

	return virtio_reclaim(tx) == 0 && !tx->lent;
}

/* Copies from the first returned buffer, and lends that again when it is empty. Bytes copied;
 * errors as virtio_first's. */
static int virtio_take(struct virtio_console *device, char *text, size_t len)
{
	struct virtio_queue *rx = &device->queue[RX];
	uint32_t length, part;
	int id = virtio_first(rx, &length);

	if (id < 0)
		return id;
	if (length > VIRTIO_BUFFER || length < device->taken)
		return -EIO;
	part = length - device->taken;
	if (part > len)
		part = (uint32_t)len;
	memcpy(text, rx->shared->buffer[id] + device->taken, part);
	device->taken = (uint16_t)(device->taken + part);
	if (device->taken == length) {
		device->taken = 0;
		virtio_returned(rx, id);
		virtio_lend(rx, id, VIRTIO_BUFFER, true);
	}
	return (int)part;
}

static int virtio_read(struct console *console, char *text, size_t len)
{
	struct virtio_console *device = virtio_state(console)->device;
	uint16_t lent = device->queue[RX].index;
	bool look_again = device->listening;
	size_t n = 0;
	int got = 0;

	/* Bounded: a device may return empty buffers as fast as they are lent. */
	for (size_t turns = 0; n < len && turns < len + VIRTIO_BUFFERS; turns++) {
		got = virtio_take(device, text + n, len - n);
		if (got >= 0) {
			n += (size_t)got;
			continue;
		}
		if (got == -EIO || !look_again)
			break;
		/* Only after all is read, so that the interrupt stays while there is more. */
		look_again = false;
		virtio_acknowledge(&console->regs);
	}
	if (device->queue[RX].index != lent)
		virtio_notify(&console->regs, RX);
	return n || got != -EIO ? (int)n : -EIO;
}

static int virtio_listen(struct console *console, bool on)
{
	struct virtio_console *device = virtio_state(console)->device;

	device->listening = on;
	virtio_interrupt(&device->queue[RX], on);
	if (!on)
		virtio_acknowledge(&console->regs);
	return 0;
}

static const struct console_ops virtio_ops = {
	.start = virtio_start,
	.write = virtio_write,
	.read = virtio_read,
	.listen = virtio_listen,
	.drained = virtio_drained,
};

static const char *const virtio_compatible[] = { "virtio,mmio", NULL };

static const char *const virtio_earlycon[] = { "virtio-console", NULL };

static const struct console_driver virtio_driver = {
	.name = "virtio",
	.earlycon = virtio_earlycon,
	.compatible = virtio_compatible,
	.ops = &virtio_ops,
	.layout = { .shift = 2, .width = 4, .count = VIRTIO_REGISTERS },
	.tty = "hvc",
	.probed = "virtio device",
};
CONSOLE_DRIVER(virtio_driver);
