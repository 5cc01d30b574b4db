#include "drivers/bus/virtio_ring.h"
/*
 * A request that the device answers at once, without an effect: an unknown command, a question. The
 * answer interrupts. It is the same for legacy and for modern devices.
 *
 * Source: Virtual I/O Device (VIRTIO) Version 1.1, 5.1.6.5 (network: a class and a command, then
 * the acknowledgement), 5.2.6 (block: type, reserved, sector, then the status) and 5.4.6 (entropy).
 */
#include <errno.h>
#include <stddef.h>
#include "drivers/bus/virtio_mmio.h"

enum { BLOCK_GET_ID = 8, NET_NO_CLASS = 0xff };

/* What a type of device is asked. */
struct virtio_request {
	uint8_t id, queue;
	uint8_t first;         /* byte of what it reads; the others are 0 */
	uint8_t reads, writes; /* bytes */
};

static const struct virtio_request ring_requests[] = {
	{ .id = 1, .queue = 2, .first = NET_NO_CLASS, .reads = 2, .writes = 1 },
	{ .id = 2, .queue = 0, .first = BLOCK_GET_ID, .reads = 16, .writes = 1 },
	{ .id = 4, .queue = 0, .reads = 0, .writes = 8 },
};

int virtio_ring_open(struct virtio_ring *ring, const struct regs *regs,
		     struct virtio_shared *shared)
{
	uint32_t id;
	int err = virtio_mmio_open_any(regs, &id, &ring->device);

	if (err)
		return err;
	ring->queue.shared = shared;
	for (size_t i = 0; i < sizeof(ring_requests) / sizeof(ring_requests[0]); i++) {
		ring->request = &ring_requests[i];
		if (ring->request->id == id)
			return 0;
	}
	return -ENOTSUP;
}

int virtio_ring(struct virtio_ring *ring, bool on)
{
	const struct virtio_request *request = ring->request;
	int err;

	if (!on) {
		virtio_acknowledge(&ring->device);
		return virtio_reset(&ring->device);
	}
	err = virtio_set_up(&ring->device, &ring->queue, request->queue, 1);
	if (err)
		return err;
	virtio_interrupt(&ring->queue, true);
	ring->queue.shared->buffer[0][0] = (char)request->first;
	if (request->reads)
		virtio_lend_pair(&ring->queue, 0, request->reads, request->writes);
	else
		virtio_lend(&ring->queue, 0, request->writes, true);
	virtio_notify(&ring->device, request->queue);
	return 0;
}
