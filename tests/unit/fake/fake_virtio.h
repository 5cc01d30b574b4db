#pragma once
/* A model of a virtio-console for unit tests. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "drivers/bus/virtio_queue.h"
#include "tests/unit/fake/fake_regs.h"

/* A virtio-console device with its virtio-mmio registers and its side of the queues. It checks that
 * the driver keeps to the specification. There is one at a time. */

enum { RX, TX, N = VIRTIO_BUFFERS, ACK = 1, DRIVER = 2, DRIVER_OK = 4, FEATURES_OK = 8 };

/* The rings as the specification lays them out. */
struct desc {
	uint64_t address;
	uint32_t length;
	uint16_t flags, next;
};

struct avail {
	uint16_t flags, index, ring[N];
};

struct used {
	uint16_t flags, index;
	struct {
		uint32_t id, length;
	} ring[N];
};

struct queue {
	uint64_t desc, avail, used; /* addresses */
	uint32_t num, align;
	bool ready;
	uint16_t taken; /* of avail */
	unsigned notified;
};

/* The device's fault, or 0. */
enum fault { HONEST, NO_RESET, NO_VERSION_1, NO_FEATURES_OK, SMALL_QUEUE };

struct fake_virtio {
	struct fake_device device;
	uint32_t magic, version, id, status, feature_sel, driver_sel, features[2], page, sel;
	uint32_t interrupt;
	enum fault fault;
	struct queue queue[2];
	unsigned resets, acks;
	char sent[4096];
	size_t count;
	bool stalled;           /* takes what is sent, but returns no buffer */
	uint16_t notify_off[2]; /* on PCI: of each queue */
};

extern struct fake_virtio fake_virtio;

/* Resets the device and attaches it at @regs, with the register layout of @version. */
void fake_virtio_attach(const struct regs *regs, uint32_t version);
/* The rings of queue @which, where the driver put them. */
struct avail *fake_virtio_avail(int which);
struct used *fake_virtio_used(int which);
/* Returns a buffer, whether the driver offered it or not. */
void fake_virtio_give_back(int which, uint32_t id, uint32_t length);
/* Returns the next buffer of the receive queue with @text in it. */
void fake_virtio_receive(const char *text);
/*
 * Resets the device and adds it to the devices attached, with the modern registers of PCI: its
 * common configuration is at @at, its interrupt status at @isr_at, and its queues are notified at
 * @step and 3 * @step bytes from @notify.
 */
void fake_virtio_pci_add(uintptr_t at, uintptr_t isr_at, uintptr_t notify, uint32_t step);
/* Called when the driver reads or writes a register of virtio-mmio. */
uint64_t fake_virtio_read(struct fake_device *device, unsigned index);
void fake_virtio_write(struct fake_device *device, unsigned index, uint64_t value);
