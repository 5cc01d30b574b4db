#pragma once
/* virtio devices with virtio-mmio registers, legacy (version 1) and modern (version 2). */
#include "drivers/bus/virtio.h"

enum { VIRTIO_MMIO_REGISTERS = 42 };

/* Fills @device for the one at @regs. Only reads registers. 0; -ENODEV: there is no device, or it
 * is not of type @id. */
int virtio_mmio_open(const struct regs *regs, uint32_t id, struct virtio_device *device);
/* The same for one of any type, which *@id is then. */
int virtio_mmio_open_any(const struct regs *regs, uint32_t *id, struct virtio_device *device);
