#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "kernel/mmio.h"

/*
 * virtio devices behind virtio-mmio registers, legacy (version 1) and modern (version 2): their
 * start, and queues of buffers.
 *
 * A queue is a ring of buffers lent to the device and a ring of those that it gave back. Nothing
 * that the device can write is believed unchecked, nor read back as our own.
 */

enum {
	VIRTIO_BUFFERS = 8,  /* in a queue, numbers 0 to 7 */
	VIRTIO_BUFFER = 480, /* bytes of one */
	VIRTIO_PAGE = 4096,  /* what a legacy device counts in */
	VIRTIO_REGISTERS = 42,
};

/* An entry of the ring of buffers that came back. */
struct virtio_used {
	volatile uint32_t id, length;
};

/*
 * A queue as the device sees it: two pages, beginning at a page. The layout is the legacy one, for
 * modern devices take any; the buffers lie in what the first page has to spare.
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

/* What we know of a queue. */
struct virtio_queue {
	struct virtio_shared *shared;
	uint16_t index; /* buffers lent so far */
	uint16_t seen;  /* buffers that came back and were dealt with */
	uint16_t lent;  /* bit n: buffer n is the device's */
};

/* The register layout, 1 or 2; -ENODEV: no device, or none of type @id. */
int virtio_identify(const struct regs *regs, uint32_t id);
/*
 * Resets the device, negotiates no feature but the one that a modern device insists on, and gives
 * it @count queues, whose shared memory the caller has set; their interrupts are off. 0; -EIO: it
 * does not do what the specification says.
 */
int virtio_set_up(const struct regs *regs, int version, struct virtio_queue *queues,
		  unsigned count);

/* Lends buffer @id, of which the device reads @length bytes, or writes as many. */
void virtio_lend(struct virtio_queue *queue, int id, uint32_t length, bool writes);
/* Tells the device that queue number @which has buffers for it. */
void virtio_notify(const struct regs *regs, unsigned which);
/* The buffer that came back first, and in @length how many bytes the device wrote to it by its
 * word; -EAGAIN: none; -EIO: the device talks nonsense. */
int virtio_first(const struct virtio_queue *queue, uint32_t *length);
/* The first one was dealt with: the next is now the first. */
void virtio_returned(struct virtio_queue *queue, int id);
/* Asks for an interrupt when a buffer of @queue comes back, or for none. */
void virtio_interrupt(struct virtio_queue *queue, bool on);
/* Makes the interrupt go away. */
void virtio_acknowledge(const struct regs *regs);
