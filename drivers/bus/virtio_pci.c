#include "drivers/bus/virtio_pci.h"
/*
 * The transport virtio-pci, modern: capabilities say in which BARs the registers are.
 *
 * The capabilities are the device's word: what they say is used only within their BARs. MSI-X stays
 * off, so that the interrupt comes by the pin.
 * Sources: Virtual I/O Device (VIRTIO) Version 1.1, 4.1.4 (capabilities and their
 * structures), 4.1.5.2 (notification); PCI Local Bus 3.0, 6.8.2.3 (MSI-X message control).
 */
#include <errno.h>
#include "drivers/bus/pci_bar.h"

enum virtio_pci_value {
	CAP_VENDOR = 0x09,
	CAP_MSIX = 0x11,
	CAP_SIZE = 16,
	CAP_NOTIFY_SIZE = 20,
	CAP_BAR = 4, /* bytes from the capability's first */
	CAP_OFFSET = 8,
	CAP_LENGTH = 12,
	CAP_MULTIPLIER = 16,
	BAR_COUNT = 6,
};

#define MSIX_ENABLE (UINT32_C(1) << 31)

/* The structures that are used, by the number that a capability gives them, less 1. */
enum virtio_pci_kind { COMMON, NOTIFY, ISR, KINDS };

/* Bytes of each, as far as they are used. */
static const uint32_t vpci_need[KINDS] = { [COMMON] = 0x38, [NOTIFY] = 2, [ISR] = 1 };
/* What its address is a multiple of. */
static const uint32_t vpci_align[KINDS] = { [COMMON] = 4, [NOTIFY] = 2, [ISR] = 1 };

/* The common configuration: bytes from its beginning. */
enum virtio_pci_register {
	DEVICE_FEATURE_SELECT = 0x00,
	DEVICE_FEATURE = 0x04,
	DRIVER_FEATURE_SELECT = 0x08,
	DRIVER_FEATURE = 0x0c,
	DEVICE_STATUS = 0x14,
	QUEUE_SELECT = 0x16,
	QUEUE_SIZE = 0x18,
	QUEUE_ENABLE = 0x1c,
	QUEUE_NOTIFY_OFF = 0x1e,
	QUEUE_DESC = 0x20, /* low word, high word; as the next two */
	QUEUE_DRIVER = 0x28,
	QUEUE_DEVICE = 0x30,
};

/* --- registers -------------------------------------------------------------------------------- */

/* A register of 1 << @shift bytes. */
static struct regs vpci_regs(const struct virtio_device *device, unsigned shift)
{
	return (struct regs){ .base = device->regs.base,
			      .shift = (uint8_t)shift,
			      .width = (uint8_t)(1u << shift) };
}

static uint32_t vpci_get(const struct virtio_device *device, unsigned at, unsigned shift)
{
	struct regs regs = vpci_regs(device, shift);

	return (uint32_t)regs_read(&regs, at >> shift);
}

static void vpci_put(const struct virtio_device *device, unsigned at, unsigned shift,
		     uint64_t value)
{
	struct regs regs = vpci_regs(device, shift);

	regs_write(&regs, at >> shift, value);
}

enum { BITS_8, BITS_16, BITS_32 }; /* shifts */

static uint8_t vpci_status(const struct virtio_device *device)
{
	return (uint8_t)vpci_get(device, DEVICE_STATUS, BITS_8);
}

static void vpci_set_status(const struct virtio_device *device, uint8_t status)
{
	vpci_put(device, DEVICE_STATUS, BITS_8, status);
}

static uint32_t vpci_offered(const struct virtio_device *device, unsigned word)
{
	vpci_put(device, DEVICE_FEATURE_SELECT, BITS_32, word);
	return vpci_get(device, DEVICE_FEATURE, BITS_32);
}

static void vpci_accept(const struct virtio_device *device, unsigned word, uint32_t bits)
{
	vpci_put(device, DRIVER_FEATURE_SELECT, BITS_32, word);
	vpci_put(device, DRIVER_FEATURE, BITS_32, bits);
}

static void vpci_place(const struct virtio_device *device, unsigned at, const volatile void *memory)
{
	vpci_put(device, at, BITS_32, (uint32_t)(uintptr_t)memory);
	vpci_put(device, at + sizeof(uint32_t), BITS_32, (uint64_t)(uintptr_t)memory >> 32);
}

/* Where the queue that is selected is notified. 0; -EIO: outside of the structure for that. */
static int vpci_find_doorbell(struct virtio_device *device, unsigned which)
{
	struct virtio_pci_places *pci = &device->pci;
	uint64_t at = (uint64_t)vpci_get(device, QUEUE_NOTIFY_OFF, BITS_16) * pci->notify_step;

	if (at + vpci_need[NOTIFY] > pci->notify_size || at % vpci_align[NOTIFY])
		return -EIO;
	pci->doorbell[which] = pci->notify + at;
	return 0;
}

static int vpci_add_queue(struct virtio_device *device, unsigned which,
			  const struct virtio_shared *shared)
{
	int err;

	vpci_put(device, QUEUE_SELECT, BITS_16, which);
	if (vpci_get(device, QUEUE_SIZE, BITS_16) < VIRTIO_BUFFERS)
		return -EIO;
	err = vpci_find_doorbell(device, which);
	if (err)
		return err;
	vpci_put(device, QUEUE_SIZE, BITS_16, VIRTIO_BUFFERS);
	vpci_place(device, QUEUE_DESC, shared->desc);
	vpci_place(device, QUEUE_DRIVER, &shared->avail_flags);
	vpci_place(device, QUEUE_DEVICE, &shared->used_flags);
	vpci_put(device, QUEUE_ENABLE, BITS_16, 1);
	return 0;
}

static void vpci_notify(const struct virtio_device *device, unsigned which)
{
	struct regs regs = { .base = device->pci.doorbell[which], .shift = 1, .width = 2 };

	regs_write(&regs, 0, which);
}

/* Reading it clears it. */
static void vpci_acknowledge(const struct virtio_device *device)
{
	struct regs regs = { .base = device->pci.isr, .width = 1 };

	regs_read(&regs, 0);
}

static const struct virtio_transport virtio_pci = {
	.status = vpci_status,
	.set_status = vpci_set_status,
	.offered = vpci_offered,
	.accept = vpci_accept,
	.add_queue = vpci_add_queue,
	.notify = vpci_notify,
	.acknowledge = vpci_acknowledge,
};

/* --- capabilities ----------------------------------------------------------------------------- */

/* Where the capabilities say that a structure is; length 0: nowhere. */
struct vpci_where {
	unsigned bar;
	uint32_t offset, length, multiplier;
};

static void vpci_see_structure(const struct pci_host *host, uint32_t function, unsigned at,
			       uint32_t first, struct vpci_where *where)
{
	unsigned size = first >> 16 & 0xff, kind = (first >> 24) - 1;
	struct vpci_where found;

	if (kind >= KINDS || where[kind].length ||
	    size < (kind == NOTIFY ? CAP_NOTIFY_SIZE : CAP_SIZE) || at + size > PCI_CONFIG_SIZE)
		return;
	found.bar = pci_read(host, function, at + CAP_BAR) & 0xff;
	found.offset = pci_read(host, function, at + CAP_OFFSET);
	found.length = pci_read(host, function, at + CAP_LENGTH);
	found.multiplier = kind == NOTIFY ? pci_read(host, function, at + CAP_MULTIPLIER) : 0;
	/* Other BARs are reserved: a structure there is passed over (4.1.4.1). */
	if (found.bar < BAR_COUNT && found.length >= vpci_need[kind])
		where[kind] = found;
}

static void vpci_see(const struct pci_host *host, uint32_t function, unsigned at, uint32_t first,
		     void *arg)
{
	unsigned id = first & 0xff;

	if (id == CAP_VENDOR)
		vpci_see_structure(host, function, at, first, arg);
	else if (id == CAP_MSIX && first & MSIX_ENABLE)
		pci_write(host, function, at, first & ~MSIX_ENABLE);
}

/* The CPU's address of a structure. */
static int vpci_map(struct pci_host *host, uint32_t function, const struct vpci_where *where,
		    uint32_t align, uintptr_t *cpu)
{
	uint64_t need = (uint64_t)where->offset + where->length;
	int err;

	if (need > pci_bar_size(host, function, where->bar) || where->offset % align)
		return -EIO;
	err = pci_enable(host, function, where->bar, need, cpu);
	if (!err)
		*cpu += where->offset;
	return err;
}

int virtio_pci_open(struct pci_host *host, uint32_t function, struct virtio_device *device)
{
	struct vpci_where where[KINDS] = { 0 };
	uintptr_t cpu[KINDS];
	int err = 0;

	pci_capabilities(host, function, vpci_see, where);
	for (unsigned i = 0; i < KINDS; i++)
		if (!where[i].length)
			return -ENOTSUP;
	for (unsigned i = 0; i < KINDS && !err; i++)
		err = vpci_map(host, function, &where[i], vpci_align[i], &cpu[i]);
	if (err)
		return err;
	*device = (struct virtio_device){
		.transport = &virtio_pci,
		.regs = { .base = cpu[COMMON], .width = 1 },
		.pci = { .isr = cpu[ISR],
			 .notify = cpu[NOTIFY],
			 .notify_size = where[NOTIFY].length,
			 .notify_step = where[NOTIFY].multiplier },
	};
	err = virtio_reset(device);
	if (!err)
		pci_let_master(host, function);
	return err;
}
