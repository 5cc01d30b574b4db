#pragma once
/*
 * virtio devices: their start, and what a transport does for it.
 *
 * A transport's open function finds the device and fills a struct virtio_device: virtio_mmio.h,
 * virtio_pci.h. From there on all transports are used alike.
 */
#include "drivers/bus/virtio_queue.h"
#include "kernel/mmio.h"

struct virtio_device;

/*
 * How the registers of a device are reached. Source: Virtual I/O Device (VIRTIO) Version 1.1, 4;
 * the registers' meaning is that of 2.1 (status) and 2.2 (features).
 */
struct virtio_transport {
	uint8_t (*status)(const struct virtio_device *device);
	void (*set_status)(const struct virtio_device *device, uint8_t status);
	/* Feature bits 32 * @word and on: what the device offers, and what is accepted. */
	uint32_t (*offered)(const struct virtio_device *device, unsigned word);
	void (*accept)(const struct virtio_device *device, unsigned word, uint32_t bits);
	/* Gives the device its queue number @which. 0; -EIO: it has none of VIRTIO_BUFFERS
	 * entries. */
	int (*add_queue)(struct virtio_device *device, unsigned which,
			 const struct virtio_shared *shared);
	void (*notify)(const struct virtio_device *device, unsigned which);
	/* Acknowledges the interrupt. */
	void (*acknowledge)(const struct virtio_device *device);
};

enum { VIRTIO_QUEUES_MAX = 2 }; /* of a device, as far as they are used */

/* Where a device on PCI has what is not in its common configuration. */
struct virtio_pci_places {
	uintptr_t isr;
	uintptr_t notify; /* the notify structure: its address, its bytes, */
	uint64_t notify_size;
	uint32_t notify_step;                  /* and the multiplier of queues' offsets in it */
	uintptr_t doorbell[VIRTIO_QUEUES_MAX]; /* in it, of queues that were added */
};

/* A device, filled by its transport. Owner: the caller. */
struct virtio_device {
	const struct virtio_transport *transport;
	struct regs regs; /* its registers; on PCI the common configuration, in bytes */
	bool legacy;      /* it is older than VIRTIO 1.0: features end with bit 31 */
	struct virtio_pci_places pci;
};

/* Resets the device: it uses no memory from here on. 0; -EIO: it does not do that. */
int virtio_reset(const struct virtio_device *device);
/*
 * Resets the device, negotiates only the feature that a modern one demands, and adds @count queues,
 * number @first and on, whose shared memory the caller has set; over PCI below VIRTIO_QUEUES_MAX.
 * Their interrupts are off. 0; -EIO: the device does not do what the specification says.
 */
int virtio_set_up(struct virtio_device *device, struct virtio_queue *queues, unsigned first,
		  unsigned count);
/* Notifies the device that queue number @which has buffers for it. */
void virtio_notify(const struct virtio_device *device, unsigned which);
/* Acknowledges the interrupt. */
void virtio_acknowledge(const struct virtio_device *device);
