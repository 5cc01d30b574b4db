/* Cadence's UART against scripts of its registers. */
#include <errno.h>
#include "tests/unit/fake/fake_uart.h"

enum { CR, MR, IER, IDR, ISR = 5, BAUDGEN, RXWM = 8, SR = 11, FIFO, BAUDDIV };

enum {
	RXEMPTY = 0x02,
	TXEMPTY = 0x08,
	TXFULL = 0x10,
	ACTIVE = 0x800,
};

#define ALL_ONES 0xffffffff

static struct console jh8100(void)
{
	static const struct fake_item rows[] = {
		TREE_CELLS("#address-cells", 2),
		TREE_CELLS("#size-cells", 2),
		TREE_NODE("serial"),
		TREE_TEXT("compatible", "starfive,jh8100-uart\0cdns,uart-r1p8"),
		TREE_CELLS("reg", 0x0, 0x12160000, 0x0, 0x10000),
		TREE_CELLS("interrupts", 67),
		TREE_END,
		{ 0 },
	};

	return fake_uart_bind("cadence", rows);
}

static void bind_knows_the_layout(void **state)
{
	static const char *const strings[] = { "cdns,uart-r1p8",       "cdns,uart-r1p12",
					       "starfive,jh8100-uart", "xlnx,xuartps",
					       "xlnx,zynqmp-uart",     NULL };
	struct console console = jh8100();

	(void)state;
	fake_uart_at(&console, 0x12160000, 2, 4);
	fake_uart_names("cadence", "ttyPS", "cdns", strings);
}

static void start_switches_on_what_is_off(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_START,
		  .script = { { 'r', CR, 0x14 }, { 'r', BAUDDIV, 4 }, { 'r', MR, 0x20 } } },
		/* As after reset; "stop break" stays. */
		{ ASK_START, .script = { { 'r', CR, 0x128 },
					 { 'w', CR, 0x114 },
					 { 'r', BAUDDIV, 15 },
					 { 'r', MR, 0x20 } } },
		/* Both bits of the receiver are set: it is off. */
		{ ASK_START, .script = { { 'r', CR, 0x1c },
					 { 'w', CR, 0x14 },
					 { 'r', BAUDDIV, 4 },
					 { 'r', MR, 0x20 } } },
		{ ASK_START, .script = { { 'r', CR, 0x10 },
					 { 'w', CR, 0x14 },
					 { 'r', BAUDDIV, 4 },
					 { 'r', MR, 0x20 } } },
		{ ASK_START, -EIO, .script = { { 'r', CR, ALL_ONES } } },
	};
	struct console console = jh8100();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void start_finds_the_unit_of_the_divisor(void **state)
{
	static const struct {
		uint32_t bauddiv, mr;
		int unit;
	} rows[] = {
		{ 4, 0x20, 320 },  { 15, 0x20, 1024 },   { 255, 0x20, 16384 },
		{ 4, 0x21, 2560 }, { 126, 0x21, 65024 }, { 255, 0x21, 0 }, /* unknown */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct fake_access script[] = {
			{ 'r', CR, 0x14 },
			{ 'r', BAUDDIV, rows[i].bauddiv },
			{ 'r', MR, rows[i].mr },
			{ 0 },
		};
		struct console console = jh8100();

		fake_regs_expect(&console.regs, script);
		assert_int_equal(console.ops->start(&console), 0);
		fake_regs_done();
		assert_int_equal(console.baud_unit, rows[i].unit);
		assert_int_equal(console.baud_bias, 0);
		if (!rows[i].unit)
			assert_int_equal(console.ops->divisor(&console), -ERANGE);
	}
}

static void write_stops_when_full(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_WRITE, 2, "a\xff",
		  .script = { { 'r', SR, TXEMPTY | RXEMPTY },
			      { 'w', FIFO, 'a' },
			      { 'r', SR, 0 },
			      { 'w', FIFO, 0xff } } },
		{ ASK_WRITE, 1, "abc",
		  .script = { { 'r', SR, 0 }, { 'w', FIFO, 'a' }, { 'r', SR, TXFULL | RXEMPTY } } },
		{ ASK_WRITE, 0, "a", .script = { { 'r', SR, TXFULL } } },
		{ ASK_WRITE, -EIO, "a", .script = { { 'r', SR, ALL_ONES } } },
		{ ASK_WRITE, 1, "ab",
		  .script = { { 'r', SR, 0 }, { 'w', FIFO, 'a' }, { 'r', SR, ALL_ONES } } },
	};
	struct console console = jh8100();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

/* Reads the bytes first, then clears the interrupt register, then looks again. */
static void read_clears_when_empty_and_looks_again(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_READ, 0,
		  .script = { { 'r', SR, RXEMPTY },
			      { 'r', ISR, 0x1a }, /* no bit that the driver uses */
			      { 'r', SR, RXEMPTY } } },
		{ ASK_READ, 2, "a\xff",
		  .script = { { 'r', SR, 0x01 },
			      { 'r', FIFO, 'a' },
			      { 'r', SR, TXFULL },
			      { 'r', FIFO, 0xff },
			      { 'r', SR, RXEMPTY | TXFULL },
			      { 'r', ISR, 0x0001 },
			      { 'w', ISR, 0x0001 },
			      { 'r', SR, RXEMPTY } } },
		/* The second comes while the first is cleared. */
		{ ASK_READ, 2, "ab",
		  .script = { { 'r', SR, 0x01 },
			      { 'r', FIFO, 'a' },
			      { 'r', SR, RXEMPTY },
			      { 'r', ISR, 0x0001 },
			      { 'w', ISR, 0x0001 },
			      { 'r', SR, 0x01 },
			      { 'r', FIFO, 'b' },
			      { 'r', SR, RXEMPTY },
			      { 'r', ISR, 0x0001 },
			      { 'w', ISR, 0x0001 },
			      { 'r', SR, RXEMPTY } } },
		/* No room for the second: the register is left for the next read. */
		{ ASK_READ, 1, "a", .room = 1,
		  .script = { { 'r', SR, 0x01 }, { 'r', FIFO, 'a' } } },
		{ ASK_READ, -EIO, .script = { { 'r', SR, ALL_ONES } } },
		{ ASK_READ, 1, "a",
		  .script = { { 'r', SR, 0 }, { 'r', FIFO, 'a' }, { 'r', SR, ALL_ONES } } },
	};
	struct console console = jh8100();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void read_counts_each_error(void **state)
{
	static const struct {
		uint32_t isr;
		struct console_errors errors;
	} rows[] = {
		{ 0x0020, { .overruns = 1 } },
		{ 0x0040, { .framing = 1 } },
		{ 0x0080, { .parity = 1 } },
		{ 0x2000, { .breaks = 1 } },
		{ 0x2040, { .breaks = 1 } }, /* a break is not also a framing error */
		{ 0x00e1, { .overruns = 1, .framing = 1, .parity = 1 } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct console console = jh8100();
		const struct fake_uart_row row = {
			ASK_READ,
			.errors = rows[i].errors,
			/* The transmitter's bits are not cleared. */
			.script = { { 'r', SR, RXEMPTY },
				    { 'r', ISR, rows[i].isr | 0x18 },
				    { 'w', ISR, rows[i].isr },
				    { 'r', SR, RXEMPTY } },
		};

		fake_uart_rows(&console, &row, 1);
	}
}

static void listens_to_single_bytes(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_LISTEN,
		  .script = { { 'w', IDR, 0x3fff }, { 'w', RXWM, 1 }, { 'w', IER, 0x0001 } } },
		{ ASK_DEAFEN, .script = { { 'w', IDR, 0x3fff } } },
	};
	struct console console = jh8100();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void loops_inside(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_LOOP, .script = { { 'r', MR, 0x020 }, { 'w', MR, 0x220 } } },
		{ ASK_LOOP, .script = { { 'r', MR, 0x321 }, { 'w', MR, 0x221 } } },
		{ ASK_UNLOOP, .script = { { 'r', MR, 0x220 }, { 'w', MR, 0x020 } } },
	};
	struct console console = jh8100();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void drained_means_the_shifter_too(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_DRAINED, 1, .script = { { 'r', SR, TXEMPTY } } },
		{ ASK_DRAINED, 0, .script = { { 'r', SR, TXEMPTY | ACTIVE } } },
		{ ASK_DRAINED, 0, .script = { { 'r', SR, 0 } } },
	};
	struct console console = jh8100();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void divisor_is_changed_while_both_directions_are_off(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_DIVISOR, 0x28b, .script = { { 'r', BAUDGEN, 0x1000028b } } },
		{ ASK_SET_DIVISOR, .number = 0xffff,
		  .script = { { 'r', SR, TXEMPTY },
			      { 'r', CR, 0x114 },
			      { 'w', CR, 0x128 },
			      { 'w', BAUDGEN, 0xffff },
			      { 'w', CR, 0x114 } } },
		{ ASK_SET_DIVISOR, -EBUSY, .number = 1, .script = { { 'r', SR, ACTIVE } } },
		{ ASK_SET_DIVISOR, -ERANGE, .number = 0 },
		{ ASK_SET_DIVISOR, -ERANGE, .number = 0x10000 },
	};
	struct console console = jh8100();

	(void)state;
	console.baud_unit = 320;
	FAKE_UART_ROWS(&console, rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bind_knows_the_layout),
		cmocka_unit_test(start_switches_on_what_is_off),
		cmocka_unit_test(start_finds_the_unit_of_the_divisor),
		cmocka_unit_test(write_stops_when_full),
		cmocka_unit_test(read_clears_when_empty_and_looks_again),
		cmocka_unit_test(read_counts_each_error),
		cmocka_unit_test(listens_to_single_bytes),
		cmocka_unit_test(loops_inside),
		cmocka_unit_test(drained_means_the_shifter_too),
		cmocka_unit_test(divisor_is_changed_while_both_directions_are_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
