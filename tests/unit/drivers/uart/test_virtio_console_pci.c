/* virtio-console on PCI, against models of the configuration space and of the device. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>
#include "kernel/quiet.h"
#include "tests/unit/fake/fake_16550.h"
#include "tests/unit/fake/fake_machine.h"
#include "tests/unit/fake/fake_pci.h"
#include "tests/unit/fake/fake_tree.h"
#include "tests/unit/fake/fake_virtio.h"

enum { COMMAND = 1, HEADER = 3, BAR0 = 4, BUSES = 6, CAPABILITIES = 13, PIN = 15 };
enum { BRIDGE = 0x10000 };
enum { IO = 1, MEMORY = 2, MASTER = 4, NO_INTERRUPT = 0x400, STATUS = 0x00100000 };
enum { ECAM = 0x30000000, WINDOW = 0x40000000, WINDOW_SIZE = 0x40000000 };
enum { MODERN = 0x10431af4, TRANSITIONAL = 0x10031af4, STORAGE = 0x078000 };
enum { KIND_COMMON = 1, KIND_NOTIFY, KIND_ISR, KIND_DEVICE };
enum {
	BAR_SIZE = 0x4000,
	NOTIFY_AT = 0x3000,
	ISR_AT = 0x1000,
	STEP = 4,
	NEW = WINDOW + 0x3fffc000
};

#define MSIX_ENABLED UINT32_C(0x80000000)

static struct fake_pci pci;
static struct fake_16550 uart;
static struct console console;

static void build(void)
{
	static const struct fake_item rows[] = {
		TREE_CELLS("#address-cells", 2),
		TREE_CELLS("#size-cells", 2),
		TREE_NODE("pci"),
		TREE_TEXT("compatible", "pci-host-ecam-generic"),
		TREE_CELLS("#address-cells", 3),
		TREE_CELLS("#size-cells", 2),
		TREE_CELLS("reg", 0, ECAM, 0, 0x10000000),
		TREE_CELLS("ranges", 0x02000000, 0, WINDOW, 0, WINDOW, 0, WINDOW_SIZE, 0x03000000,
			   4, 0, 4, 0, 4, 0),
		TREE_END,
		{ 0 },
	};
	const char *why;

	fake_tree(rows);
	fake_pci_attach(&pci, ECAM);
	assert_int_equal(fake_tree_bind("pci", "/pci", &console, &why), 0);
}

/* A capability as its words, and at which word it is. */
struct cap {
	unsigned at;
	uint32_t word[5];
};

#define FIRST_WORD(next, size, kind) ((kind) << 24 | (size) << 16 | (next) << 8 | 0x09)

/* QEMU's order, with a capability of another kind and MSI-X among them. */
static const struct cap usual[] = {
	{ 0x40, { 0x50 << 8 | 0x01 } },
	{ 0x50, { FIRST_WORD(0x64u, 16, KIND_DEVICE), 4, 0x2000, 0x1000 } },
	{ 0x64, { FIRST_WORD(0x80u, 20, KIND_NOTIFY), 4, NOTIFY_AT, 0x1000, STEP } },
	{ 0x80, { FIRST_WORD(0x90u, 16, KIND_COMMON), 4, 0, 0x1000 } },
	{ 0x90, { FIRST_WORD(0xa0u, 16, KIND_ISR), 4, ISR_AT, 0x1000 } },
	{ 0xa0, { 0x11 | 3 << 16 } },
};

enum { USUAL = sizeof(usual) / sizeof(*usual) };

static void put_caps(struct fake_function *function, const struct cap *caps, size_t count)
{
	function->word[CAPABILITIES] = caps[0].at;
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < 5 && caps[i].at / 4 + j < FAKE_PCI_WORDS; j++)
			if (caps[i].word[j] || j == 0)
				function->word[caps[i].at / 4 + j] = caps[i].word[j];
}

/* A device whose structures are all in BAR 4, which has 64 bits and no address. */
static struct fake_function *add_device(uint32_t function, uint32_t id)
{
	struct fake_function *device = fake_pci_add(&pci, function, id, STORAGE);

	device->word[PIN] = 0x0100;
	device->word[BAR0 + 4] = 0x0c;
	device->bar_mask[4] = (uint32_t)-BAR_SIZE;
	device->bar_mask[5] = UINT32_MAX;
	put_caps(device, usual, USUAL);
	return device;
}

static void add_model(uintptr_t base)
{
	fake_virtio_pci_add(base, base + ISR_AT, base + NOTIFY_AT, STEP);
}

static struct fake_function *started(uint32_t id)
{
	struct fake_function *device;

	build();
	device = add_device(8, id);
	add_model(NEW);
	assert_int_equal(console.ops->start(&console), 0);
	return device;
}

/* --- start and use ---------------------------------------------------------------------------- */

static void start_sets_up(void **state)
{
	static const uint32_t ids[] = { MODERN, TRANSITIONAL };

	(void)state;
	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++) {
		struct fake_function *device = started(ids[i]);

		assert_string_equal(console.name, "virtio-console");
		assert_string_equal(console.tty, "hvc");
		assert_int_equal(console.regs.base, NEW);
		assert_int_equal(console.pci.pin, 1);
		assert_int_equal(console.pci.unit, 0x800);
		assert_int_equal(device->word[BAR0 + 4], NEW | 0xc);
		assert_int_equal(device->word[BAR0 + 5], 0);
		assert_int_equal(device->word[COMMAND], STATUS | MEMORY | MASTER);
		assert_int_equal(fake_virtio.status, ACK | DRIVER | DRIVER_OK | FEATURES_OK);
		assert_int_equal(fake_virtio.features[0], 0);
		assert_int_equal(fake_virtio.features[1], 1);
		assert_true(fake_virtio.queue[RX].ready && fake_virtio.queue[TX].ready);
		assert_int_equal(fake_virtio_avail(RX)->index, N);
		assert_int_equal(fake_virtio.queue[RX].notified, 1);
	}
}

static void bytes_go_both_ways(void **state)
{
	char text[8] = "........";

	(void)state;
	started(MODERN);
	fake_virtio_receive("key");
	assert_int_equal(console.ops->read(&console, text, 8), 3);
	assert_memory_equal(text, "key.", 4);
	assert_int_equal(fake_virtio.queue[RX].notified, 2);
	assert_int_equal(console.ops->write(&console, "hello", 5), 5);
	assert_memory_equal(fake_virtio.sent, "hello", 5);
	assert_int_equal(console.ops->drained(&console), 1);
}

static void a_read_clears_the_interrupt(void **state)
{
	char text[8];

	(void)state;
	started(MODERN);
	assert_int_equal(console.ops->listen(&console, true), 0);
	fake_virtio_receive("a");
	assert_int_equal(fake_virtio.interrupt, 1);
	assert_int_equal(console.ops->read(&console, text, 8), 1);
	assert_int_equal(fake_virtio.interrupt, 0);
	assert_int_equal(fake_virtio.acks, 1);
}

/* What the device returns just before the acknowledgment does not interrupt again. */
static void the_queue_is_looked_at_after_the_acknowledgment(void **state)
{
	char text[8];

	(void)state;
	started(MODERN);
	assert_int_equal(console.ops->listen(&console, true), 0);
	assert_int_equal(console.ops->read(&console, text, 8), 0);
	assert_int_equal(fake_virtio.acks, 1);
	assert_true(fake_fence.after);
}

static void starting_again_does_not_search_again(void **state)
{
	unsigned reads;

	(void)state;
	started(MODERN);
	reads = pci.reads;
	assert_int_equal(console.ops->start(&console), 0);
	assert_int_equal(pci.reads, reads);
	assert_int_equal(fake_virtio_avail(RX)->index, N);
	assert_int_equal(console.pci.pin, 1);
}

static void an_address_of_firmware_is_kept(void **state)
{
	struct fake_function *device;

	(void)state;
	build();
	device = add_device(8, MODERN);
	device->word[BAR0 + 4] = 0x0010000c;
	device->word[BAR0 + 5] = 4;
	device->word[COMMAND] |= MEMORY | MASTER | NO_INTERRUPT;
	add_model(0x400100000);
	assert_int_equal(console.ops->start(&console), 0);
	assert_int_equal(console.regs.base, 0x400100000);
	assert_int_equal(device->word[BAR0 + 4], 0x0010000c);
	assert_int_equal(device->word[BAR0 + 5], 4);
	assert_int_equal(device->word[COMMAND], STATUS | MEMORY | MASTER);
}

/* Firmware may have left its queues set up. */
static void memory_is_let_only_after_a_reset(void **state)
{
	struct fake_function *device;

	(void)state;
	build();
	device = add_device(8, MODERN);
	add_model(NEW);
	fake_virtio.fault = NO_RESET;
	fake_virtio.status = DRIVER_OK;
	assert_int_equal(console.ops->start(&console), -EIO);
	assert_int_equal(fake_virtio.resets, 1);
	assert_int_equal(device->word[COMMAND], STATUS | MEMORY);
	assert_int_equal(console.regs.base, ECAM);           /* as before, */
	assert_string_equal(console.name, "virtio-console"); /* but it is known what it is */
	fake_virtio.fault = HONEST;
	assert_int_equal(console.ops->start(&console), 0);
	assert_int_equal(device->word[COMMAND], STATUS | MEMORY | MASTER);
}

/* A bridge passes accesses to memory on only if it may access memory itself. */
static void bridges_above_are_let_as_well(void **state)
{
	struct fake_function *device, *bridge[2];

	(void)state;
	build();
	for (uint32_t i = 0; i < 2; i++) {
		bridge[i] = fake_pci_add(&pci, i * 256 + 8, 0x000c1b36, 0x060400);
		bridge[i]->word[HEADER] = BRIDGE;
		bridge[i]->word[BUSES] = 2 << 16 | (i + 1) << 8 | i;
		bridge[i]->word[COMMAND] |= MEMORY;
	}
	device = add_device(2 * 256, MODERN);
	device->word[BAR0 + 4] = NEW | 0xc;
	add_model(NEW);
	assert_int_equal(console.ops->start(&console), 0);
	assert_int_equal(device->word[COMMAND], STATUS | MEMORY | MASTER);
	assert_int_equal(bridge[0]->word[COMMAND], STATUS | MEMORY | MASTER);
	assert_int_equal(bridge[1]->word[COMMAND], STATUS | MEMORY | MASTER);
}

/* Before another program takes over, devices are reset, and access to memory is off again where it
 * was before. The first test, because what was started is remembered. */
static void quiet_takes_memory_away(void **state)
{
	struct fake_function *device, *bridge;
	const struct quiet_hook *const *it;

	(void)state;
	build();
	bridge = fake_pci_add(&pci, 8, 0x000c1b36, 0x060400);
	bridge->word[HEADER] = BRIDGE;
	bridge->word[BUSES] = 1 << 16 | 1 << 8;
	bridge->word[COMMAND] |= MEMORY | MASTER;
	device = add_device(256, MODERN);
	device->word[BAR0 + 4] = NEW | 0xc;
	add_model(NEW);
	assert_int_equal(console.ops->start(&console), 0);
	for (enum quiet_stage stage = 0; stage < QUIET_STAGES; stage++)
		SET_FOREACH (it, quiet_hooks)
			if ((*it)->stage == stage)
				(*it)->quiet();
	assert_int_equal(fake_virtio.status, 0);
	assert_int_equal(device->word[COMMAND], STATUS | MEMORY);
	assert_int_equal(bridge->word[COMMAND], STATUS | MEMORY | MASTER);
}

static void trap(struct fake_device *device, unsigned index, uint64_t value)
{
	(void)device;
	(void)index;
	(void)value;
	fake_machine_trap();
}

/* A start that ends in a trap changes nothing: the next one searches again. */
static void a_trap_changes_nothing(void **state)
{
	void (*write)(struct fake_device *, unsigned, uint64_t);

	(void)state;
	fake_machine_reset(0);
	build();
	add_device(8, MODERN);
	add_model(NEW);
	write = pci.device.write;
	pci.device.write = trap;
	assert_int_equal(console_start(&console), -EFAULT);
	pci.device.write = write;
	assert_int_equal(console_start(&console), 0);
	assert_int_equal(console.regs.base, NEW);
}

static void msix_is_switched_off(void **state)
{
	struct fake_function *device;

	(void)state;
	build();
	device = add_device(8, MODERN);
	device->word[0xa0 / 4] |= MSIX_ENABLED;
	add_model(NEW);
	assert_int_equal(console.ops->start(&console), 0);
	assert_int_equal(device->word[0xa0 / 4], 0x11 | 3 << 16);
}

/* Each structure in a BAR of its own, one of them I/O, which this bridge has no window for. */
static void structures_may_be_in_several_bars(void **state)
{
	struct fake_function *device;

	(void)state;
	build();
	device = add_device(8, MODERN);
	device->bar_mask[0] = device->bar_mask[3] = 0xfffff000;
	device->word[0x64 / 4 + 1] = 0;
	device->word[0x64 / 4 + 2] = 0;
	device->word[0x90 / 4 + 1] = 3;
	device->word[0x90 / 4 + 2] = 0xfff;
	device->word[0x90 / 4 + 3] = 1;
	fake_virtio_pci_add(NEW, WINDOW + 0x3fffafff, WINDOW + 0x3fffb000, STEP);
	assert_int_equal(console.ops->start(&console), 0);

	build();
	device = add_device(8, MODERN);
	device->word[0x64 / 4 + 1] = 0;
	device->word[BAR0] = 1;
	device->bar_mask[0] = 0xc000;
	add_model(NEW);
	assert_int_equal(console.ops->start(&console), -ENOSPC);
}

/* --- what is no such console ------------------------------------------------------------------ */

static void others_are_no_console(void **state)
{
	static const uint32_t ids[] = { 0x10421af4, 0x10001af4, 0x10441af4, 0x10431af5,
					0x10031b36 };

	(void)state;
	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++) {
		build();
		add_device(8, ids[i]);
		assert_int_equal(console.ops->start(&console), -ENODEV);
		assert_int_equal(pci.writes, 0);
	}
}

static void a_legacy_device_is_not_driven(void **state)
{
	struct fake_function *device;

	(void)state;
	build();
	device = add_device(8, TRANSITIONAL);
	device->word[CAPABILITIES] = 0xa0; /* MSI-X alone */
	assert_int_equal(console.ops->start(&console), -ENOTSUP);
	device->word[CAPABILITIES] = usual[0].at;
	device->word[COMMAND] = 0; /* there is no list */
	assert_int_equal(console.ops->start(&console), -ENOTSUP);
	assert_int_equal(pci.writes, 0);
}

/* --- capabilities that lie -------------------------------------------------------------------- */

static void lies_are_refused(void **state)
{
	static const struct {
		unsigned word; /* of the configuration space, byte / 4 */
		uint32_t value;
		int err;
	} rows[] = {
		{ 0x34, 0x00, -ENOTSUP },                                /* an empty list, */
		{ 0x34, 0x3c, -ENOTSUP },                                /* into the header, */
		{ 0x90, FIRST_WORD(0x90u, 16, KIND_DEVICE), -ENOTSUP },  /* a loop of one, */
		{ 0x90, FIRST_WORD(0x50u, 16, KIND_DEVICE), -ENOTSUP },  /* of several */
		{ 0x80, FIRST_WORD(0x90u, 15, KIND_COMMON), -ENOTSUP },  /* short */
		{ 0x64, FIRST_WORD(0x80u, 16, KIND_NOTIFY), -ENOTSUP },  /* no multiplier */
		{ 0x80, FIRST_WORD(0x90u, 255, KIND_COMMON), -ENOTSUP }, /* past the end */
		{ 0x84, 6, -ENOTSUP },                                   /* reserved BARs */
		{ 0x84, 0xff, -ENOTSUP },
		{ 0x8c, 0x37, -ENOTSUP }, /* too short */
		{ 0x8c, 0, -ENOTSUP },
		{ 0x9c, 0, -ENOTSUP },
		{ 0x70, 1, -ENOTSUP },
		{ 0x84, 0, -EIO },          /* no such BAR */
		{ 0x84, 5, -EIO },          /* the upper half of BAR 4 */
		{ 0x88, 0x3004, -EIO },     /* past the BAR's end */
		{ 0x88, 0xfffff000, -EIO }, /* and of 32 bits */
		{ 0x8c, 0xffffffff, -EIO },
		{ 0x98, BAR_SIZE, -EIO },
		{ 0x88, 2, -EIO }, /* not aligned */
		{ 0x6c, 0x2001, -EIO },
		{ 0x74, 3, -EIO },      /* queues notified at odd addresses, */
		{ 0x74, 0x1000, -EIO }, /* or past the end */
		{ 0x74, 0xfffffffe, -EIO },
		{ 0x70, 5, -EIO },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct fake_function *device;

		build();
		device = add_device(8, MODERN);
		device->word[rows[i].word / 4] = rows[i].value;
		add_model(NEW);
		assert_int_equal(console.ops->start(&console), rows[i].err);
		assert_true(!fake_virtio.status || fake_virtio.status & 0x80);
		assert_int_equal(fake_virtio.queue[RX].notified, 0);
	}
}

/* The first that is usable counts (4.1.4.1). */
static void later_structures_of_a_kind_are_ignored(void **state)
{
	static const struct cap more[] = {
		{ 0x40, { FIRST_WORD(0x50u, 16, KIND_COMMON), 7, 0, 0x1000 } },
		{ 0xa0, { FIRST_WORD(0xb0u, 16, KIND_COMMON), 4, 0x2000, 0x1000 } },
		{ 0xb0, { FIRST_WORD(0x40u, 16, KIND_ISR), 4, 0x2000, 0x1000 } },
	};
	struct fake_function *device;

	(void)state;
	build();
	device = add_device(8, MODERN);
	put_caps(device, more, sizeof(more) / sizeof(*more));
	add_model(NEW);
	assert_int_equal(console.ops->start(&console), 0);
}

static void a_device_that_refuses(void **state)
{
	static const enum fault faults[] = { NO_VERSION_1, NO_FEATURES_OK, SMALL_QUEUE };

	(void)state;
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		build();
		add_device(8, MODERN);
		add_model(NEW);
		fake_virtio.fault = faults[i];
		assert_int_equal(console.ops->start(&console), -EIO);
		assert_int_equal(fake_virtio.status & 0x80, 0x80);
	}
}

/* --- several ---------------------------------------------------------------------------------- */

/* Serial ports come first, wherever they are. */
static void kinds_come_one_after_the_other(void **state)
{
	struct fake_function *port;

	(void)state;
	for (uint8_t instance = 0; instance < 3; instance++) {
		build();
		add_device(8, MODERN);
		port = fake_pci_add(&pci, 16, 0x00021b36, 0x070002);
		port->word[BAR0] = WINDOW + 0x1000;
		fake_16550_init(&uart, (struct regs){ .base = WINDOW + 0x1000, .width = 1 }, true);
		add_model(NEW);
		fake_regs_add(&uart.device);
		console.instance = instance;
		assert_int_equal(console.ops->start(&console), instance < 2 ? 0 : -ENODEV);
		assert_string_equal(console.name, instance == 0   ? "pci-serial"
						  : instance == 1 ? "virtio-console"
								  : "pci");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quiet_takes_memory_away),
		cmocka_unit_test(start_sets_up),
		cmocka_unit_test(bytes_go_both_ways),
		cmocka_unit_test(a_read_clears_the_interrupt),
		cmocka_unit_test(the_queue_is_looked_at_after_the_acknowledgment),
		cmocka_unit_test(starting_again_does_not_search_again),
		cmocka_unit_test(an_address_of_firmware_is_kept),
		cmocka_unit_test(memory_is_let_only_after_a_reset),
		cmocka_unit_test(bridges_above_are_let_as_well),
		cmocka_unit_test(a_trap_changes_nothing),
		cmocka_unit_test(msix_is_switched_off),
		cmocka_unit_test(others_are_no_console),
		cmocka_unit_test(a_legacy_device_is_not_driven),
		cmocka_unit_test(lies_are_refused),
		cmocka_unit_test(later_structures_of_a_kind_are_ignored),
		cmocka_unit_test(a_device_that_refuses),
		cmocka_unit_test(kinds_come_one_after_the_other),
		cmocka_unit_test(structures_may_be_in_several_bars),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
