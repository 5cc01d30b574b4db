#pragma once
/* virtio devices on PCI, with the registers of VIRTIO 1.0 and later ("modern"). */
#include "drivers/bus/pci.h"
#include "drivers/bus/virtio.h"

/*
 * Fills @device for a function that is a virtio device by its identity, switches it on, resets it,
 * and then lets it access memory. Its interrupt is that of its pin. 0; -ENOTSUP: it has no modern
 * registers; -EIO: what its capabilities say is impossible, or as virtio_reset; others as
 * pci_enable.
 */
int virtio_pci_open(struct pci_host *host, uint32_t function, struct virtio_device *device);
