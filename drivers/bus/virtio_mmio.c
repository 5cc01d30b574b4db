#include "drivers/bus/virtio_mmio.h"
/*
 * virtio-mmio: the start of a device, and its queues.
 * Sources: Virtual I/O Device (VIRTIO) Version 1.1, 2.6 (split virtqueues), 3.1 (initialization),
 * 4.2.2 and 4.2.4 (MMIO registers, legacy MMIO registers).
 */
#include <errno.h>
#include <string.h>

enum virtio_register {
	MAGIC = 0x00 / 4,
	VERSION = 0x04 / 4,
	DEVICE_ID = 0x08 / 4,
	DEVICE_FEATURES = 0x10 / 4,
	DEVICE_FEATURES_SEL = 0x14 / 4,
	DRIVER_FEATURES = 0x20 / 4,
	DRIVER_FEATURES_SEL = 0x24 / 4,
	GUEST_PAGE_SIZE = 0x28 / 4, /* legacy */
	QUEUE_SEL = 0x30 / 4,
	QUEUE_NUM_MAX = 0x34 / 4,
	QUEUE_NUM = 0x38 / 4,
	QUEUE_ALIGN = 0x3c / 4, /* legacy */
	QUEUE_PFN = 0x40 / 4,   /* legacy */
	QUEUE_READY = 0x44 / 4,
	QUEUE_NOTIFY = 0x50 / 4,
	INTERRUPT_STATUS = 0x60 / 4,
	INTERRUPT_ACK = 0x64 / 4,
	STATUS = 0x70 / 4,
	QUEUE_DESC = 0x80 / 4, /* low word, high word; as the next two */
	QUEUE_AVAIL = 0x90 / 4,
	QUEUE_USED = 0xa0 / 4,
};

enum virtio_value {
	MAGIC_VIRT = 0x74726976,
	VERSION_LEGACY = 1,
	VERSION_MODERN = 2,
	FEATURES_HIGH = 1,
	FEATURE_VERSION_1 = 1 << 0, /* in the high word */
	STATUS_ACKNOWLEDGE = 1 << 0,
	STATUS_DRIVER = 1 << 1,
	STATUS_DRIVER_OK = 1 << 2,
	STATUS_FEATURES_OK = 1 << 3,
	STATUS_FAILED = 1 << 7,
	STATUS_KNOWN = STATUS_ACKNOWLEDGE | STATUS_DRIVER,
	DESC_WRITE = 1 << 1,
	AVAIL_NO_INTERRUPT = 1 << 0,
	RESET_TURNS = 1000, /* reads until a reset is over: more than any device needs */
};

_Static_assert(offsetof(struct virtio_shared, used_flags) == VIRTIO_PAGE, "used is on page two");
_Static_assert(VIRTIO_REGISTERS == QUEUE_USED + 2, "QueueDeviceHigh is the last one");

static uint32_t virtio_get(const struct regs *regs, unsigned index)
{
	return (uint32_t)regs_read(regs, index);
}

/* --- start ------------------------------------------------------------------------------------ */

int virtio_identify(const struct regs *regs, uint32_t id)
{
	uint32_t version;

	if (virtio_get(regs, MAGIC) != MAGIC_VIRT)
		return -ENODEV;
	version = virtio_get(regs, VERSION);
	if (version != VERSION_LEGACY && version != VERSION_MODERN)
		return -ENODEV;
	return virtio_get(regs, DEVICE_ID) == id ? (int)version : -ENODEV;
}

static int virtio_reset(const struct regs *regs)
{
	regs_write(regs, STATUS, 0);
	for (int i = 0; i < RESET_TURNS; i++)
		if (virtio_get(regs, STATUS) == 0)
			return 0;
	return -EIO;
}

static int virtio_negotiate(const struct regs *regs, int version)
{
	regs_write(regs, STATUS, STATUS_KNOWN);
	regs_write(regs, DRIVER_FEATURES_SEL, 0);
	regs_write(regs, DRIVER_FEATURES, 0);
	if (version == VERSION_LEGACY) {
		regs_write(regs, GUEST_PAGE_SIZE, VIRTIO_PAGE);
		return 0;
	}
	regs_write(regs, DEVICE_FEATURES_SEL, FEATURES_HIGH);
	if (!(virtio_get(regs, DEVICE_FEATURES) & FEATURE_VERSION_1))
		return -EIO;
	regs_write(regs, DRIVER_FEATURES_SEL, FEATURES_HIGH);
	regs_write(regs, DRIVER_FEATURES, FEATURE_VERSION_1);
	regs_write(regs, STATUS, STATUS_KNOWN | STATUS_FEATURES_OK);
	return virtio_get(regs, STATUS) & STATUS_FEATURES_OK ? 0 : -EIO;
}

static void virtio_place(const struct regs *regs, unsigned index, const volatile void *at)
{
	regs_write(regs, index, (uint32_t)(uintptr_t)at);
	regs_write(regs, index + 1, (uint64_t)(uintptr_t)at >> 32);
}

static int virtio_add_queue(const struct regs *regs, int version, struct virtio_queue *queue,
			    unsigned which)
{
	struct virtio_shared *shared = queue->shared;

	memset(shared, 0, sizeof(*shared));
	*queue = (struct virtio_queue){ .shared = shared };
	virtio_interrupt(queue, false);
	regs_write(regs, QUEUE_SEL, which);
	if (virtio_get(regs, QUEUE_NUM_MAX) < VIRTIO_BUFFERS)
		return -EIO;
	regs_write(regs, QUEUE_NUM, VIRTIO_BUFFERS);
	if (version == VERSION_LEGACY) {
		regs_write(regs, QUEUE_ALIGN, VIRTIO_PAGE);
		regs_write(regs, QUEUE_PFN, (uintptr_t)shared / VIRTIO_PAGE);
		return 0;
	}
	virtio_place(regs, QUEUE_DESC, shared->desc);
	virtio_place(regs, QUEUE_AVAIL, &shared->avail_flags);
	virtio_place(regs, QUEUE_USED, &shared->used_flags);
	regs_write(regs, QUEUE_READY, 1);
	return 0;
}

int virtio_set_up(const struct regs *regs, int version, struct virtio_queue *queues, unsigned count)
{
	int err = virtio_reset(regs);

	if (!err)
		err = virtio_negotiate(regs, version);
	for (unsigned i = 0; i < count && !err; i++)
		err = virtio_add_queue(regs, version, &queues[i], i);
	regs_write(regs, STATUS, err ? STATUS_FAILED : virtio_get(regs, STATUS) | STATUS_DRIVER_OK);
	return err;
}

/* --- queues ----------------------------------------------------------------------------------- */

void virtio_lend(struct virtio_queue *queue, int id, uint32_t length, bool writes)
{
	struct virtio_shared *shared = queue->shared;

	shared->desc[id] = (struct virtio_desc){
		.address = (uintptr_t)shared->buffer[id],
		.length = length,
		.flags = writes ? DESC_WRITE : 0,
	};
	shared->avail[queue->index % VIRTIO_BUFFERS] = (uint16_t)id;
	queue->lent |= (uint16_t)(1u << id);
	__sync_synchronize(); /* the device looks at the index first */
	shared->avail_index = ++queue->index;
}

void virtio_notify(const struct regs *regs, unsigned which)
{
	__sync_synchronize();
	regs_write(regs, QUEUE_NOTIFY, which);
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
	__sync_synchronize();
}

void virtio_acknowledge(const struct regs *regs)
{
	uint32_t status = virtio_get(regs, INTERRUPT_STATUS);

	if (status)
		regs_write(regs, INTERRUPT_ACK, status);
}
