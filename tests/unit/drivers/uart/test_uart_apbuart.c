/* GRLIB's APBUART against scripts of its registers, with FIFOs and without. */
#include <errno.h>
#include "tests/unit/fake/fake_uart.h"

enum { DATA, STATUS, CTRL, SCALER };

enum {
	READY = 1 << 0,
	SHIFT_EMPTY = 1 << 1,
	TX_EMPTY = 1 << 2,
	BREAK = 1 << 3,
	OVERRUN = 1 << 4,
	PARITY = 1 << 5,
	FRAMING = 1 << 6,
	TX_FULL = 1 << 9,
};

#define ALL_ONES   0xffffffff
#define WITH_FIFOS 0x80000000

static struct console noel_v(void)
{
	static const struct fake_item rows[] = {
		TREE_CELLS("#address-cells", 2),
		TREE_CELLS("#size-cells", 2),
		TREE_NODE("serial"),
		TREE_TEXT("compatible", "gaisler,apbuart"),
		TREE_CELLS("reg", 0x0, 0xfc001000, 0x0, 0x100),
		TREE_CELLS("interrupts", 1),
		TREE_END,
		{ 0 },
	};

	return fake_uart_bind("apbuart", rows);
}

/* The state after start, with FIFOs or without. */
static struct console started(uint32_t fifos)
{
	const struct fake_access script[] = { { 'r', CTRL, fifos | 3 }, { 0 } };
	struct console console = noel_v();

	fake_regs_expect(&console.regs, script);
	assert_int_equal(console.ops->start(&console), 0);
	fake_regs_done();
	return console;
}

static void bind_knows_the_layout(void **state)
{
	static const char *const strings[] = { "gaisler,apbuart", NULL };
	struct console console = noel_v();

	(void)state;
	fake_uart_at(&console, 0xfc001000, 2, 4);
	fake_uart_names("apbuart", "ttyS", "apbuart", strings);
	assert_int_equal(console.baud_unit, 8 * 64);
	assert_int_equal(console.baud_bias, 1);
}

static void start_switches_on_what_is_off(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_START, .script = { { 'r', CTRL, 0x80000003 } } },
		/* Flow control, debug mode and firmware's interrupts stay. */
		{ ASK_START, .script = { { 'r', CTRL, 0x80000844 }, { 'w', CTRL, 0x80000847 } } },
		{ ASK_START, .script = { { 'r', CTRL, 0x2 }, { 'w', CTRL, 0x3 } } },
		{ ASK_START, .script = { { 'r', CTRL, 0x1 }, { 'w', CTRL, 0x3 } } },
		{ ASK_START, -EIO, .script = { { 'r', CTRL, ALL_ONES } } },
	};
	struct console console = noel_v();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void write_stops_when_the_fifo_is_full(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_WRITE, 2, "a\xff",
		  .script = { { 'r', STATUS, TX_EMPTY },
			      { 'w', DATA, 'a' },
			      { 'r', STATUS, 0 },
			      { 'w', DATA, 0xff } } },
		{ ASK_WRITE, 1, "ab",
		  .script = { { 'r', STATUS, 0 }, { 'w', DATA, 'a' }, { 'r', STATUS, TX_FULL } } },
		{ ASK_WRITE, 0, "a", .script = { { 'r', STATUS, TX_FULL | SHIFT_EMPTY } } },
		{ ASK_WRITE, -EIO, "a", .script = { { 'r', STATUS, ALL_ONES } } },
		{ ASK_WRITE, 1, "ab",
		  .script = { { 'r', STATUS, 0 }, { 'w', DATA, 'a' }, { 'r', STATUS, ALL_ONES } } },
	};
	struct console console = started(WITH_FIFOS);

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

/* Without FIFOs the bit of a full FIFO is never set. */
static void write_without_fifos_waits_for_the_holding_register(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_WRITE, 1, "ab",
		  .script = { { 'r', STATUS, TX_EMPTY }, { 'w', DATA, 'a' }, { 'r', STATUS, 0 } } },
		{ ASK_WRITE, 0, "a", .script = { { 'r', STATUS, 0 } } },
	};
	struct console console = started(0);

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

/* Errors are cleared by writing zeros, only if there are any. */
static void read_takes_all_and_counts_errors(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_READ, 0, .script = { { 'r', STATUS, TX_EMPTY | SHIFT_EMPTY } } },
		{ ASK_READ, 2, "a\xff",
		  .script = { { 'r', STATUS, 0x08000000 | READY },
			      { 'r', DATA, 'a' },
			      { 'r', STATUS, 0x04000000 | READY },
			      { 'r', DATA, 0xff },
			      { 'r', STATUS, 0 } } },
		{ ASK_READ, 1, "a", .room = 1,
		  .script = { { 'r', STATUS, READY }, { 'r', DATA, 'a' } } },
		{ ASK_READ, 1, "a", .errors = { .overruns = 1 },
		  .script = { { 'r', STATUS, READY | OVERRUN },
			      { 'w', STATUS, 0 },
			      { 'r', DATA, 'a' },
			      { 'r', STATUS, 0 } } },
		{ ASK_READ, 0, .errors = { .parity = 1 },
		  .script = { { 'r', STATUS, PARITY }, { 'w', STATUS, 0 } } },
		{ ASK_READ, 0, .errors = { .framing = 1 },
		  .script = { { 'r', STATUS, FRAMING }, { 'w', STATUS, 0 } } },
		{ ASK_READ, 0, .errors = { .breaks = 1 },
		  .script = { { 'r', STATUS, BREAK }, { 'w', STATUS, 0 } } },
		{ ASK_READ, 0, .errors = { .breaks = 1 },
		  .script = { { 'r', STATUS, BREAK | FRAMING }, { 'w', STATUS, 0 } } },
		{ ASK_READ, -EIO, .script = { { 'r', STATUS, ALL_ONES } } },
		{ ASK_READ, 1, "a",
		  .script = { { 'r', STATUS, READY },
			      { 'r', DATA, 'a' },
			      { 'r', STATUS, ALL_ONES } } },
	};
	struct console console = started(WITH_FIFOS);

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

/* One interrupt for each byte: not at half a FIFO, not delayed, not the transmitter's. */
static void listens_to_single_bytes(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_LISTEN, .script = { { 'r', CTRL, 0x80000003 }, { 'w', CTRL, 0x80000007 } } },
		{ ASK_LISTEN, .script = { { 'r', CTRL, 0x80007e4b }, { 'w', CTRL, 0x80000847 } } },
		{ ASK_LISTEN, .script = { { 'r', CTRL, 0x80000007 } } },
		{ ASK_DEAFEN, .script = { { 'r', CTRL, 0x80007e4f }, { 'w', CTRL, 0x80000843 } } },
		{ ASK_DEAFEN, .script = { { 'r', CTRL, 0x80000803 } } },
	};
	struct console console = started(WITH_FIFOS);

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void loops_inside(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_LOOP, .script = { { 'r', CTRL, 0x80000007 }, { 'w', CTRL, 0x80000087 } } },
		{ ASK_UNLOOP, .script = { { 'r', CTRL, 0x80000087 }, { 'w', CTRL, 0x80000007 } } },
	};
	struct console console = started(WITH_FIFOS);

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void drained_means_the_shifter_too(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_DRAINED, 1, .script = { { 'r', STATUS, TX_EMPTY | SHIFT_EMPTY } } },
		{ ASK_DRAINED, 0, .script = { { 'r', STATUS, TX_EMPTY } } },
		{ ASK_DRAINED, 0, .script = { { 'r', STATUS, SHIFT_EMPTY } } },
	};
	struct console console = started(WITH_FIFOS);

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void divisor_is_what_the_scaler_holds(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_DIVISOR, 53, .script = { { 'r', SCALER, 53 } } },
		{ ASK_SET_DIVISOR, .number = 107,
		  .script = { { 'r', SCALER, 53 }, { 'w', SCALER, 107 }, { 'r', SCALER, 107 } } },
		/* A scaler of 12 bits. */
		{ ASK_SET_DIVISOR, -ERANGE, .number = 0x1001,
		  .script = { { 'r', SCALER, 53 },
			      { 'w', SCALER, 0x1001 },
			      { 'r', SCALER, 1 },
			      { 'w', SCALER, 53 } } },
	};
	struct console console = started(WITH_FIFOS);

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bind_knows_the_layout),
		cmocka_unit_test(start_switches_on_what_is_off),
		cmocka_unit_test(write_stops_when_the_fifo_is_full),
		cmocka_unit_test(write_without_fifos_waits_for_the_holding_register),
		cmocka_unit_test(read_takes_all_and_counts_errors),
		cmocka_unit_test(listens_to_single_bytes),
		cmocka_unit_test(loops_inside),
		cmocka_unit_test(drained_means_the_shifter_too),
		cmocka_unit_test(divisor_is_what_the_scaler_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
