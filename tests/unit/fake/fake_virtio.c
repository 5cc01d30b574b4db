#include "tests/unit/fake/fake_virtio.h"
/* A model of a virtio-console. Source: Virtual I/O Device (VIRTIO) 1.1, 2.6, 4.1 and 4.2. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

enum {
	MAGIC = 0x00 / 4,
	VERSION = 0x04 / 4,
	DEVICE_ID = 0x08 / 4,
	DEVICE_FEATURES = 0x10 / 4,
	DEVICE_FEATURES_SEL = 0x14 / 4,
	DRIVER_FEATURES = 0x20 / 4,
	DRIVER_FEATURES_SEL = 0x24 / 4,
	GUEST_PAGE_SIZE = 0x28 / 4,
	QUEUE_SEL = 0x30 / 4,
	QUEUE_NUM_MAX = 0x34 / 4,
	QUEUE_NUM = 0x38 / 4,
	QUEUE_ALIGN = 0x3c / 4,
	QUEUE_PFN = 0x40 / 4,
	QUEUE_READY = 0x44 / 4,
	QUEUE_NOTIFY = 0x50 / 4,
	INTERRUPT_STATUS = 0x60 / 4,
	INTERRUPT_ACK = 0x64 / 4,
	STATUS = 0x70 / 4,
	QUEUE_DESC = 0x80 / 4,
	QUEUE_AVAIL = 0x90 / 4,
	QUEUE_USED = 0xa0 / 4,
};

struct fake_virtio fake_virtio;

struct avail *fake_virtio_avail(int which)
{
	return (struct avail *)(uintptr_t)fake_virtio.queue[which].avail;
}

struct used *fake_virtio_used(int which)
{
	return (struct used *)(uintptr_t)fake_virtio.queue[which].used;
}

static struct desc *desc_of(int which, unsigned id)
{
	return (struct desc *)(uintptr_t)fake_virtio.queue[which].desc + id;
}

void fake_virtio_give_back(int which, uint32_t id, uint32_t length)
{
	struct used *used = fake_virtio_used(which);

	used->ring[used->index % N].id = id;
	used->ring[used->index % N].length = length;
	used->index++;
	if (!(fake_virtio_avail(which)->flags & 1))
		fake_virtio.interrupt |= 1;
}

/* The number of the next buffer that the driver offers; fails the test if there is none. */
static unsigned next_lent(int which)
{
	struct queue *queue = &fake_virtio.queue[which];
	unsigned id;

	assert_true((uint16_t)(fake_virtio_avail(which)->index - queue->taken) <= N);
	assert_int_not_equal(fake_virtio_avail(which)->index, queue->taken);
	id = fake_virtio_avail(which)->ring[queue->taken++ % N];
	assert_in_range(id, 0, N - 1);
	assert_int_equal(desc_of(which, id)->flags, which == RX ? 2 : 0);
	return id;
}

static void send_all(void)
{
	while (fake_virtio_avail(TX)->index != fake_virtio.queue[TX].taken) {
		unsigned id = next_lent(TX);
		struct desc *desc = desc_of(TX, id);

		memcpy(fake_virtio.sent + fake_virtio.count, (void *)(uintptr_t)desc->address,
		       desc->length);
		fake_virtio.count += desc->length;
		if (!fake_virtio.stalled)
			fake_virtio_give_back(TX, id, 0);
	}
}

void fake_virtio_receive(const char *text)
{
	unsigned id = next_lent(RX);
	struct desc *desc = desc_of(RX, id);

	assert_true(strlen(text) <= desc->length);
	memcpy((void *)(uintptr_t)desc->address, text, strlen(text));
	fake_virtio_give_back(RX, id, (uint32_t)strlen(text));
}

uint64_t fake_virtio_read(struct fake_device *device, unsigned index)
{
	bool modern = fake_virtio.version == 2;

	(void)device;
	switch (index) {
	case MAGIC:
		return fake_virtio.magic;
	case VERSION:
		return fake_virtio.version;
	case DEVICE_ID:
		return fake_virtio.id;
	case STATUS:
		return fake_virtio.status;
	case DEVICE_FEATURES:
		assert_true(modern);
		/* SIZE, MULTIPORT, EMERG_WRITE are offered; and VERSION_1. */
		return fake_virtio.feature_sel ? fake_virtio.fault != NO_VERSION_1 : 7;
	case QUEUE_NUM_MAX:
		return fake_virtio.fault == SMALL_QUEUE ? N / 2 : 128;
	case INTERRUPT_STATUS:
		return fake_virtio.interrupt;
	default:
		fail_msg("register %u is read", index);
		return 0;
	}
}

static void model_reset(void)
{
	fake_virtio.status = fake_virtio.fault == NO_RESET ? 0xf : 0;
	fake_virtio.interrupt = 0;
	memset(fake_virtio.queue, 0, sizeof(fake_virtio.queue));
	fake_virtio.features[0] = fake_virtio.features[1] = UINT32_MAX;
	fake_virtio.resets++;
}

static void legacy_queue(struct queue *queue, uint64_t pfn)
{
	uint64_t at = pfn * fake_virtio.page, end;

	assert_int_equal(queue->num, N);
	assert_true(queue->align && !(queue->align & (queue->align - 1)));
	queue->desc = at;
	queue->avail = at + sizeof(struct desc) * N;
	end = queue->avail + sizeof(struct avail) + 2;
	queue->used = (end + queue->align - 1) / queue->align * queue->align;
	queue->ready = true;
}

static void set_half(uint64_t *address, unsigned high, uint64_t value)
{
	assert_true(value <= UINT32_MAX);
	*address |= value << 32 * high;
}

static void write_queue(struct queue *queue, unsigned index, uint64_t value)
{
	bool modern = fake_virtio.version == 2;

	assert_false(queue->ready);
	assert_true(fake_virtio.status & DRIVER && !(fake_virtio.status & DRIVER_OK));
	switch (index) {
	case QUEUE_NUM:
		queue->num = (uint32_t)value;
		break;
	case QUEUE_ALIGN:
		assert_false(modern);
		queue->align = (uint32_t)value;
		break;
	case QUEUE_PFN:
		assert_false(modern);
		legacy_queue(queue, value);
		break;
	case QUEUE_READY:
		assert_true(modern && value == 1 && queue->desc && queue->avail && queue->used);
		queue->ready = true;
		break;
	default:
		assert_true(modern);
		if (index / 4 == QUEUE_DESC / 4)
			set_half(&queue->desc, index % 4, value);
		else if (index / 4 == QUEUE_AVAIL / 4)
			set_half(&queue->avail, index % 4, value);
		else if (index / 4 == QUEUE_USED / 4)
			set_half(&queue->used, index % 4, value);
		else
			fail_msg("register %u is written", index);
	}
}

static void write_status(uint64_t value)
{
	if (!value) {
		model_reset();
		return;
	}
	if (value & 0x80) {
		fake_virtio.status |= 0x80;
		return;
	}
	assert_int_equal(value & fake_virtio.status, fake_virtio.status); /* bits are only set */
	if (value & FEATURES_OK && fake_virtio.fault == NO_FEATURES_OK)
		value &= ~(uint64_t)FEATURES_OK;
	if (value & DRIVER_OK)
		assert_true(fake_virtio.version == 1 || value & FEATURES_OK);
	fake_virtio.status = (uint32_t)value;
}

void fake_virtio_write(struct fake_device *device, unsigned index, uint64_t value)
{
	(void)device;
	switch (index) {
	case STATUS:
		write_status(value);
		break;
	case DEVICE_FEATURES_SEL:
		fake_virtio.feature_sel = (uint32_t)value;
		break;
	case DRIVER_FEATURES_SEL:
		fake_virtio.driver_sel = (uint32_t)value;
		break;
	case DRIVER_FEATURES:
		assert_in_range(fake_virtio.driver_sel, 0, 1);
		fake_virtio.features[fake_virtio.driver_sel] = (uint32_t)value;
		break;
	case GUEST_PAGE_SIZE:
		assert_int_equal(fake_virtio.version, 1);
		fake_virtio.page = (uint32_t)value;
		break;
	case QUEUE_SEL:
		assert_in_range(value, RX, TX);
		fake_virtio.sel = (uint32_t)value;
		break;
	case QUEUE_NOTIFY:
		assert_in_range(value, RX, TX);
		assert_true(fake_virtio.status & DRIVER_OK);
		assert_true(fake_fence.before); /* else it might not see what was lent */
		fake_virtio.queue[value].notified++;
		if (value == TX)
			send_all();
		break;
	case INTERRUPT_ACK:
		fake_virtio.interrupt &= ~(uint32_t)value;
		fake_virtio.acks++;
		break;
	default:
		write_queue(&fake_virtio.queue[fake_virtio.sel], index, value);
	}
}

void fake_virtio_attach(const struct regs *regs, uint32_t version)
{
	memset(&fake_virtio, 0, sizeof(fake_virtio));
	fake_virtio.device = (struct fake_device){ *regs, fake_virtio_read, fake_virtio_write };
	fake_virtio.magic = 0x74726976;
	fake_virtio.version = version;
	fake_virtio.id = 3;
	fake_regs_attach(&fake_virtio.device);
}

/* --- on PCI ----------------------------------------------------------------------------------- */

/* A register of the common configuration, and the one of virtio-mmio that means the same. */
struct common_register {
	uint8_t at, width, read, write; /* read, write: 0 if that is not done */
};

static const struct common_register common_registers[] = {
	{ 0x00, 4, 0, DEVICE_FEATURES_SEL },
	{ 0x04, 4, DEVICE_FEATURES, 0 },
	{ 0x08, 4, 0, DRIVER_FEATURES_SEL },
	{ 0x0c, 4, 0, DRIVER_FEATURES },
	{ 0x14, 1, STATUS, STATUS },
	{ 0x16, 2, 0, QUEUE_SEL },
	{ 0x18, 2, QUEUE_NUM_MAX, QUEUE_NUM },
	{ 0x1c, 2, 0, QUEUE_READY },
	{ 0x20, 4, 0, QUEUE_DESC },
	{ 0x24, 4, 0, QUEUE_DESC + 1 },
	{ 0x28, 4, 0, QUEUE_AVAIL },
	{ 0x2c, 4, 0, QUEUE_AVAIL + 1 },
	{ 0x30, 4, 0, QUEUE_USED },
	{ 0x34, 4, 0, QUEUE_USED + 1 },
};

enum { NOTIFY_OFF = 0x1e };

static struct fake_device common[3], isr, doorbell[2];

static unsigned common_index(const struct fake_device *device, unsigned index, bool write)
{
	for (size_t i = 0; i < sizeof(common_registers) / sizeof(*common_registers); i++) {
		const struct common_register *reg = &common_registers[i];
		unsigned mmio = write ? reg->write : reg->read;

		if (reg->at == index << device->regs.shift && reg->width == device->regs.width &&
		    mmio)
			return mmio;
	}
	fail_msg("byte 0x%x of the common configuration, %d bytes", index << device->regs.shift,
		 device->regs.width);
	return 0;
}

static uint64_t common_read(struct fake_device *device, unsigned index)
{
	if (index << device->regs.shift == NOTIFY_OFF && device->regs.width == 2)
		return fake_virtio.notify_off[fake_virtio.sel];
	return fake_virtio_read(device, common_index(device, index, false));
}

static void common_write(struct fake_device *device, unsigned index, uint64_t value)
{
	fake_virtio_write(device, common_index(device, index, true), value);
}

/* A read clears it. */
static uint64_t isr_read(struct fake_device *device, unsigned index)
{
	uint32_t was = fake_virtio.interrupt;

	(void)device;
	assert_int_equal(index, 0);
	fake_virtio.interrupt = 0;
	fake_virtio.acks++;
	return was;
}

static void isr_write(struct fake_device *device, unsigned index, uint64_t value)
{
	(void)device;
	fail_msg("0x%x written to register %u of the interrupt status", (unsigned)value, index);
}

static uint64_t doorbell_read(struct fake_device *device, unsigned index)
{
	(void)device;
	fail_msg("register %u of a doorbell is read", index);
	return 0;
}

static void doorbell_write(struct fake_device *device, unsigned index, uint64_t value)
{
	assert_int_equal(index, 0);
	assert_ptr_equal(device, &doorbell[value]);
	fake_virtio_write(device, QUEUE_NOTIFY, value);
}

void fake_virtio_pci_add(uintptr_t at, uintptr_t isr_at, uintptr_t notify, uint32_t step)
{
	memset(&fake_virtio, 0, sizeof(fake_virtio));
	fake_virtio.version = 2;
	for (unsigned i = 0; i < 3; i++) {
		common[i] = (struct fake_device){
			{ .base = at, .shift = (uint8_t)i, .width = (uint8_t)(1u << i) },
			common_read,
			common_write,
		};
		fake_regs_add(&common[i]);
	}
	isr = (struct fake_device){ { .base = isr_at, .width = 1 }, isr_read, isr_write };
	fake_regs_add(&isr);
	for (uint16_t i = 0; i < 2; i++) {
		fake_virtio.notify_off[i] = (uint16_t)(2 * i + 1);
		doorbell[i] = (struct fake_device){
			{ .base = notify + step * (2u * i + 1), .shift = 1, .width = 2 },
			doorbell_read,
			doorbell_write,
		};
		fake_regs_add(&doorbell[i]);
	}
}
