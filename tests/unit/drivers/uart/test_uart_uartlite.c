/* Xilinx' UART Lite against scripts of its registers, in both byte orders. */
#include <errno.h>
#include "tests/unit/fake/fake_uart.h"

enum { RX, TX, STAT, CTRL };

enum {
	RXVALID = 0x01,
	RXFULL = 0x02,
	TXEMPTY = 0x04,
	TXFULL = 0x08,
	ENABLED = 0x10,
	OVERRUN = 0x20,
	FRAMING = 0x40,
	PARITY = 0x80,
};

#define ALL_ONES   0xffffffff
#define BOTH_WAYS  0x10000010
#define SWAPPED(x) ((uint32_t)(x) << 24)

static struct console microblaze_v(const struct fake_item *order)
{
	const struct fake_item rows[] = {
		TREE_CELLS("#address-cells", 1),
		TREE_CELLS("#size-cells", 1),
		TREE_NODE("serial"),
		TREE_TEXT("compatible", "xlnx,axi-uartlite-2.0\0xlnx,xps-uartlite-1.00.a"),
		TREE_CELLS("reg", 0x40600000, 0x10000),
		TREE_CELLS("current-speed", 115200),
		TREE_ROWS(order),
		TREE_END,
		{ 0 },
	};

	return fake_uart_bind("uartlite", rows);
}

static const struct fake_item little[] = { TREE_FLAG("little-endian"), { 0 } };
static const struct fake_item big[] = { TREE_FLAG("big-endian"), { 0 } };
static const struct fake_item unknown_order[] = { { 0 } };

static void bind_knows_the_layout(void **state)
{
	static const char *const strings[] = { "xlnx,xps-uartlite-1.00.a",
					       "xlnx,opb-uartlite-1.00.b", NULL };
	struct console console = microblaze_v(unknown_order);

	(void)state;
	fake_uart_at(&console, 0x40600000, 2, 4);
	assert_int_equal(console.fifo, 16);
	fake_uart_names("uartlite", "ttyUL", "uartlite", strings);
	assert_true(microblaze_v(big).regs.big_endian);
	assert_false(microblaze_v(little).regs.big_endian);
}

/* Opened by an address: big endian if the option says so, otherwise start finds the byte order. */
static void bind_needs_no_tree(void **state)
{
	const struct console_driver *driver = fake_tree_driver("uartlite");
	static const struct fake_access swapped[] = { { 'r', STAT, SWAPPED(TXEMPTY) }, { 0 } };
	struct regs regs = { .base = 0x40600000, .shift = 2, .width = 4 };
	struct console console;
	const char *why;

	(void)state;
	assert_int_equal(console_bind_at(driver, &regs, &console, &why), 0);
	fake_regs_expect(&regs, swapped);
	assert_int_equal(console.ops->start(&console), 0);
	fake_regs_done();
	assert_true(console.regs.big_endian);
	regs.big_endian = true;
	assert_int_equal(console_bind_at(driver, &regs, &console, &why), 0);
	fake_regs_expect(&regs, swapped); /* unusual, but given */
	assert_int_equal(console.ops->start(&console), 0);
	fake_regs_done();
	assert_true(console.regs.big_endian);
}

static void start_finds_the_byte_order(void **state)
{
	static const struct {
		const struct fake_item *order;
		struct fake_access script[5];
		int result;
		bool big;
	} rows[] = {
		{ unknown_order, { { 'r', STAT, TXEMPTY } }, 0, false },
		{ unknown_order, { { 'r', STAT, SWAPPED(TXEMPTY) } }, 0, true },
		{ unknown_order, { { 'r', STAT, TXFULL | RXVALID | OVERRUN } }, 0, false },
		{ unknown_order, { { 'r', STAT, SWAPPED(PARITY | RXVALID) } }, 0, true },
		{ unknown_order, { { 'r', STAT, ALL_ONES } }, -EIO, false },
		/* Firmware's last bytes are still being sent: the interrupt enable bit shows the
		 * byte order in STAT. */
		{ unknown_order,
		  { { 'r', STAT, 0 },
		    { 'w', CTRL, BOTH_WAYS },
		    { 'r', STAT, ENABLED },
		    { 'w', CTRL, 0 } },
		  0,
		  false },
		{ unknown_order,
		  { { 'r', STAT, 0 },
		    { 'w', CTRL, BOTH_WAYS },
		    { 'r', STAT, SWAPPED(ENABLED | TXEMPTY) },
		    { 'w', CTRL, 0 } },
		  0,
		  true },
		/* Not a UART Lite. */
		{ unknown_order,
		  { { 'r', STAT, 0 },
		    { 'w', CTRL, BOTH_WAYS },
		    { 'r', STAT, 0 },
		    { 'w', CTRL, 0 } },
		  -EIO,
		  false },
		{ little, { { 'r', STAT, 0 } }, 0, false },
		{ little, { { 'r', STAT, SWAPPED(TXEMPTY) } }, 0, false },
		{ big, { { 'r', STAT, TXEMPTY } }, 0, true },
		{ big, { { 'r', STAT, SWAPPED(TXEMPTY) } }, 0, true },
		{ big, { { 'r', STAT, ALL_ONES } }, -EIO, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct console console = microblaze_v(rows[i].order);
		const struct regs before = console.regs;

		fake_regs_expect(&before, rows[i].script);
		assert_int_equal(console.ops->start(&console), rows[i].result);
		fake_regs_done();
		assert_int_equal(console.regs.big_endian, rows[i].big);
	}
}

static void a_second_start_keeps_the_byte_order(void **state)
{
	static const struct fake_access swapped[] = { { 'r', STAT, SWAPPED(TXEMPTY) }, { 0 } };
	static const struct fake_access straight[] = { { 'r', STAT, TXEMPTY }, { 0 } };
	struct console console = microblaze_v(unknown_order);
	struct regs place = console.regs;

	(void)state;
	fake_regs_expect(&place, swapped);
	assert_int_equal(console.ops->start(&console), 0);
	fake_regs_done();
	place.big_endian = true;
	fake_regs_expect(&place, straight);
	assert_int_equal(console.ops->start(&console), 0);
	fake_regs_done();
	assert_true(console.regs.big_endian);
}

static void write_fills_an_empty_fifo(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_WRITE, 2, "a\xff",
		  .script = { { 'r', STAT, TXEMPTY | ENABLED },
			      { 'w', TX, 'a' },
			      { 'w', TX, 0xff } } },
		{ ASK_WRITE, 16, "0123456789abcdefg",
		  .script = { { 'r', STAT, TXEMPTY },
			      { 'w', TX, '0' },
			      { 'w', TX, '1' },
			      { 'w', TX, '2' },
			      { 'w', TX, '3' },
			      { 'w', TX, '4' },
			      { 'w', TX, '5' },
			      { 'w', TX, '6' },
			      { 'w', TX, '7' },
			      { 'w', TX, '8' },
			      { 'w', TX, '9' },
			      { 'w', TX, 'a' },
			      { 'w', TX, 'b' },
			      { 'w', TX, 'c' },
			      { 'w', TX, 'd' },
			      { 'w', TX, 'e' },
			      { 'w', TX, 'f' } } },
		/* Neither empty nor full: there is room for one byte. */
		{ ASK_WRITE, 1, "ab", .script = { { 'r', STAT, RXVALID }, { 'w', TX, 'a' } } },
		{ ASK_WRITE, 0, "a", .script = { { 'r', STAT, TXFULL } } },
		{ ASK_WRITE, -EIO, "a", .script = { { 'r', STAT, ALL_ONES } } },
		/* The read that clears an error counts it. */
		{ ASK_WRITE, 0, "a", .errors = { .overruns = 1 },
		  .script = { { 'r', STAT, TXFULL | OVERRUN } } },
	};
	struct console console = microblaze_v(little);

	(void)state;
	FAKE_UART_ROWS(&console, rows);
	console = microblaze_v(big);
	FAKE_UART_ROWS(&console, rows);
}

static void read_takes_all_and_counts_errors(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_READ, 0, .script = { { 'r', STAT, TXEMPTY | ENABLED } } },
		{ ASK_READ, 2, "a\xff",
		  .script = { { 'r', STAT, RXVALID | RXFULL },
			      { 'r', RX, 'a' },
			      { 'r', STAT, RXVALID },
			      { 'r', RX, 0xff },
			      { 'r', STAT, TXFULL } } },
		{ ASK_READ, 1, "a", .room = 1,
		  .script = { { 'r', STAT, RXVALID }, { 'r', RX, 'a' } } },
		{ ASK_READ, 0, .errors = { .overruns = 1 }, .script = { { 'r', STAT, OVERRUN } } },
		{ ASK_READ, 0, .errors = { .framing = 1 }, .script = { { 'r', STAT, FRAMING } } },
		{ ASK_READ, 1, "a", .errors = { .parity = 1 },
		  .script = { { 'r', STAT, PARITY | RXVALID },
			      { 'r', RX, 'a' },
			      { 'r', STAT, 0 } } },
		{ ASK_READ, -EIO, .script = { { 'r', STAT, ALL_ONES } } },
		{ ASK_READ, 1, "a",
		  .script = { { 'r', STAT, RXVALID }, { 'r', RX, 'a' }, { 'r', STAT, ALL_ONES } } },
	};
	struct console console = microblaze_v(little);

	(void)state;
	FAKE_UART_ROWS(&console, rows);
	console = microblaze_v(big);
	FAKE_UART_ROWS(&console, rows);
}

/* Bits 0 and 1 of CTRL would empty the FIFOs. */
static void listen_resets_nothing(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_LISTEN, .script = { { 'w', CTRL, 0x10 } } },
		{ ASK_DEAFEN, .script = { { 'w', CTRL, 0 } } },
	};
	struct console console = microblaze_v(little);

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

/* The interrupt for an empty transmitter must not count towards a storm. */
static void sending_explains_an_empty_interrupt(void **state)
{
	static const struct fake_access sent[] = {
		{ 'r', STAT, TXEMPTY },
		{ 'w', TX, 'a' },
		{ 0 },
	};
	static const struct fake_access busy[] = { { 'r', STAT, TXFULL }, { 0 } };
	struct console console = microblaze_v(little);

	(void)state;
	console.irq.empty = IRQ_STORM - 1;
	fake_regs_expect(&console.regs, busy);
	assert_int_equal(console.ops->write(&console, "a", 1), 0);
	fake_regs_done();
	assert_int_equal(console.irq.empty, IRQ_STORM - 1);
	fake_regs_expect(&console.regs, sent);
	assert_int_equal(console.ops->write(&console, "a", 1), 1);
	fake_regs_done();
	assert_int_equal(console.irq.empty, 0);
}

/* --- AXI UART --------------------------------------------------------------------------------- */

static struct console rocket(void)
{
	static const struct fake_item rows[] = {
		TREE_CELLS("#address-cells", 1),
		TREE_CELLS("#size-cells", 1),
		TREE_NODE("serial"),
		TREE_TEXT("compatible", "riscv,axi-uart-1.0"),
		TREE_CELLS("reg", 0x60010000, 0x10000),
		TREE_END,
		{ 0 },
	};

	return fake_uart_bind("axi-uart", rows);
}

static void axi_bind_knows_the_layout(void **state)
{
	static const char *const strings[] = { "riscv,axi-uart-1.0", NULL };
	struct console console = rocket();

	(void)state;
	fake_uart_at(&console, 0x60010000, 2, 4);
	fake_uart_names("axi-uart", "ttyAU", "axi_uart", strings);
}

/* STAT is 0 while firmware's last bytes are sent. Bit 4 is CTS, which says nothing. */
static void axi_start_takes_no_order_from_stat(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_START, .script = { { 'r', STAT, 0 } } },
		{ ASK_START, .script = { { 'r', STAT, TXEMPTY | 0x10 } } },
		{ ASK_START, -EIO, .script = { { 'r', STAT, ALL_ONES } } },
		{ ASK_WRITE, 1, "ab", .script = { { 'r', STAT, 0 }, { 'w', TX, 'a' } } },
		{ ASK_LISTEN, .script = { { 'w', CTRL, 0x10 } } },
	};
	struct console console = rocket();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bind_knows_the_layout),
		cmocka_unit_test(bind_needs_no_tree),
		cmocka_unit_test(start_finds_the_byte_order),
		cmocka_unit_test(a_second_start_keeps_the_byte_order),
		cmocka_unit_test(write_fills_an_empty_fifo),
		cmocka_unit_test(read_takes_all_and_counts_errors),
		cmocka_unit_test(listen_resets_nothing),
		cmocka_unit_test(sending_explains_an_empty_interrupt),
		cmocka_unit_test(axi_bind_knows_the_layout),
		cmocka_unit_test(axi_start_takes_no_order_from_stat),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
