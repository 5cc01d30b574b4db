/*
 * virtio-console over virtio-mmio.
 *
 * Without the feature MULTIPORT there is one port: queue 0 receives, queue 1 sends. The node does
 * not tell what is behind it, so start asks.
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
	VIRTIO_CONSOLES = 2, /* more are not worth their memory */
	QUEUE_PAGES = 2,
	POOL_PAGES = VIRTIO_CONSOLES * QUEUES * QUEUE_PAGES,
};

struct virtio_console {
	uintptr_t base; /* of the device that has this one; 0: none */
	struct virtio_queue queue[QUEUES];
	uint16_t taken; /* bytes already read of the first buffer that came back */
	bool listening;
};

/* One page more than is used: the image may lie at any address. */
static char virtio_pool[(POOL_PAGES + 1) * VIRTIO_PAGE] NOINIT;
static struct virtio_console virtio_consoles[VIRTIO_CONSOLES];

static struct virtio_console *virtio_state(const struct console *console)
{
	return &virtio_consoles[console->state];
}

/* The same device gets the same memory again: it may have been left in the middle of writing. */
static struct virtio_console *virtio_claim(struct console *console)
{
	uintptr_t page = ((uintptr_t)virtio_pool + VIRTIO_PAGE - 1) & -(uintptr_t)VIRTIO_PAGE;

	for (unsigned i = 0; i < VIRTIO_CONSOLES; i++) {
		struct virtio_console *state = &virtio_consoles[i];

		if (state->base && state->base != console->regs.base)
			continue;
		*state = (struct virtio_console){ .base = console->regs.base };
		for (unsigned which = 0; which < QUEUES; which++)
			state->queue[which].shared =
				(void *)(page + (i * QUEUES + which) * QUEUE_PAGES * VIRTIO_PAGE);
		console->state = i;
		return state;
	}
	return NULL;
}

static int virtio_start(struct console *console)
{
	int version = virtio_identify(&console->regs, VIRTIO_ID_CONSOLE), err;
	struct virtio_console *state;

	if (version < 0)
		return version;
	state = virtio_claim(console);
	if (!state)
		return -ENOSPC;
	err = virtio_set_up(&console->regs, version, state->queue, QUEUES);
	if (err)
		return err;
	for (int id = 0; id < VIRTIO_BUFFERS; id++)
		virtio_lend(&state->queue[RX], id, VIRTIO_BUFFER, true);
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
	struct virtio_queue *tx = &virtio_state(console)->queue[TX];
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
	struct virtio_queue *tx = &virtio_state(console)->queue[TX];

	return virtio_reclaim(tx) == 0 && !tx->lent;
}

/* Copies from the first buffer that came back, and lends it again when it is empty. Bytes copied;
 * errors as virtio_first's. */
static int virtio_take(struct virtio_console *state, char *text, size_t len)
{
	struct virtio_queue *rx = &state->queue[RX];
	uint32_t length, part;
	int id = virtio_first(rx, &length);

	if (id < 0)
		return id;
	if (length > VIRTIO_BUFFER || length < state->taken)
		return -EIO;
	part = length - state->taken;
	if (part > len)
		part = (uint32_t)len;
	memcpy(text, rx->shared->buffer[id] + state->taken, part);
	state->taken = (uint16_t)(state->taken + part);
	if (state->taken == length) {
		state->taken = 0;
		virtio_returned(rx, id);
		virtio_lend(rx, id, VIRTIO_BUFFER, true);
	}
	return (int)part;
}

static int virtio_read(struct console *console, char *text, size_t len)
{
	struct virtio_console *state = virtio_state(console);
	uint16_t lent = state->queue[RX].index;
	bool look_again = state->listening;
	size_t n = 0;
	int got = 0;

	/* Bounded, for a device may give back empty buffers as fast as they are lent. */
	for (size_t turns = 0; n < len && turns < len + VIRTIO_BUFFERS; turns++) {
		got = virtio_take(state, text + n, len - n);
		if (got >= 0) {
			n += (size_t)got;
			continue;
		}
		if (got == -EIO || !look_again)
			break;
		/* Only when all is read, so that the interrupt stays while there is more. */
		look_again = false;
		virtio_acknowledge(&console->regs);
	}
	if (state->queue[RX].index != lent)
		virtio_notify(&console->regs, RX);
	return n || got != -EIO ? (int)n : -EIO;
}

static int virtio_listen(struct console *console, bool on)
{
	struct virtio_console *state = virtio_state(console);

	state->listening = on;
	virtio_interrupt(&state->queue[RX], on);
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

static const char virtio_compatible[] = "virtio,mmio\0";

static const struct console_driver virtio_driver = {
	.name = "virtio\0virtio-console\0",
	.compatible = virtio_compatible,
	.ops = &virtio_ops,
	.layout = { 2, 4, VIRTIO_REGISTERS },
	.tty = "hvc",
	.asks = true,
};
CONSOLE_DRIVER(virtio_driver);
