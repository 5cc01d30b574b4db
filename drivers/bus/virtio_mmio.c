#include "drivers/bus/virtio_mmio.h"
/*
 * The transport virtio-mmio.
 * Source: Virtual I/O Device (VIRTIO) Version 1.1, 4.2.2 and 4.2.4 (MMIO registers, legacy MMIO
 * registers).
 */
#include <errno.h>

enum virtio_mmio_register {
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

enum virtio_mmio_value {
	MAGIC_VIRT = 0x74726976,
	VERSION_LEGACY = 1,
	VERSION_MODERN = 2,
};

_Static_assert(VIRTIO_MMIO_REGISTERS == QUEUE_USED + 2, "QueueDeviceHigh is the last one");

static uint32_t vmmio_get(const struct virtio_device *device, unsigned index)
{
	return (uint32_t)regs_read(&device->regs, index);
}

static uint8_t vmmio_status(const struct virtio_device *device)
{
	return (uint8_t)vmmio_get(device, STATUS);
}

static void vmmio_set_status(const struct virtio_device *device, uint8_t status)
{
	regs_write(&device->regs, STATUS, status);
}

static uint32_t vmmio_offered(const struct virtio_device *device, unsigned word)
{
	regs_write(&device->regs, DEVICE_FEATURES_SEL, word);
	return vmmio_get(device, DEVICE_FEATURES);
}

static void vmmio_accept(const struct virtio_device *device, unsigned word, uint32_t bits)
{
	regs_write(&device->regs, DRIVER_FEATURES_SEL, word);
	regs_write(&device->regs, DRIVER_FEATURES, bits);
}

static void vmmio_place(const struct regs *regs, unsigned index, const volatile void *at)
{
	regs_write(regs, index, (uint32_t)(uintptr_t)at);
	regs_write(regs, index + 1, (uint64_t)(uintptr_t)at >> 32);
}

static void vmmio_add_legacy(const struct regs *regs, const struct virtio_shared *shared)
{
	regs_write(regs, GUEST_PAGE_SIZE, VIRTIO_PAGE);
	regs_write(regs, QUEUE_ALIGN, VIRTIO_PAGE);
	regs_write(regs, QUEUE_PFN, (uintptr_t)shared / VIRTIO_PAGE);
}

static int vmmio_add_queue(struct virtio_device *device, unsigned which,
			   const struct virtio_shared *shared)
{
	const struct regs *regs = &device->regs;

	regs_write(regs, QUEUE_SEL, which);
	if (vmmio_get(device, QUEUE_NUM_MAX) < VIRTIO_BUFFERS)
		return -EIO;
	regs_write(regs, QUEUE_NUM, VIRTIO_BUFFERS);
	if (device->legacy) {
		vmmio_add_legacy(regs, shared);
		return 0;
	}
	vmmio_place(regs, QUEUE_DESC, shared->desc);
	vmmio_place(regs, QUEUE_AVAIL, &shared->avail_flags);
	vmmio_place(regs, QUEUE_USED, &shared->used_flags);
	regs_write(regs, QUEUE_READY, 1);
	return 0;
}

static void vmmio_notify(const struct virtio_device *device, unsigned which)
{
	regs_write(&device->regs, QUEUE_NOTIFY, which);
}

static void vmmio_acknowledge(const struct virtio_device *device)
{
	uint32_t status = vmmio_get(device, INTERRUPT_STATUS);

	if (status)
		regs_write(&device->regs, INTERRUPT_ACK, status);
}

static const struct virtio_transport virtio_mmio = {
	.status = vmmio_status,
	.set_status = vmmio_set_status,
	.offered = vmmio_offered,
	.accept = vmmio_accept,
	.add_queue = vmmio_add_queue,
	.notify = vmmio_notify,
	.acknowledge = vmmio_acknowledge,
};

int virtio_mmio_open_any(const struct regs *regs, uint32_t *id, struct virtio_device *device)
{
	uint32_t version;

	*device = (struct virtio_device){ .transport = &virtio_mmio, .regs = *regs };
	if (vmmio_get(device, MAGIC) != MAGIC_VIRT)
		return -ENODEV;
	version = vmmio_get(device, VERSION);
	if (version != VERSION_LEGACY && version != VERSION_MODERN)
		return -ENODEV;
	device->legacy = version == VERSION_LEGACY;
	*id = vmmio_get(device, DEVICE_ID);
	return *id ? 0 : -ENODEV;
}

int virtio_mmio_open(const struct regs *regs, uint32_t id, struct virtio_device *device)
{
	uint32_t has;
	int err = virtio_mmio_open_any(regs, &has, device);

	return err || has == id ? err : -ENODEV;
}
