/* BL808's UART against scripts of its registers. */
#include <errno.h>
#include "tests/unit/fake/fake_uart.h"

enum { UTX, URX, PERIOD, MASK = 9, ENABLE = 11, STATUS = 12, FIFO0 = 32, FIFO1, WDATA, RDATA };

#define ALL_ONES 0xffffffff
#define ROOM(n)  (n)
#define COUNT(n) ((n) << 8)

static struct console ox64(void)
{
	static const struct fake_item rows[] = {
		TREE_CELLS("#address-cells", 1),
		TREE_CELLS("#size-cells", 1),
		TREE_NODE("serial"),
		TREE_TEXT("compatible", "bouffalolab,bl808-uart"),
		TREE_CELLS("reg", 0x30002000, 0x1000),
		TREE_CELLS("interrupts", 20, 4),
		TREE_END,
		{ 0 },
	};

	return fake_uart_bind("bl808", rows);
}

static void bind_knows_the_layout(void **state)
{
	static const char *const strings[] = { "bouffalolab,bl808-uart", "bflb,bl808-uart", NULL };
	struct console console = ox64();

	(void)state;
	fake_uart_at(&console, 0x30002000, 2, 4);
	fake_uart_names("bl808", "ttyS", "bflb_uart", strings);
	assert_int_equal(console.baud_unit, 64);
	assert_int_equal(console.baud_bias, 1);
}

/* Line settings stay; without free-running mode only a given count would be sent. */
static void start_enables_what_is_off(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_START, .script = { { 'r', UTX, 0xf05 }, { 'r', URX, 0x701 } } },
		{ ASK_START, .script = { { 'r', UTX, 0xf01 },
					 { 'w', UTX, 0xf05 },
					 { 'r', URX, 0x700 },
					 { 'w', URX, 0x701 } } },
		{ ASK_START, -EIO, .script = { { 'r', UTX, ALL_ONES } } },
		{ ASK_START, -EIO, .script = { { 'r', UTX, 0xf05 }, { 'r', URX, ALL_ONES } } },
	};
	struct console console = ox64();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void write_fills_the_room(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_WRITE, 2, "a\xff",
		  .script = { { 'r', FIFO1, ROOM(32) },
			      { 'w', WDATA, 'a' },
			      { 'w', WDATA, 0xff } } },
		{ ASK_WRITE, 1, "ab",
		  .script = { { 'r', FIFO1, ROOM(1) | COUNT(32) }, { 'w', WDATA, 'a' } } },
		{ ASK_WRITE, 0, "a", .script = { { 'r', FIFO1, COUNT(1) } } },
		{ ASK_WRITE, -EIO, "a", .script = { { 'r', FIFO1, ALL_ONES } } },
	};
	struct console console = ox64();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void read_takes_what_is_counted(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_READ, 0, .script = { { 'r', FIFO1, ROOM(32) } } },
		{ ASK_READ, 3, "ab\xff",
		  .script = { { 'r', FIFO1, COUNT(2) | ROOM(32) },
			      { 'r', RDATA, 'a' },
			      { 'r', RDATA, 'b' },
			      { 'r', FIFO1, COUNT(1) },
			      { 'r', RDATA, 0xff },
			      { 'r', FIFO1, 0 },
			      { 'r', FIFO0, 0x80 } } },
		{ ASK_READ, 2, "ab", .room = 2, /* more may follow: the flag waits */
		  .script = { { 'r', FIFO1, COUNT(3) },
			      { 'r', RDATA, 'a' },
			      { 'r', RDATA, 'b' } } },
		{ ASK_READ, -EIO, .script = { { 'r', FIFO1, ALL_ONES } } },
		{ ASK_READ, 1, "a",
		  .script = { { 'r', FIFO1, COUNT(1) },
			      { 'r', RDATA, 'a' },
			      { 'r', FIFO1, ALL_ONES } } },
	};
	struct console console = ox64();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

/* Clearing the FIFO would drop what is in it: it is done when that was read. */
static void an_overrun_is_counted_once(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_READ, 1, "a", .errors = { .overruns = 1 },
		  .script = { { 'r', FIFO1, COUNT(1) },
			      { 'r', RDATA, 'a' },
			      { 'r', FIFO1, 0 },
			      { 'r', FIFO0, 0x40 },
			      { 'w', FIFO0, 0x48 } } },
	};
	struct console console = ox64();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void listen_interrupts_for_one_byte(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_LISTEN, .script = { { 'r', FIFO1, 0x070f0020 },
					  { 'w', FIFO1, 0x000f0020 },
					  { 'w', ENABLE, 8 },
					  { 'w', MASK, 0xfffffff7 } } },
		{ ASK_LISTEN, .script = { { 'r', FIFO1, 0x20 },
					  { 'w', ENABLE, 8 },
					  { 'w', MASK, 0xfffffff7 } } },
		{ ASK_DEAFEN, .script = { { 'r', FIFO1, 0x070f0020 },
					  { 'w', ENABLE, 0 },
					  { 'w', MASK, ALL_ONES } } },
		{ ASK_LISTEN, -EIO, .script = { { 'r', FIFO1, ALL_ONES } } },
	};
	struct console console = ox64();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void drained_waits_for_the_line(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_DRAINED, 1, .script = { { 'r', FIFO1, ROOM(32) }, { 'r', STATUS, 0 } } },
		{ ASK_DRAINED, 0, .script = { { 'r', FIFO1, ROOM(32) }, { 'r', STATUS, 1 } } },
		{ ASK_DRAINED, 0, .script = { { 'r', FIFO1, ROOM(31) } } },
		{ ASK_DRAINED, -EIO, .script = { { 'r', FIFO1, ALL_ONES } } },
	};
	struct console console = ox64();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void the_divisor_is_of_both_directions(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_DIVISOR, 0x15b, .script = { { 'r', PERIOD, 0x015c015b } } },
		{ ASK_SET_DIVISOR, .number = 0xffff, .script = { { 'w', PERIOD, ALL_ONES } } },
		{ ASK_SET_DIVISOR, .number = 19, .script = { { 'w', PERIOD, 0x00130013 } } },
		{ ASK_SET_DIVISOR, -ERANGE, .number = 0x10000 },
	};
	struct console console = ox64();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bind_knows_the_layout),
		cmocka_unit_test(start_enables_what_is_off),
		cmocka_unit_test(write_fills_the_room),
		cmocka_unit_test(read_takes_what_is_counted),
		cmocka_unit_test(an_overrun_is_counted_once),
		cmocka_unit_test(listen_interrupts_for_one_byte),
		cmocka_unit_test(drained_waits_for_the_line),
		cmocka_unit_test(the_divisor_is_of_both_directions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
