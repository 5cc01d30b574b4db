/* OpenTitan's UART against scripts of its registers. */
#include <errno.h>
#include "tests/unit/fake/fake_uart.h"

enum { INTR_STATE, INTR_ENABLE, CTRL = 4, STATUS, RDATA, WDATA, FIFO_CTRL };
enum { TXFULL = 1, TXEMPTY = 4, TXIDLE = 8, RXEMPTY = 32, WATERMARK = 2 };

#define ALL_ONES 0xffffffff

static struct console soc(void)
{
	static const struct fake_item rows[] = {
		TREE_CELLS("#address-cells", 1),
		TREE_CELLS("#size-cells", 1),
		TREE_NODE("serial"),
		TREE_TEXT("compatible", "lowrisc,opentitan-uart-v2"),
		TREE_CELLS("reg", 0x41000000, 0x1000),
		TREE_END,
		{ 0 },
	};

	return fake_uart_bind("opentitan", rows);
}

static void bind_knows_the_layout(void **state)
{
	static const char *const strings[] = { "lowrisc,opentitan-uart",
					       "lowrisc,opentitan-uart-v2",
					       "lowrisc,opentitan-uart-1.0.0", NULL };
	struct console console = soc();

	(void)state;
	fake_uart_at(&console, 0x41000000, 2, 4);
	fake_uart_names("opentitan", "ttyOT", "opentitan_uart", strings);
	assert_int_equal(console.fifo, 32);
}

/* The rate, in the upper half, and all other settings stay. */
static void start_enables_what_is_off(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_START, .script = { { 'r', CTRL, 0x09d50003 } } },
		{ ASK_START, .script = { { 'r', CTRL, 0x09d50044 }, { 'w', CTRL, 0x09d50047 } } },
		{ ASK_START, .script = { { 'r', CTRL, 0x09d50001 }, { 'w', CTRL, 0x09d50003 } } },
		{ ASK_START, -EIO, .script = { { 'r', CTRL, ALL_ONES } } },
	};
	struct console console = soc();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void write_fills_an_empty_fifo(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_WRITE, 2, "a\xff",
		  .script = { { 'r', STATUS, TXEMPTY | TXIDLE },
			      { 'w', WDATA, 'a' },
			      { 'w', WDATA, 0xff } } },
		{ ASK_WRITE, 1, "ab", .script = { { 'r', STATUS, RXEMPTY }, { 'w', WDATA, 'a' } } },
		{ ASK_WRITE, 0, "a", .script = { { 'r', STATUS, TXFULL } } },
		{ ASK_WRITE, -EIO, "a", .script = { { 'r', STATUS, ALL_ONES } } },
	};
	struct console console = soc();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void at_most_a_fifo_is_written(void **state)
{
	static struct fake_access script[] = { { 'r', STATUS, TXEMPTY }, [33] = { 0 } };
	struct console console = soc();

	(void)state;
	for (int i = 1; i <= 32; i++)
		script[i] = (struct fake_access){ 'w', WDATA, 'x' };
	fake_regs_expect(&console.regs, script);
	assert_int_equal(console.ops->write(&console, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 36),
			 32);
	fake_regs_done();
}

static void read_takes_all_and_counts_errors(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_READ, 0, .script = { { 'r', STATUS, RXEMPTY }, { 'r', INTR_STATE, 0x101 } } },
		{ ASK_READ, 2, "a\xff",
		  .errors = { .overruns = 1, .framing = 1, .parity = 1, .breaks = 1 },
		  .script = { { 'r', STATUS, 0 },
			      { 'r', RDATA, 'a' },
			      { 'r', STATUS, 0 },
			      { 'r', RDATA, 0xff },
			      { 'r', STATUS, RXEMPTY },
			      { 'r', INTR_STATE, 0x1ff },
			      { 'w', INTR_STATE, 0xb8 } } },
		{ ASK_READ, 1, "a", .room = 1,
		  .script = { { 'r', STATUS, 0 }, { 'r', RDATA, 'a' }, { 'r', INTR_STATE, 0 } } },
		{ ASK_READ, -EIO, .script = { { 'r', STATUS, ALL_ONES } } },
		{ ASK_READ, 1, "a",
		  .script = { { 'r', STATUS, 0 },
			      { 'r', RDATA, 'a' },
			      { 'r', STATUS, ALL_ONES } } },
	};
	struct console console = soc();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

/* In version 1 the interrupt is an event: a byte that comes just before it is cleared is read. */
static void listening_clears_the_event(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_READ, 2, "ab",
		  .script = { { 'r', STATUS, 0 },
			      { 'r', RDATA, 'a' },
			      { 'r', STATUS, RXEMPTY },
			      { 'w', INTR_STATE, WATERMARK },
			      { 'r', STATUS, 0 },
			      { 'r', RDATA, 'b' },
			      { 'r', STATUS, RXEMPTY },
			      { 'r', INTR_STATE, 0 } } },
	};
	static const struct fake_access listen[] = {
		{ 'r', FIFO_CTRL, 0x94 },
		{ 'w', FIFO_CTRL, 0x80 },
		{ 'w', INTR_ENABLE, WATERMARK },
		{ 0 },
	};
	struct console console = soc();

	(void)state;
	fake_regs_expect(&console.regs, listen);
	assert_int_equal(console.ops->listen(&console, true), 0);
	fake_regs_done();
	FAKE_UART_ROWS(&console, rows);
}

static void listen_interrupts_for_one_byte(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_LISTEN,
		  .script = { { 'r', FIFO_CTRL, 0 }, { 'w', INTR_ENABLE, WATERMARK } } },
		{ ASK_DEAFEN, .script = { { 'r', FIFO_CTRL, 0x94 }, { 'w', INTR_ENABLE, 0 } } },
		{ ASK_LISTEN, -EIO, .script = { { 'r', FIFO_CTRL, ALL_ONES } } },
	};
	struct console console = soc();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void loop_keeps_the_settings(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_LOOP, .script = { { 'r', CTRL, 0x09d50003 }, { 'w', CTRL, 0x09d50013 } } },
		{ ASK_UNLOOP, .script = { { 'r', CTRL, 0x09d50013 }, { 'w', CTRL, 0x09d50003 } } },
		{ ASK_LOOP, -EIO, .script = { { 'r', CTRL, ALL_ONES } } },
	};
	struct console console = soc();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void drained_waits_for_the_line(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_DRAINED, 1, .script = { { 'r', STATUS, TXEMPTY | TXIDLE } } },
		{ ASK_DRAINED, 0, .script = { { 'r', STATUS, TXEMPTY } } },
		{ ASK_DRAINED, -EIO, .script = { { 'r', STATUS, ALL_ONES } } },
	};
	struct console console = soc();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bind_knows_the_layout),
		cmocka_unit_test(start_enables_what_is_off),
		cmocka_unit_test(write_fills_an_empty_fifo),
		cmocka_unit_test(at_most_a_fifo_is_written),
		cmocka_unit_test(read_takes_all_and_counts_errors),
		cmocka_unit_test(listening_clears_the_event),
		cmocka_unit_test(listen_interrupts_for_one_byte),
		cmocka_unit_test(loop_keeps_the_settings),
		cmocka_unit_test(drained_waits_for_the_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
