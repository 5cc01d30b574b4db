#include "drivers/uart/virtio_console.h"
/*
 * virtio-console, over any transport.
 *
 * Without the feature MULTIPORT there is one port: queue 0 receives, queue 1 sends.
 * Source: Virtual I/O Device (VIRTIO) Version 1.1, 5.3.
 */
#include <errno.h>
#include <string.h>
#include "kernel/noinit.h"
#include "kernel/quiet.h"
#include "kernel/trap_try.h"

enum virtio_port { RX, TX, QUEUES };

enum {
	VIRTIO_CONSOLES = 2, /* more would not be worth their memory */
	QUEUE_PAGES = 2,
	POOL_PAGES = VIRTIO_CONSOLES * QUEUES * QUEUE_PAGES,
};

/* One device and its queues; console->state holds a pointer to it. */
struct virtio_console {
	struct virtio_device device; /* the base of its registers is 0: unused */
	struct virtio_queue queue[QUEUES];
	uint16_t taken; /* bytes already read of the first returned buffer */
	bool listening;
};

/* One page more than is used, because the image may be at any address. */
static char virtio_pool[(POOL_PAGES + 1) * VIRTIO_PAGE] NOINIT;
static struct virtio_console virtio_consoles[VIRTIO_CONSOLES];

/* What is in console->state. */
struct virtio_state {
	struct virtio_console *port; /* NULL before start */
};

static struct virtio_state *virtio_state(struct console *console)
{
	_Static_assert(sizeof(struct virtio_state) <= CONSOLE_STATE_MAX, "it has room in state");
	return (struct virtio_state *)console->state;
}

/* The same device gets the same memory again: it may still be writing there. */
static struct virtio_console *virtio_claim(struct console *console,
					   const struct virtio_device *device)
{
	uintptr_t page = ((uintptr_t)virtio_pool + VIRTIO_PAGE - 1) & -(uintptr_t)VIRTIO_PAGE;

	for (unsigned i = 0; i < VIRTIO_CONSOLES; i++) {
		struct virtio_console *port = &virtio_consoles[i];

		if (port->device.regs.base && port->device.regs.base != device->regs.base)
			continue;
		*port = (struct virtio_console){ .device = *device };
		for (unsigned which = 0; which < QUEUES; which++)
			port->queue[which].shared =
				(void *)(page + (i * QUEUES + which) * QUEUE_PAGES * VIRTIO_PAGE);
		virtio_state(console)->port = port;
		return port;
	}
	return NULL;
}

int virtio_console_start(struct console *console, const struct virtio_device *device)
{
	struct virtio_console *port = virtio_claim(console, device);
	int err;

	if (!port)
		return -ENOSPC;
	err = virtio_set_up(&port->device, port->queue, 0, QUEUES);
	if (err)
		return err;
	for (int id = 0; id < VIRTIO_BUFFERS; id++)
		virtio_lend(&port->queue[RX], id, VIRTIO_BUFFER, true);
	virtio_notify(&port->device, RX);
	console->ops = &virtio_console_ops;
	return 0;
}

static int virtio_restart(struct console *console)
{
	const struct virtio_device device = virtio_state(console)->port->device;

	return virtio_console_start(console, &device);
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
	struct virtio_queue *tx = &virtio_state(console)->port->queue[TX];
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
		virtio_notify(&virtio_state(console)->port->device, TX);
	return (int)n;
}

static int virtio_drained(struct console *console)
{
	struct virtio_queue *tx = &virtio_state(console)->port->queue[TX];

	return virtio_reclaim(tx) == 0 && !tx->lent;
}

/* Copies from the first returned buffer, and lends that again when it is empty. Bytes copied;
 * errors as virtio_first's. */
static int virtio_take(struct virtio_console *port, char *text, size_t len)
{
	struct virtio_queue *rx = &port->queue[RX];
	uint32_t length, part;
	int id = virtio_first(rx, &length);

	if (id < 0)
		return id;
	if (length > VIRTIO_BUFFER || length < port->taken)
		return -EIO;
	part = length - port->taken;
	if (part > len)
		part = (uint32_t)len;
	memcpy(text, rx->shared->buffer[id] + port->taken, part);
	port->taken = (uint16_t)(port->taken + part);
	if (port->taken == length) {
		port->taken = 0;
		virtio_returned(rx, id);
		virtio_lend(rx, id, VIRTIO_BUFFER, true);
	}
	return (int)part;
}

static int virtio_read(struct console *console, char *text, size_t len)
{
	struct virtio_console *port = virtio_state(console)->port;
	uint16_t lent = port->queue[RX].index;
	bool look_again = port->listening;
	size_t n = 0;
	int got = 0;

	/* Bounded: a device may return empty buffers as fast as they are lent. */
	for (size_t turns = 0; n < len && turns < len + VIRTIO_BUFFERS; turns++) {
		got = virtio_take(port, text + n, len - n);
		if (got >= 0) {
			n += (size_t)got;
			continue;
		}
		if (got == -EIO || !look_again)
			break;
		/* Only after all is read, so that the interrupt stays while there is more. */
		look_again = false;
		virtio_acknowledge(&port->device);
	}
	if (port->queue[RX].index != lent)
		virtio_notify(&port->device, RX);
	return n || got != -EIO ? (int)n : -EIO;
}

static int virtio_listen(struct console *console, bool on)
{
	struct virtio_console *port = virtio_state(console)->port;

	port->listening = on;
	virtio_interrupt(&port->queue[RX], on);
	if (!on)
		virtio_acknowledge(&port->device);
	return 0;
}

const struct console_ops virtio_console_ops = {
	.start = virtio_restart,
	.write = virtio_write,
	.read = virtio_read,
	.listen = virtio_listen,
	.drained = virtio_drained,
};

/* --- the end --------------------------------------------------------------------------------- */

static int virtio_reset_device(void *arg)
{
	const struct virtio_console *port = arg;

	return virtio_reset(&port->device);
}

/* After the reset a device does not access RAM any more: 2.1. Also those that are not in use. */
static void virtio_quiet(void)
{
	for (unsigned i = 0; i < VIRTIO_CONSOLES; i++)
		if (virtio_consoles[i].device.regs.base)
			trap_try(virtio_reset_device, &virtio_consoles[i], NULL);
}

static const struct quiet_hook virtio_hook = { QUIET_DEVICES, virtio_quiet };
QUIET_HOOK(virtio_hook);
