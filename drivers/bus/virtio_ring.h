#pragma once
/* A virtio device that is made to interrupt, so that one hears which interrupt it has. */
#include "drivers/bus/virtio.h"

/* Private. Owner: the caller, as of the memory that the device uses. */
struct virtio_ring {
	struct virtio_device device;
	struct virtio_queue queue;
	const struct virtio_request *request;
};

/* Prepares the one that has virtio-mmio's @regs, which no driver may use; it will use @shared. Only
 * reads registers. 0; -ENODEV: there is none; -ENOTSUP: no request is known that changes nothing on
 * a device of its type. */
int virtio_ring_open(struct virtio_ring *ring, const struct regs *regs,
		     struct virtio_shared *shared);
/* Lets it interrupt; or resets it, and it uses no memory any more. 0, or -EIO. */
int virtio_ring(struct virtio_ring *ring, bool on);
