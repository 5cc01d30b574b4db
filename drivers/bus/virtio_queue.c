#include "drivers/bus/virtio_queue.h"
/*
 * The queues of virtio devices.
 * Source: Virtual I/O Device (VIRTIO) Version 1.1, 2.6 (split virtqueues).
 */
#include <errno.h>
#include <string.h>
#include "kernel/mmio.h"

enum virtio_queue_bit {
	DESC_NEXT = 1 << 0,
	DESC_WRITE = 1 << 1,
	AVAIL_NO_INTERRUPT = 1 << 0,
};

_Static_assert(offsetof(struct virtio_shared, used_flags) == VIRTIO_PAGE, "used is on page two");

void virtio_queue_clear(struct virtio_queue *queue)
{
	struct virtio_shared *shared = queue->shared;

	memset(shared, 0, sizeof(*shared));
	*queue = (struct virtio_queue){ .shared = shared };
	virtio_interrupt(queue, false);
}

static void queue_describe(struct virtio_shared *shared, int id, uint32_t length, uint16_t flags)
{
	shared->desc[id] = (struct virtio_desc){
		.address = (uintptr_t)shared->buffer[id],
		.length = length,
		.flags = flags,
		.next = flags & DESC_NEXT ? (uint16_t)(id + 1) : 0,
	};
}

static void queue_publish(struct virtio_queue *queue, int id)
{
	struct virtio_shared *shared = queue->shared;

	shared->avail[queue->index % VIRTIO_BUFFERS] = (uint16_t)id;
	queue->lent |= (uint16_t)(1u << id);
	__sync_synchronize(); /* the device looks at the index first */
	shared->avail_index = ++queue->index;
}

void virtio_lend(struct virtio_queue *queue, int id, uint32_t length, bool writes)
{
	queue_describe(queue->shared, id, length, writes ? DESC_WRITE : 0);
	queue_publish(queue, id);
}

void virtio_lend_pair(struct virtio_queue *queue, int id, uint32_t reads, uint32_t writes)
{
	queue_describe(queue->shared, id, reads, DESC_NEXT);
	queue_describe(queue->shared, id + 1, writes, DESC_WRITE);
	queue_publish(queue, id);
}

int virtio_first(const struct virtio_queue *queue, uint32_t *length)
{
	const struct virtio_shared *shared = queue->shared;
	const struct virtio_used *used = &shared->used[queue->seen % VIRTIO_BUFFERS];
	uint16_t waiting = (uint16_t)(shared->used_index - queue->seen);
	uint32_t id;

	if (!waiting)
		return -EAGAIN;
	__sync_synchronize(); /* the index was written last */
	id = used->id;
	*length = used->length;
	if (waiting > VIRTIO_BUFFERS || id >= VIRTIO_BUFFERS || !(queue->lent & 1u << id))
		return -EIO;
	return (int)id;
}

void virtio_returned(struct virtio_queue *queue, int id)
{
	queue->seen++;
	queue->lent = (uint16_t)(queue->lent & ~(1u << id));
}

void virtio_interrupt(struct virtio_queue *queue, bool on)
{
	queue->shared->avail_flags = on ? 0 : AVAIL_NO_INTERRUPT;
	regs_fence();
}
