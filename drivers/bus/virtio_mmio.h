#pragma once
/*
 * virtio devices with virtio-mmio registers, legacy (version 1) and modern (version 2): their
 * start, and queues of buffers.
 *
 * A queue is a ring of buffers that are lent to the device, and a ring of those that it returned.
 * All that the device can write is checked before use, and our own state is never read from there.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "kernel/mmio.h"

enum {
	VIRTIO_BUFFERS = 8,  /* in a queue, numbers 0 to 7 */
	VIRTIO_BUFFER = 480, /* bytes of one */
	VIRTIO_PAGE = 4096,  /* what a legacy device counts in */
	VIRTIO_REGISTERS = 42,
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

/* The register layout, 1 or 2; -ENODEV: there is no device, or it is not of type @id. */
int virtio_identify(const struct regs *regs, uint32_t id);
/*
 * Resets the device, negotiates only the feature that a modern device demands, and sets up @count
 * queues, whose shared memory the caller has set. Their interrupts are off. 0; -EIO: the device
 * does not do what the specification says.
 */
int virtio_set_up(const struct regs *regs, int version, struct virtio_queue *queues,
		  unsigned count);

/* Lends buffer @id: the device reads @length bytes of it, or writes up to @length if @writes. */
void virtio_lend(struct virtio_queue *queue, int id, uint32_t length, bool writes);
/* Notifies the device that queue number @which has buffers for it. */
void virtio_notify(const struct regs *regs, unsigned which);
/* The buffer that was returned first, and in @length how many bytes the device says it wrote there;
 * -EAGAIN: none was returned; -EIO: what the device wrote is impossible. */
int virtio_first(const struct virtio_queue *queue, uint32_t *length);
/* Buffer @id, the first, was dealt with: the next one is now the first. */
void virtio_returned(struct virtio_queue *queue, int id);
/* Switches the interrupt on or off that comes when a buffer of @queue is returned. */
void virtio_interrupt(struct virtio_queue *queue, bool on);
/* Acknowledges the interrupt. */
void virtio_acknowledge(const struct regs *regs);
