/* 16550s on PCI, against models of the configuration space and of the port. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_16550.h"
#include "tests/unit/fake/fake_pci.h"
#include "tests/unit/fake/fake_tree.h"

enum { COMMAND = 1, HEADER = 3, BAR0 = 4, BUSES = 6, IO_WINDOW = 7, MEMORY_WINDOW = 8, PIN = 15 };
enum { IO = 1, MEMORY = 2, NO_INTERRUPT = 0x400, BRIDGE = 0x10000, MULTI = 0x800000 };
enum { ECAM = 0x30000000, IO_CPU = 0x3000000, MEMORY_CPU = 0x20000000, MEMORY_PCI = 0x40000000 };
enum { PLAIN = 0x00021b36, TWO = 0x00031b36, FOUR = 0x00041b36, SERIAL = 0x070002 };

static struct fake_pci pci;
static struct fake_16550 uart;
static struct console console;
static uint32_t config_size = 0x10000000;

/* QEMU's virt, but memory has different addresses on the CPU's side and on the bus. */
static void build_with(const char *compatible, const struct fake_item *props)
{
	const struct fake_item rows[] = {
		TREE_CELLS("#address-cells", 2),
		TREE_CELLS("#size-cells", 2),
		TREE_NODE("pci"),
		{ .kind = FAKE_BYTES,
		  .name = "compatible",
		  .data = compatible,
		  .len = strlen(compatible) + 1 },
		TREE_CELLS("#address-cells", 3),
		TREE_CELLS("#size-cells", 2),
		TREE_CELLS("reg", 0, ECAM, 0, config_size),
		TREE_CELLS("ranges", 0x01000000, 0, 0, 0, IO_CPU, 0, 0x10000, /* I/O */
			   0x02000000, 0, MEMORY_PCI, 0, MEMORY_CPU, 0, 0x40000000, 0x03000000, 4,
			   0, 4, 0, 4, 0),
		TREE_ROWS(props),
		TREE_END,
		{ 0 },
	};
	const char *why;

	fake_tree(rows);
	fake_pci_attach(&pci, ECAM);
	assert_int_equal(fake_tree_bind("pci", "/pci", &console, &why), 0);
}

static void build(void)
{
	build_with("pci-host-ecam-generic", NULL);
	fake_pci_add(&pci, 0, 0x00081b36, 0x060000); /* the host bridge */
}

static struct fake_function *add_port(uint32_t function, uint32_t id, uint32_t bar, uint32_t mask)
{
	struct fake_function *port = fake_pci_add(&pci, function, id, SERIAL);

	port->word[BAR0] = bar;
	port->bar_mask[0] = mask;
	port->word[PIN] = 0x0100;
	return port;
}

/* Attaches a port at the address that the console is expected to get. */
static void add_uart(uintptr_t base)
{
	fake_16550_init(&uart, (struct regs){ .base = base, .width = 1 }, true);
	fake_regs_add(&uart.device);
}

/* --- finding ---------------------------------------------------------------------------------- */

static void bind_reads_the_tree_only(void **state)
{
	(void)state;
	build();
	assert_int_equal(pci.reads + pci.writes, 0);
	assert_int_equal(console.regs.base, ECAM);
	assert_string_equal(console.name, "pci");
	assert_null(console.tty);
	assert_string_equal(fake_tree_driver("pci")->probed, "PCI host bridge");
	assert_true(fake_tree_driver("pci")->several);
}

static void bind_refuses_other_nodes(void **state)
{
	static const struct {
		struct fake_item props[5];
		int err;
	} rows[] = {
		{ { TREE_CELLS("#address-cells", 3), TREE_CELLS("#size-cells", 2) }, -ENOENT },
		{ { TREE_CELLS("#address-cells", 3), TREE_CELLS("#size-cells", 2),
		    TREE_CELLS("reg", 0, ECAM, 0x10000000) },
		  -ENOENT },
		{ { TREE_CELLS("reg", 0, ECAM, 0x10000000),
		    TREE_CELLS("ranges", 0x02000000, 0, 0, 0, 0, 0, 1) },
		  -EINVAL },
		{ { TREE_CELLS("#address-cells", 3), TREE_CELLS("#size-cells", 2),
		    TREE_CELLS("reg", 0, ECAM, 0xfffff),
		    TREE_CELLS("ranges", 0x02000000, 0, 0, 0, 0, 0, 1) },
		  -EINVAL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct fake_item tree[] = {
			TREE_NODE("pci"),
			TREE_TEXT("compatible", "pci-host-ecam-generic"),
			TREE_ROWS(rows[i].props),
			TREE_END,
			{ 0 },
		};
		const char *why;

		fake_tree(tree);
		assert_int_equal(fake_tree_bind("pci", "/pci", &console, &why), rows[i].err);
		assert_non_null(why);
	}
}

static void no_port_is_no_console(void **state)
{
	static const uint32_t others[] = { 0x020000, 0x070007, 0x070300, 0x078000, 0x060000 };

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		build();
		fake_pci_add(&pci, 8, 0x10001af4, others[i]);
		assert_int_equal(console.ops->start(&console), -ENODEV);
		assert_int_equal(pci.writes, 0);
	}
	build();
	add_port(8, PLAIN, 0xe001, 0xfff8);
	console.instance = 1;
	assert_int_equal(console.ops->start(&console), -ENODEV);
}

/* Functions after 0 exist only if function 0 says so; ports are counted in order. */
static void ports_are_counted_in_order(void **state)
{
	static const struct {
		uint32_t unit, base;
	} ports[] = {
		{ 0x1000, 0xa000 }, { 0x1300, 0xb000 }, { 0x1300, 0xb008 }, { 0x1800, 0xc000 },
		{ 0x1800, 0xc008 }, { 0x1800, 0xc010 }, { 0x1800, 0xc018 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(ports) / sizeof(*ports); i++) {
		build();
		add_port(8 * 2, PLAIN, 0xa001, 0xfff8)->word[HEADER] = MULTI;
		add_port(8 * 2 + 3, TWO, 0xb001, 0xfff0);
		add_port(8 * 3, FOUR, 0xc001, 0xffe0);
		add_port(8 * 3 + 1, PLAIN, 0xd001, 0xfff8); /* a ghost: no multi-function */
		add_uart(IO_CPU + ports[i].base);
		console.instance = (uint8_t)i;
		assert_int_equal(console.ops->start(&console), 0);
		assert_int_equal(console.regs.base, IO_CPU + ports[i].base);
		assert_int_equal(console.pci.unit, ports[i].unit);
		assert_int_equal(console.pci.pin, 1);
	}
	build();
	add_port(8 * 3, FOUR, 0xc001, 0xffe0);
	console.instance = 4;
	assert_int_equal(console.ops->start(&console), -ENODEV);
}

/* --- using ------------------------------------------------------------------------------------ */

static void addresses_of_firmware_are_kept(void **state)
{
	static const struct {
		uint32_t bar, high, command, command_after;
		uintptr_t cpu;
	} rows[] = {
		{ 0xe001, 0, IO, IO, IO_CPU + 0xe000 },
		{ 0xe001, 0, 0, IO, IO_CPU + 0xe000 },
		{ 0xe001, 0, IO | 4 | NO_INTERRUPT, IO | 4, IO_CPU + 0xe000 },
		{ 0x40001000, 0, 0, MEMORY, MEMORY_CPU + 0x1000 },
		{ 0x00002004, 4, 0, MEMORY, 0x400002000 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct fake_function *port;
		char text[8];

		build();
		port = add_port(8, PLAIN, rows[i].bar, 0);
		port->word[BAR0 + 1] = rows[i].high;
		port->word[COMMAND] |= rows[i].command;
		add_uart(rows[i].cpu);
		assert_int_equal(console.ops->start(&console), 0);
		assert_int_equal(port->word[COMMAND], 0x00100000 | rows[i].command_after);
		assert_int_equal(pci.writes, rows[i].command != rows[i].command_after);
		assert_int_equal(port->word[BAR0], rows[i].bar);
		fake_16550_receive(&uart, 'k', 0);
		assert_int_equal(console.ops->read(&console, text, 8), 1);
		assert_int_equal(console.ops->write(&console, "port", 4), 4);
		assert_memory_equal(uart.sent, "port", 4);
		assert_string_equal(console.name, "pci-serial");
		assert_string_equal(console.tty, "ttyS");
	}
}

static void starting_again_does_not_search_again(void **state)
{
	unsigned reads;

	(void)state;
	build();
	add_port(8, PLAIN, 0xe001, 0xfff8);
	add_uart(IO_CPU + 0xe000);
	uart.gone = true;
	assert_int_equal(console.ops->start(&console), -EIO);
	assert_int_equal(console.regs.base, ECAM);
	uart.gone = false;
	assert_int_equal(console.ops->start(&console), 0);
	reads = pci.reads;
	assert_int_equal(console.ops->start(&console), 0);
	assert_int_equal(pci.reads, reads);
	assert_non_null(console.ops->listen);
}

/* The first port after reset: 5 bits a character, no FIFO. */
static void a_port_that_is_not_set_up_is_set_up(void **state)
{
	(void)state;
	build();
	add_port(8, PLAIN, 0xe001, 0xfff8);
	add_uart(IO_CPU + 0xe000);
	uart.fifo_on = false;
	uart.lcr = 0;
	uart.divisor = 12;
	uart.may = FAKE_MAY_LCR | FAKE_MAY_FCR | FAKE_MAY_MCR;
	assert_int_equal(console.ops->start(&console), 0);
	assert_int_equal(uart.lcr, 3);
	assert_int_equal(uart.fcr, 7);
	assert_int_equal(uart.mcr, 3);
	assert_int_equal(uart.divisor, 1);
	assert_int_equal(console.fifo, 16);
}

static void cam_has_smaller_steps(void **state)
{
	(void)state;
	build_with("pci-host-cam-generic", NULL);
	pci.shift = 8;
	add_port(8 * 5 + 0, PLAIN, 0xe001, 0xfff8);
	add_uart(IO_CPU + 0xe000);
	assert_int_equal(console.ops->start(&console), 0);
	assert_int_equal(console.pci.unit, 0x2800);
}

/* --- addresses of our own --------------------------------------------------------------------- */

static void a_bar_without_address_gets_one(void **state)
{
	static const struct {
		uint32_t bar, mask, after;
		uintptr_t cpu;
	} rows[] = {
		{ 1, 0xfff8, 0xfff9, IO_CPU + 0xfff8 },
		{ 1, 0xfffffff8, 0xfff9, IO_CPU + 0xfff8 },
		{ 0x20001, 0xfffffff8, 0xfff9, IO_CPU + 0xfff8 }, /* in no window */
		{ 0, 0xfffff000, 0x7ffff000, MEMORY_CPU + 0x3ffff000 },
		{ 4, 0xffffff00, 0x7fffff04, MEMORY_CPU + 0x3fffff00 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct fake_function *port;

		build();
		port = add_port(8, PLAIN, rows[i].bar, rows[i].mask);
		port->word[COMMAND] |= IO | MEMORY; /* off while a BAR is written */
		port->bar_mask[1] = rows[i].bar == 4 ? UINT32_MAX : 0;
		port->word[BAR0 + 1] = rows[i].bar == 4 ? 0x77 : 0;
		add_uart(rows[i].cpu);
		assert_int_equal(console.ops->start(&console), 0);
		assert_int_equal(port->word[BAR0], rows[i].after);
		assert_int_equal(port->word[BAR0 + 1], 0);
		assert_int_equal(port->word[COMMAND], 0x00100000 | IO | MEMORY);
		assert_int_equal(console.regs.base, rows[i].cpu);
	}
}

/* Adds a bridge that forwards 0xd000 to 0xefff of I/O and 0x7f000000 to 0x7fefffff of memory. */
static void add_windows(void)
{
	struct fake_function *bridge = fake_pci_add(&pci, 32, 0x000c1b36, 0x060400);

	bridge->word[HEADER] = BRIDGE;
	bridge->word[COMMAND] |= IO | MEMORY;
	bridge->word[IO_WINDOW] = 0xe0d0;
	bridge->word[MEMORY_WINDOW] = 0x7fe07f00;
	bridge->word[MEMORY_WINDOW + 1] = 0x0000fff0; /* closed */
}

static void add_other(uint32_t function, unsigned bar, uint32_t value)
{
	fake_pci_add(&pci, function, 0x10001af4, 0x010000)->word[BAR0 + bar] = value;
}

/* Other BARs, each as large as its address allows, and what a bridge forwards, are avoided. */
static void an_address_in_use_is_not_given(void **state)
{
	struct fake_function *port;

	(void)state;
	build();
	port = add_port(8, FOUR, 1, 0xffe0);
	add_port(16, PLAIN, 0xfff1, 0xfff0);
	add_other(24, 3, 0xffc1);
	add_other(24 + 1, 0, 0xffa1); /* not there: no multi-function */
	add_windows();
	add_uart(IO_CPU + 0xffa0);
	assert_int_equal(console.ops->start(&console), 0);
	assert_int_equal(port->word[BAR0], 0xffa1);

	build();
	port = add_port(8, FOUR, 1, 0xffe0);
	add_other(16, 0, 0xfff9);
	add_uart(IO_CPU + 0xffc0);
	assert_int_equal(console.ops->start(&console), 0);
	assert_int_equal(port->word[BAR0], 0xffc1);

	build();
	port = add_port(8, PLAIN, 1, 0xfff8);
	add_other(16, 0, 0xf001);
	add_windows();
	add_uart(IO_CPU + 0xcff8);
	assert_int_equal(console.ops->start(&console), 0);
	assert_int_equal(port->word[BAR0], 0xcff9);

	build();
	port = add_port(8, PLAIN, 0, 0xfff00000);
	add_other(16, 0, 0x7ff00000);
	add_other(24, 1, 0x00100004); /* 64 bits: the upper half is no address */
	pci.function[3].word[BAR0 + 2] = 0x7ee00000;
	add_windows();
	add_uart(MEMORY_CPU + 0x3ef00000);
	assert_int_equal(console.ops->start(&console), 0);
	assert_int_equal(port->word[BAR0], 0x7ef00000);

	build();
	port = add_port(8, PLAIN, 1, 0xfff8);
	for (uint32_t i = 0; i < 4; i++)
		add_other(16 + 8 * i, 0, 0x8001 >> i | 1);
	add_uart(IO_CPU + 0xff8);
	assert_int_equal(console.ops->start(&console), 0);
	assert_int_equal(port->word[BAR0], 0xff9);
}

static void a_bar_that_cannot_be_placed(void **state)
{
	static const struct {
		uint32_t bar, mask;
		bool stuck;
		int err;
	} rows[] = {
		{ 0, 0, false, -ENODEV },          /* no BAR */
		{ 1, 0xfffc, false, -ENODEV },     /* less than a port */
		{ 0, 0x80000000, false, -ENOSPC }, /* more than the window */
		{ 1, 0xfff8, true, -EIO },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct fake_function *port;

		build();
		port = add_port(8, PLAIN, rows[i].bar, rows[i].mask);
		port->bar_stuck = rows[i].stuck;
		port->word[COMMAND] |= IO;
		assert_int_equal(console.ops->start(&console), rows[i].err);
		assert_int_equal(port->word[COMMAND], 0x00100000 | IO); /* as it was */
	}
	/* A BAR that may be as large as the whole window leaves no room. */
	build();
	add_port(8, PLAIN, 0, 0xfff00000);
	add_other(16, 0, 0x40000000);
	assert_int_equal(console.ops->start(&console), -ENOSPC);
}

/* --- below bridges ---------------------------------------------------------------------------- */

static struct fake_function *add_bridge(uint32_t function, uint32_t below)
{
	struct fake_function *bridge = fake_pci_add(&pci, function, 0x000c1b36, 0x060400);

	bridge->word[HEADER] = BRIDGE;
	bridge->word[BUSES] = below << 16 | below << 8 | function >> 8;
	return bridge;
}

/* The model fails the test if bus 7, which has no number yet, is read. */
static void ports_below_bridges_are_found(void **state)
{
	static const struct fake_item range[] = { TREE_CELLS("bus-range", 4, 9), { 0 } };
	struct fake_function *port;

	(void)state;
	build_with("pci-host-ecam-generic", range);
	pci.first = 4;
	add_bridge(0x400 + 8 * 1, 5);
	add_bridge(0x400 + 8 * 2, 0);  /* not configured */
	add_bridge(0x400 + 8 * 3, 4);  /* not rightly configured */
	add_bridge(0x400 + 8 * 4, 10); /* not within the range */
	add_bridge(0x500 + 8 * 6, 8);
	port = add_port(0x800 + 8 * 3, PLAIN, 0xe001, 0xfff8);
	port->word[PIN] = 0x0200;
	add_uart(IO_CPU + 0xe000);
	assert_int_equal(console.ops->start(&console), 0);
	/* Pin B of device 3 is pin A of device 6 on bus 5, and pin C of device 1 on bus 4. */
	assert_int_equal(console.pci.pin, 3);
	assert_int_equal(console.pci.unit, 0x040800);
	/* There it gets no address from us: the bridges would not forward it. */
	build_with("pci-host-ecam-generic", range);
	pci.first = 4;
	add_bridge(0x400, 5);
	add_port(0x500, PLAIN, 1, 0xfff8);
	assert_int_equal(console.ops->start(&console), -ENXIO);
}

static void a_small_reg_has_few_buses(void **state)
{
	static const struct {
		uint32_t size, last;
		int err;
	} rows[] = {
		{ 0x200000, 255, -ENODEV },
		{ 0x300000, 1, -ENODEV },
		{ 0x300000, 2, 0 },
		{ 0x300000, 255, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct fake_item range[] = { TREE_CELLS("bus-range", 0, rows[i].last),
						   { 0 } };

		config_size = rows[i].size;
		build_with("pci-host-ecam-generic", range);
		add_bridge(8, 2);
		add_port(0x200, PLAIN, 0xe001, 0xfff8);
		add_uart(IO_CPU + 0xe000);
		assert_int_equal(console.ops->start(&console), rows[i].err);
	}
	config_size = 0x10000000;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bind_reads_the_tree_only),
		cmocka_unit_test(bind_refuses_other_nodes),
		cmocka_unit_test(no_port_is_no_console),
		cmocka_unit_test(ports_are_counted_in_order),
		cmocka_unit_test(addresses_of_firmware_are_kept),
		cmocka_unit_test(starting_again_does_not_search_again),
		cmocka_unit_test(a_port_that_is_not_set_up_is_set_up),
		cmocka_unit_test(cam_has_smaller_steps),
		cmocka_unit_test(a_bar_without_address_gets_one),
		cmocka_unit_test(an_address_in_use_is_not_given),
		cmocka_unit_test(a_bar_that_cannot_be_placed),
		cmocka_unit_test(ports_below_bridges_are_found),
		cmocka_unit_test(a_small_reg_has_few_buses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
