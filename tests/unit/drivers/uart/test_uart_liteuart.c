/* LiteX' UART against scripts of its registers. */
#include <errno.h>
#include "tests/unit/fake/fake_uart.h"

enum { RXTX, TXFULL, RXEMPTY, EV_STATUS, EV_PENDING, EV_ENABLE };

#define ALL_ONES 0xffffffff

static struct console vexriscv(void)
{
	static const struct fake_item rows[] = {
		TREE_CELLS("#address-cells", 1),
		TREE_CELLS("#size-cells", 1),
		TREE_NODE("serial"),
		TREE_TEXT("compatible", "litex,liteuart"),
		TREE_CELLS("reg", 0xf0001000, 0x100),
		TREE_CELLS("interrupts", 1),
		TREE_END,
		{ 0 },
	};

	return fake_uart_bind("liteuart", rows);
}

static void bind_knows_the_layout(void **state)
{
	static const char *const strings[] = { "litex,liteuart", "litex,uart", NULL };
	struct console console = vexriscv();

	(void)state;
	fake_uart_at(&console, 0xf0001000, 2, 4);
	fake_uart_names("liteuart", "ttyLXU", "liteuart", strings);
}

static void start_writes_nothing(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_START, .script = { { 'r', TXFULL, 0 } } },
		{ ASK_START, .script = { { 'r', TXFULL, 1 } } },
		{ ASK_START, -EIO, .script = { { 'r', TXFULL, ALL_ONES } } },
	};
	struct console console = vexriscv();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void write_stops_when_full(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_WRITE, 2, "a\xff",
		  .script = { { 'r', TXFULL, 0 },
			      { 'w', RXTX, 'a' },
			      { 'r', TXFULL, 0 },
			      { 'w', RXTX, 0xff } } },
		{ ASK_WRITE, 1, "ab",
		  .script = { { 'r', TXFULL, 0 }, { 'w', RXTX, 'a' }, { 'r', TXFULL, 1 } } },
		{ ASK_WRITE, 0, "a", .script = { { 'r', TXFULL, 1 } } },
		{ ASK_WRITE, -EIO, "a", .script = { { 'r', TXFULL, ALL_ONES } } },
		{ ASK_WRITE, 1, "ab",
		  .script = { { 'r', TXFULL, 0 }, { 'w', RXTX, 'a' }, { 'r', TXFULL, ALL_ONES } } },
	};
	struct console console = vexriscv();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

/* Clearing the event once removes a byte: clearing it again would lose one. */
static void read_removes_what_it_returns(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_READ, 0, .script = { { 'r', RXEMPTY, 1 } } },
		{ ASK_READ, 2, "a\xff",
		  .script = { { 'r', RXEMPTY, 0 },
			      { 'r', RXTX, 'a' },
			      { 'w', EV_PENDING, 2 },
			      { 'r', RXEMPTY, 0 },
			      { 'r', RXTX, 0xff },
			      { 'w', EV_PENDING, 2 },
			      { 'r', RXEMPTY, 1 } } },
		{ ASK_READ, 1, "a", .room = 1,
		  .script = { { 'r', RXEMPTY, 0 }, { 'r', RXTX, 'a' }, { 'w', EV_PENDING, 2 } } },
		{ ASK_READ, -EIO, .script = { { 'r', RXEMPTY, ALL_ONES } } },
		{ ASK_READ, 1, "a",
		  .script = { { 'r', RXEMPTY, 0 },
			      { 'r', RXTX, 'a' },
			      { 'w', EV_PENDING, 2 },
			      { 'r', RXEMPTY, ALL_ONES } } },
	};
	struct console console = vexriscv();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

/* Clearing the event here could lose an unread byte. */
static void listen_clears_no_event(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_LISTEN, .script = { { 'w', EV_ENABLE, 2 } } },
		{ ASK_DEAFEN, .script = { { 'w', EV_ENABLE, 0 } } },
	};
	struct console console = vexriscv();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bind_knows_the_layout),
		cmocka_unit_test(start_writes_nothing),
		cmocka_unit_test(write_stops_when_full),
		cmocka_unit_test(read_removes_what_it_returns),
		cmocka_unit_test(listen_clears_no_event),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
