#pragma once
/*
 * Queues of virtio devices: rings of buffers that are lent to the device, and of those that it
 * returned. The same for every transport.
 *
 * All that the device can write is checked before use, and our own state is never read from there.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	VIRTIO_BUFFERS = 8,  /* in a queue, numbers 0 to 7 */
	VIRTIO_BUFFER = 480, /* bytes of one */
	VIRTIO_PAGE = 4096,  /* what a legacy device counts in */
};

/* An entry of the ring of buffers that were returned. */
struct virtio_used {
	volatile uint32_t id, length;
};

/*
 * A queue as the device sees it: two pages, aligned to a page. The layout is the legacy one,
 * because modern devices take any; the buffers are in the rest of the first page.
 */
struct virtio_shared {
	struct virtio_desc {
		uint64_t address;
		uint32_t length;
		uint16_t flags, next;
	} desc[VIRTIO_BUFFERS];
	volatile uint16_t avail_flags, avail_index, avail[VIRTIO_BUFFERS], used_event;
	char buffer[VIRTIO_BUFFERS][VIRTIO_BUFFER];
	char spare[VIRTIO_PAGE - sizeof(struct virtio_desc[VIRTIO_BUFFERS]) -
		   2 * (VIRTIO_BUFFERS + 3) - VIRTIO_BUFFERS * VIRTIO_BUFFER];
	volatile uint16_t used_flags, used_index;
	struct virtio_used used[VIRTIO_BUFFERS];
};

/* The driver's state of a queue. */
struct virtio_queue {
	struct virtio_shared *shared;
	uint16_t index; /* buffers lent so far */
	uint16_t seen;  /* buffers that were returned and dealt with */
	uint16_t lent;  /* bit n: buffer n is the device's */
};

/* Empties a queue that no device uses; its shared memory stays. Its interrupt is off. */
void virtio_queue_clear(struct virtio_queue *queue);
/* Lends buffer @id: the device reads @length bytes of it, or writes up to @length if @writes. The
 * device looks there once it is notified. */
void virtio_lend(struct virtio_queue *queue, int id, uint32_t length, bool writes);
/* Lends buffers @id and @id + 1 as one: the device reads @reads bytes of the former, and writes up
 * to @writes to the latter. They return together, as @id. */
void virtio_lend_pair(struct virtio_queue *queue, int id, uint32_t reads, uint32_t writes);
/* The buffer that was returned first, and in @length how many bytes the device says it wrote there;
 * -EAGAIN: none was returned; -EIO: what the device wrote is impossible. */
int virtio_first(const struct virtio_queue *queue, uint32_t *length);
/* Buffer @id, the first, was dealt with: the next one is now the first. */
void virtio_returned(struct virtio_queue *queue, int id);
/* Switches the interrupt on or off that comes when a buffer of @queue is returned. */
void virtio_interrupt(struct virtio_queue *queue, bool on);
