/* SiFive's UART against scripts of its registers. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_regs.h"
#include "tests/unit/fake/fake_tree.h"
#include "tests/unit/fake/fake_uart.h"

enum { TXDATA, RXDATA, TXCTRL, RXCTRL, IE, IP, DIV };

#define NOT_NOW 0x80000000u

static struct console unleashed(void)
{
	static const struct fake_item rows[] = {
		TREE_NODE("serial"),
		TREE_CELLS("reg", 0, 0x10010000, 0x1000),
		TREE_END,
		{ 0 },
	};
	struct console console;
	const char *why;

	fake_tree(rows); /* no #address-cells: 2 and 1 */
	assert_int_equal(fake_tree_bind("sifive", "/serial", &console, &why), 0);
	return console;
}

static void bind_knows_the_layout(void **state)
{
	struct console console = unleashed();

	(void)state;
	assert_int_equal(console.regs.base, 0x10010000);
	assert_int_equal(console.regs.shift, 2);
	assert_int_equal(console.regs.width, 4);
	assert_false(console.regs.big_endian);
	assert_true(console.fifo >= 1);
	assert_string_equal(console.name, "sifive");
}

static void bind_refuses_without_reg(void **state)
{
	static const struct fake_item rows[] = { TREE_NODE("serial"), TREE_END, { 0 } };
	struct console console;
	const char *why;

	(void)state;
	fake_tree(rows);
	assert_int_equal(fake_tree_bind("sifive", "/serial", &console, &why), -ENOENT);
	assert_string_equal(why, "no reg");
}

static void start_enables_what_is_off(void **state)
{
	static const struct fake_access both_on[] = {
		{ 'r', TXCTRL, 0x10001 },
		{ 'r', RXCTRL, 0x1 },
		{ 0 },
	};
	/* The watermarks and the number of stop bits stay. */
	static const struct fake_access both_off[] = {
		{ 'r', TXCTRL, 0x70002 },
		{ 'w', TXCTRL, 0x70003 },
		{ 'r', RXCTRL, 0x30000 },
		{ 'w', RXCTRL, 0x30001 },
		{ 0 },
	};
	static const struct fake_access gone[] = { { 'r', TXCTRL, 0xffffffff }, { 0 } };
	static const struct fake_access rx_gone[] = {
		{ 'r', TXCTRL, 1 },
		{ 'r', RXCTRL, 0xffffffff },
		{ 0 },
	};
	static const struct {
		const struct fake_access *script;
		int err;
	} rows[] = { { both_on, 0 }, { both_off, 0 }, { gone, -EIO }, { rx_gone, -EIO } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct console console = unleashed();

		fake_regs_expect(&console.regs, rows[i].script);
		assert_int_equal(console.ops->start(&console), rows[i].err);
		fake_regs_done();
	}
}

static void write_stops_when_full(void **state)
{
	static const struct fake_access script[] = {
		{ 'r', TXDATA, 0 },    { 'w', TXDATA, 'h' },     { 'r', TXDATA, 0x12 },
		{ 'w', TXDATA, 0xe9 }, { 'r', TXDATA, NOT_NOW }, { 0 },
	};
	static const struct fake_access all_sent[] = { { 'r', TXDATA, 0 },
						       { 'w', TXDATA, '!' },
						       { 0 } };
	static const struct fake_access gone[] = { { 'r', TXDATA, 0xffffffff }, { 0 } };
	struct console console = unleashed();

	(void)state;
	fake_regs_expect(&console.regs, script);
	assert_int_equal(console.ops->write(&console, "h\xe9llo", 5), 2);
	fake_regs_done();
	fake_regs_expect(&console.regs, all_sent);
	assert_int_equal(console.ops->write(&console, "!", 1), 1);
	fake_regs_done();
	fake_regs_expect(&console.regs, gone);
	assert_int_equal(console.ops->write(&console, "!", 1), 0);
	fake_regs_done();
}

/* Each read of RXDATA removes a byte: one read too many would lose one. */
static void read_keeps_what_it_removes(void **state)
{
	static const struct fake_access script[] = {
		{ 'r', RXDATA, 'a' },
		{ 'r', RXDATA, 0 },
		{ 'r', RXDATA, NOT_NOW | 'z' },
		{ 0 },
	};
	static const struct fake_access full[] = { { 'r', RXDATA, 0xe9 }, { 0 } };
	struct console console = unleashed();
	char text[4] = "....";

	(void)state;
	fake_regs_expect(&console.regs, script);
	assert_int_equal(console.ops->read(&console, text, sizeof(text)), 2);
	assert_memory_equal(text, "a\0..", 4);
	fake_regs_done();
	fake_regs_expect(&console.regs, full);
	assert_int_equal(console.ops->read(&console, text, 1), 1);
	assert_memory_equal(text, "\xe9", 1);
	fake_regs_done();
}

/* rxwm is set while more bytes wait than RXCTRL[18:16] says. */
static void listening_lowers_the_watermark(void **state)
{
	static const struct fake_access high[] = {
		{ 'r', RXCTRL, 0x70001 },
		{ 'w', RXCTRL, 0x00001 },
		{ 'w', IE, 2 },
		{ 0 },
	};
	static const struct fake_access low[] = { { 'r', RXCTRL, 1 }, { 'w', IE, 2 }, { 0 } };
	static const struct fake_access off[] = { { 'r', RXCTRL, 0x50001 }, { 'w', IE, 0 }, { 0 } };
	static const struct fake_access gone[] = { { 'r', RXCTRL, 0xffffffff }, { 0 } };
	static const struct {
		const struct fake_access *script;
		bool on;
		int err;
	} rows[] = { { high, true, 0 }, { low, true, 0 }, { off, false, 0 }, { gone, true, -EIO } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct console console = unleashed();

		fake_regs_expect(&console.regs, rows[i].script);
		assert_int_equal(console.ops->listen(&console, rows[i].on), rows[i].err);
		fake_regs_done();
	}
}

/* txwm is set while fewer bytes wait than TXCTRL[18:16] says: with 1, when there are none. */
static void drained_is_an_empty_fifo(void **state)
{
	static const struct fake_access empty[] = {
		{ 'r', TXCTRL, 0x10001 },
		{ 'r', IP, 1 },
		{ 0 },
	};
	static const struct fake_access sending[] = {
		{ 'r', TXCTRL, 0x10001 },
		{ 'r', IP, 2 },
		{ 0 },
	};
	static const struct fake_access other_mark[] = {
		{ 'r', TXCTRL, 0x70003 },
		{ 'w', TXCTRL, 0x10003 },
		{ 'r', IP, 3 },
		{ 0 },
	};
	static const struct fake_access gone[] = { { 'r', TXCTRL, 0xffffffff }, { 0 } };
	static const struct {
		const struct fake_access *script;
		int result;
	} rows[] = { { empty, 1 }, { sending, 0 }, { other_mark, 1 }, { gone, -EIO } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct console console = unleashed();

		fake_regs_expect(&console.regs, rows[i].script);
		assert_int_equal(console.ops->drained(&console), rows[i].result);
		fake_regs_done();
	}
}

static void the_divisor_is_read_and_set(void **state)
{
	static const struct fake_access script[] = {
		{ 'r', DIV, 0xabcd10c6 },
		{ 'w', DIV, 0xffff },
		{ 'w', DIV, 0 },
		{ 0 },
	};
	struct console console = unleashed();

	(void)state;
	fake_regs_expect(&console.regs, script);
	assert_int_equal(console.ops->divisor(&console), 0x10c6);
	assert_int_equal(console.ops->set_divisor(&console, 0xffff), 0);
	assert_int_equal(console.ops->set_divisor(&console, 0), 0);
	assert_int_equal(console.ops->set_divisor(&console, 0x10000), -ERANGE);
	fake_regs_done();
	assert_int_equal(console.baud_unit, 64);
	assert_int_equal(console.baud_bias, 1);
}

static void a_ring_is_the_empty_fifo(void **state)
{
	static const struct fake_access script[] = {
		{ 'r', IE, 2 },
		{ 'r', TXCTRL, 0x50001 },
		{ 'w', TXCTRL, 0x10001 },
		{ 'r', IP, 1 },
		{ 'w', IE, 3 },
		{ 'r', IE, 3 },
		{ 'r', TXCTRL, 0x10001 },
		{ 'r', IP, 1 },
		{ 'w', IE, 2 },
		{ 'r', IE, 0xffffffff },
		{ 'r', TXCTRL, 0xffffffff },
		{ 0 },
	};
	struct console console = unleashed();

	(void)state;
	fake_regs_expect(&console.regs, script);
	assert_int_equal(console.ops->ring(&console, true), 0);
	assert_int_equal(console.ops->ring(&console, false), 0);
	assert_int_equal(console.ops->ring(&console, true), -EIO);
	fake_regs_done();
}

/* --- Nuclei ----------------------------------------------------------------------------------- */

enum { IP_FULL = 1 << 14, IP_EMPTY = 1 << 15 };

static struct console evalsoc(void)
{
	static const struct fake_item rows[] = {
		TREE_NODE("serial"),
		TREE_TEXT("compatible", "nuclei,uart0"),
		TREE_CELLS("reg", 0, 0x10013000, 0x1000),
		TREE_END,
		{ 0 },
	};

	return fake_uart_bind("nuclei", rows);
}

static void nuclei_bind_knows_the_layout(void **state)
{
	static const char *const strings[] = { "nuclei,uart0", NULL };
	struct console console = evalsoc();

	(void)state;
	fake_uart_at(&console, 0x10013000, 2, 4);
	fake_uart_names("nuclei", "ttyNUC", "nuclei", strings);
	assert_int_equal(console.baud_unit, 64);
	assert_int_equal(console.baud_bias, 1);
}

/* Version 1 says it in the data's registers, later ones in IP. */
static void nuclei_looks_at_both_places(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_WRITE, 1, "ab",
		  .script = { { 'r', IP, 0 },
			      { 'r', TXDATA, 0 },
			      { 'w', TXDATA, 'a' },
			      { 'r', IP, 0 },
			      { 'r', TXDATA, NOT_NOW } } },
		{ ASK_WRITE, 1, "ab",
		  .script = { { 'r', IP, IP_EMPTY },
			      { 'r', TXDATA, 0 },
			      { 'w', TXDATA, 'a' },
			      { 'r', IP, IP_FULL | IP_EMPTY } } },
		{ ASK_WRITE, 0, "a", .script = { { 'r', IP, 0xffffffff } } },
		{ ASK_READ, 1, "a",
		  .script = { { 'r', IP, 2 },
			      { 'r', RXDATA, 'a' },
			      { 'r', IP, 0 },
			      { 'r', RXDATA, NOT_NOW } } },
		{ ASK_READ, 1, "a",
		  .script = { { 'r', IP, 2 }, { 'r', RXDATA, 'a' }, { 'r', IP, IP_EMPTY } } },
		{ ASK_READ, 2, "ab", .room = 2,
		  .script = { { 'r', IP, 2 },
			      { 'r', RXDATA, 'a' },
			      { 'r', IP, 2 },
			      { 'r', RXDATA, 'b' } } },
		{ ASK_READ, 0, .script = { { 'r', IP, 0xffffffff } } },
	};
	struct console console = evalsoc();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

/* Its watermarks have five bits. */
static void nuclei_watermarks_are_wider(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_LISTEN,
		  .script = { { 'r', RXCTRL, 0x100001 }, { 'w', RXCTRL, 1 }, { 'w', IE, 2 } } },
		{ ASK_DRAINED, 1,
		  .script = { { 'r', TXCTRL, 0x110003 },
			      { 'w', TXCTRL, 0x10003 },
			      { 'r', IP, IP_EMPTY | 1 } } },
	};
	struct console console = evalsoc();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bind_knows_the_layout),
		cmocka_unit_test(bind_refuses_without_reg),
		cmocka_unit_test(start_enables_what_is_off),
		cmocka_unit_test(write_stops_when_full),
		cmocka_unit_test(read_keeps_what_it_removes),
		cmocka_unit_test(listening_lowers_the_watermark),
		cmocka_unit_test(drained_is_an_empty_fifo),
		cmocka_unit_test(the_divisor_is_read_and_set),
		cmocka_unit_test(a_ring_is_the_empty_fifo),
		cmocka_unit_test(nuclei_bind_knows_the_layout),
		cmocka_unit_test(nuclei_looks_at_both_places),
		cmocka_unit_test(nuclei_watermarks_are_wider),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
