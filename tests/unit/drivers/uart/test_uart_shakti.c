/* The Shakti C class' UART against scripts of its registers. */
#include <errno.h>
#include "tests/unit/fake/fake_uart.h"

enum { BAUD, TX, RX, STATUS, INTEN = 6, TX8 = TX | FAKE_BYTE, RX8 = RX | FAKE_BYTE };

enum {
	TX_EMPTY = 0x01,
	TX_FULL = 0x02,
	READY = 0x04,
	RX_FULL = 0x08,
	PARITY = 0x10,
	OVERRUN = 0x20,
	FRAMING = 0x40,
	BREAK = 0x80,
	THRESHOLD = 0x100,
};

#define ALL_ONES 0xffff

static struct console shakti_c(void)
{
	static const struct fake_item rows[] = {
		TREE_CELLS("#address-cells", 2),
		TREE_CELLS("#size-cells", 2),
		TREE_NODE("serial"),
		TREE_TEXT("compatible", "shakti,uart0"),
		TREE_CELLS("reg", 0x0, 0x11300, 0x0, 0x100),
		TREE_CELLS("clock-frequency", 50000000),
		TREE_END,
		{ 0 },
	};

	return fake_uart_bind("shakti", rows);
}

static void bind_knows_the_layout(void **state)
{
	static const char *const strings[] = { "shakti,uart0", NULL };
	struct console console = shakti_c();

	(void)state;
	fake_uart_at(&console, 0x11300, 2, 2);
	fake_uart_names("shakti", "-", "shakti", strings);
	assert_int_equal(console.baud_unit, 16 * 64);
	assert_int_equal(console.baud_bias, 0);
}

static void start_writes_nothing(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_START, .script = { { 'r', STATUS, TX_EMPTY } } },
		{ ASK_START, .script = { { 'r', STATUS, 0 } } },
		{ ASK_START, -EIO, .script = { { 'r', STATUS, ALL_ONES } } },
	};
	struct console console = shakti_c();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void write_stops_when_full(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_WRITE, 2, "a\xff",
		  .script = { { 'r', STATUS, TX_EMPTY | THRESHOLD },
			      { 'w', TX8, 'a' },
			      { 'r', STATUS, OVERRUN },
			      { 'w', TX8, 0xff } } },
		{ ASK_WRITE, 1, "ab",
		  .script = { { 'r', STATUS, 0 }, { 'w', TX8, 'a' }, { 'r', STATUS, TX_FULL } } },
		{ ASK_WRITE, 0, "a", .script = { { 'r', STATUS, TX_FULL | READY } } },
		{ ASK_WRITE, -EIO, "a", .script = { { 'r', STATUS, ALL_ONES } } },
		{ ASK_WRITE, 1, "ab",
		  .script = { { 'r', STATUS, 0 }, { 'w', TX8, 'a' }, { 'r', STATUS, ALL_ONES } } },
	};
	struct console console = shakti_c();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void read_takes_all(void **state)
{
	static const struct fake_uart_row rows[] = {
		/* A threshold or a full FIFO alone means no byte. */
		{ ASK_READ, 0, .script = { { 'r', STATUS, TX_EMPTY | RX_FULL | THRESHOLD } } },
		{ ASK_READ, 2, "a\xff",
		  .script = { { 'r', STATUS, READY | RX_FULL },
			      { 'r', RX8, 'a' },
			      { 'r', STATUS, READY | TX_FULL },
			      { 'r', RX8, 0xff },
			      { 'r', STATUS, 0 } } },
		{ ASK_READ, 1, "a", .room = 1,
		  .script = { { 'r', STATUS, READY }, { 'r', RX8, 'a' } } },
		{ ASK_READ, -EIO, .script = { { 'r', STATUS, ALL_ONES } } },
		{ ASK_READ, 1, "a",
		  .script = { { 'r', STATUS, READY },
			      { 'r', RX8, 'a' },
			      { 'r', STATUS, ALL_ONES } } },
		{ ASK_READ, 0, .errors = { .parity = 1 }, .script = { { 'r', STATUS, PARITY } } },
		{ ASK_READ, 0, .errors = { .overruns = 1 },
		  .script = { { 'r', STATUS, OVERRUN } } },
		{ ASK_READ, 0, .errors = { .framing = 1 }, .script = { { 'r', STATUS, FRAMING } } },
		{ ASK_READ, 0, .errors = { .breaks = 1 }, .script = { { 'r', STATUS, BREAK } } },
		{ ASK_READ, 0, .errors = { .breaks = 1 },
		  .script = { { 'r', STATUS, BREAK | FRAMING } } },
		/* A bit that stays is one error; one that is set again is two. */
		{ ASK_READ, 2, "ab", .errors = { .overruns = 1 },
		  .script = { { 'r', STATUS, READY | OVERRUN },
			      { 'r', RX8, 'a' },
			      { 'r', STATUS, READY | OVERRUN },
			      { 'r', RX8, 'b' },
			      { 'r', STATUS, OVERRUN } } },
		{ ASK_READ, 2, "ab", .errors = { .overruns = 2 },
		  .script = { { 'r', STATUS, READY | OVERRUN },
			      { 'r', RX8, 'a' },
			      { 'r', STATUS, READY },
			      { 'r', RX8, 'b' },
			      { 'r', STATUS, OVERRUN } } },
	};
	struct console console = shakti_c();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void listens_to_bytes_only(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_LISTEN, .script = { { 'w', INTEN, READY } } },
		{ ASK_DEAFEN, .script = { { 'w', INTEN, 0 } } },
	};
	struct console console = shakti_c();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void drained_reads_one_bit(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_DRAINED, 1, .script = { { 'r', STATUS, TX_EMPTY } } },
		{ ASK_DRAINED, 0, .script = { { 'r', STATUS, READY } } },
	};
	struct console console = shakti_c();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void divisor_has_sixteen_bits(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_DIVISOR, 27, .script = { { 'r', BAUD, 27 } } },
		{ ASK_SET_DIVISOR, .number = 0xffff, .script = { { 'w', BAUD, 0xffff } } },
		{ ASK_SET_DIVISOR, -ERANGE, .number = 0 },
		{ ASK_SET_DIVISOR, -ERANGE, .number = 0x10000 },
	};
	struct console console = shakti_c();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bind_knows_the_layout),    cmocka_unit_test(start_writes_nothing),
		cmocka_unit_test(write_stops_when_full),    cmocka_unit_test(read_takes_all),
		cmocka_unit_test(listens_to_bytes_only),    cmocka_unit_test(drained_reads_one_bit),
		cmocka_unit_test(divisor_has_sixteen_bits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
