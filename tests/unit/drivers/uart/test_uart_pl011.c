/* PL011 and SBSA against scripts of their registers. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_regs.h"
#include "tests/unit/fake/fake_tree.h"

enum {
	DR = 0,
	FR = 6,
	IBRD = 9,
	FBRD = 10,
	LCRH = 11,
	CR = 12,
	IMSC = 14,
	MIS = 16,
	ICR = 17,
	BUSY = 0x08,
	RXFE = 0x10,
	TXFF = 0x20,
	TXFE = 0x80,
	RT = 0x40,
	RX = 0x10,
	FE = 0x100,
	PE = 0x200,
	BE = 0x400,
	OE = 0x800,
};

static struct console bound(const char *driver)
{
	static const struct fake_item rows[] = {
		TREE_NODE("serial"),
		TREE_CELLS("reg", 0, 0x9000000, 0x1000),
		TREE_END,
		{ 0 },
	};
	struct console console;
	const char *why;

	fake_tree(rows);
	assert_int_equal(fake_tree_bind(driver, "/serial", &console, &why), 0);
	return console;
}

static struct console pl011(const struct fake_access *script)
{
	static struct regs regs; /* outlives the returned console */
	struct console console = bound("pl011");

	regs = console.regs;
	fake_regs_expect(&regs, script);
	return console;
}

static void bind_knows_the_layout(void **state)
{
	static const char *const names[] = { "pl011", "sbsa" };

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct console console = bound(names[i]);

		assert_string_equal(console.name, names[i]);
		assert_int_equal(console.regs.base, 0x9000000);
		assert_int_equal(console.regs.shift, 2);
		assert_int_equal(console.regs.width, 4);
		assert_int_equal(console.fifo, 1);
		assert_int_equal(console.baud_unit, i == 0 ? 16 : 0);
		assert_int_equal(console.baud_bias, 0);
	}
}

/* SBSA has neither line settings nor a control register. */
static void sbsa_never_touches_the_line(void **state)
{
	static const struct fake_access there[] = { { 'r', FR, TXFE | RXFE }, { 0 } };
	static const struct fake_access gone[] = { { 'r', FR, 0xffffffff }, { 0 } };
	struct console console = bound("sbsa");

	(void)state;
	assert_null(console.ops->loop);
	assert_null(console.ops->divisor);
	assert_null(console.ops->set_divisor);
	fake_regs_expect(&console.regs, there);
	assert_int_equal(console.ops->start(&console), 0);
	fake_regs_done();
	fake_regs_expect(&console.regs, gone);
	assert_int_equal(console.ops->start(&console), -EIO);
	fake_regs_done();
}

static void start_enables_what_is_off(void **state)
{
	static const struct fake_access on[] = { { 'r', CR, 0xc301 }, { 0 } };
	static const struct fake_access rx_off[] = { { 'r', CR, 0x4101 },
						     { 'w', CR, 0x4301 },
						     { 0 } };
	static const struct fake_access tx_off[] = { { 'r', CR, 0x201 },
						     { 'w', CR, 0x301 },
						     { 0 } };
	static const struct fake_access all_off[] = { { 'r', CR, 0x300 },
						      { 'w', CR, 0x301 },
						      { 0 } };
	static const struct fake_access gone[] = { { 'r', CR, 0xffffffff }, { 0 } };
	static const struct fake_access gone_16[] = { { 'r', CR, 0xffff }, { 0 } };
	static const struct {
		const struct fake_access *script;
		int err;
	} rows[] = { { on, 0 },      { rx_off, 0 },  { tx_off, 0 },
		     { all_off, 0 }, { gone, -EIO }, { gone_16, -EIO } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct console console = pl011(rows[i].script);

		assert_int_equal(console.ops->start(&console), rows[i].err);
		fake_regs_done();
	}
}

static void write_stops_when_full(void **state)
{
	static const struct fake_access script[] = {
		{ 'r', FR, TXFE }, { 'w', DR, 'h' },         { 'r', FR, BUSY },
		{ 'w', DR, 0xe9 }, { 'r', FR, TXFF | BUSY }, { 0 },
	};
	static const struct fake_access full[] = { { 'r', FR, TXFF }, { 0 } };
	static const struct fake_access gone[] = { { 'r', FR, 0xffffffff }, { 0 } };
	static const struct {
		const struct fake_access *script;
		int result;
	} rows[] = { { script, 2 }, { full, 0 }, { gone, -EIO } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct console console = pl011(rows[i].script);

		assert_int_equal(console.ops->write(&console, "h\xe9llo", 5), rows[i].result);
		fake_regs_done();
	}
}

static const struct read_row {
	struct fake_access script[10];
	size_t room;
	int result;
	const char *text;
	struct console_errors errors;
} read_rows[] = {
	{ { { 'r', FR, RXFE }, { 'r', MIS, 0 } }, 4, 0, "....", { 0 } },
	{ { { 'r', FR, 0 }, { 'r', DR, 'a' }, { 'r', FR, 0 }, { 'r', DR, 0xe9 } },
	  2,
	  2,
	  "a\xe9..",
	  { 0 } },
	{ { { 'r', FR, 0 }, { 'r', DR, 'a' | OE }, { 'r', FR, RXFE }, { 'r', MIS, 0 } },
	  4,
	  1,
	  "a...",
	  { .overruns = 1 } },
	{ { { 'r', FR, 0 }, { 'r', DR, 'a' | FE }, { 'r', FR, RXFE }, { 'r', MIS, 0 } },
	  4,
	  1,
	  "a...",
	  { .framing = 1 } },
	{ { { 'r', FR, 0 }, { 'r', DR, 'a' | PE }, { 'r', FR, RXFE }, { 'r', MIS, 0 } },
	  4,
	  1,
	  "a...",
	  { .parity = 1 } },
	/* A break is not a byte, and its framing error is not counted. */
	{ { { 'r', FR, 0 }, { 'r', DR, BE | FE | PE }, { 'r', FR, RXFE }, { 'r', MIS, 0 } },
	  4,
	  0,
	  "....",
	  { .breaks = 1 } },
	/* An interrupt that stays after the FIFO is empty is cleared; a byte that came meanwhile is
	 * read. */
	{ { { 'r', FR, RXFE },
	    { 'r', MIS, RT | RX | 0x400 },
	    { 'w', ICR, RT | RX },
	    { 'r', FR, 0 },
	    { 'r', DR, 'b' },
	    { 'r', FR, RXFE } },
	  4,
	  1,
	  "b...",
	  { 0 } },
	{ { { 'r', FR, RXFE }, { 'r', MIS, RT }, { 'w', ICR, RT }, { 'r', FR, RXFE } },
	  1,
	  0,
	  "....",
	  { 0 } },
	{ { { 'r', FR, 0xffffffff } }, 4, -EIO, "....", { 0 } },
	{ { { 'r', FR, 0 }, { 'r', DR, 'a' }, { 'r', FR, 0xffff } }, 4, 1, "a...", { 0 } },
	/* A device that sends endless breaks does not keep read from returning. */
	{ { { 'r', FR, 0 }, { 'r', DR, BE }, { 'r', FR, 0 }, { 'r', DR, BE } },
	  1,
	  0,
	  "....",
	  { .breaks = 2 } },
};

static void read_sorts_errors(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(read_rows) / sizeof(*read_rows); i++) {
		const struct read_row *row = &read_rows[i];
		struct console console = pl011(row->script);
		char text[4] = "....";

		assert_int_equal(console.ops->read(&console, text, row->room), row->result);
		fake_regs_done();
		assert_memory_equal(text, row->text, 4);
		assert_memory_equal(&console.errors, &row->errors, sizeof(row->errors));
	}
}

static void listen_masks_all_but_receive(void **state)
{
	static const struct fake_access script[] = { { 'w', IMSC, RX | RT },
						     { 'w', IMSC, 0 },
						     { 0 } };
	struct console console = pl011(script);

	(void)state;
	assert_int_equal(console.ops->listen(&console, true), 0);
	assert_int_equal(console.ops->listen(&console, false), 0);
	fake_regs_done();
}

static void loop_is_switched_while_off(void **state)
{
	static const struct fake_access script[] = {
		{ 'r', CR, 0xc301 },
		{ 'w', CR, 0xc300 },
		{ 'w', CR, 0xc381 },
		{ 'r', CR, 0xc381 },
		{ 'w', CR, 0xc300 },
		{ 'w', CR, 0xc301 },
		{ 0 },
	};
	struct console console = pl011(script);

	(void)state;
	assert_int_equal(console.ops->loop(&console, true), 0);
	assert_int_equal(console.ops->loop(&console, false), 0);
	fake_regs_done();
}

static void drained_when_not_busy(void **state)
{
	static const struct fake_access script[] = { { 'r', FR, BUSY | TXFE },
						     { 'r', FR, TXFE },
						     { 0 } };
	struct console console = pl011(script);

	(void)state;
	assert_int_equal(console.ops->drained(&console), 0);
	assert_int_equal(console.ops->drained(&console), 1);
	fake_regs_done();
}

/* 24 MHz, 115200: 13 + 1/64, rounded; LCR_H latches the two halves. */
static void divisor_is_in_64ths(void **state)
{
	static const struct fake_access script[] = {
		{ 'r', IBRD, 13 },
		{ 'r', FBRD, 1 },
		{ 'r', FR, TXFE },
		{ 'r', CR, 0xc301 },
		{ 'w', CR, 0xc300 },
		{ 'w', IBRD, 0x1a },
		{ 'w', FBRD, 0x3f },
		{ 'r', LCRH, 0x70 },
		{ 'w', LCRH, 0x70 },
		{ 'w', CR, 0xc301 },
		{ 0 },
	};
	static const struct fake_access busy[] = { { 'r', FR, BUSY }, { 0 } };
	static const struct fake_access none[] = { { 0 } };
	struct console console = pl011(script);

	(void)state;
	assert_int_equal(console.ops->divisor(&console), 13 << 6 | 1);
	assert_int_equal(console.ops->set_divisor(&console, 0x1a << 6 | 0x3f), 0);
	fake_regs_done();
	console = pl011(busy);
	assert_int_equal(console.ops->set_divisor(&console, 64), -EBUSY);
	fake_regs_done();
	console = pl011(none);
	assert_int_equal(console.ops->set_divisor(&console, 63), -ERANGE);
	assert_int_equal(console.ops->set_divisor(&console, (0xffff << 6) + 1), -ERANGE);
	fake_regs_done();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bind_knows_the_layout),
		cmocka_unit_test(sbsa_never_touches_the_line),
		cmocka_unit_test(start_enables_what_is_off),
		cmocka_unit_test(write_stops_when_full),
		cmocka_unit_test(read_sorts_errors),
		cmocka_unit_test(listen_masks_all_but_receive),
		cmocka_unit_test(loop_is_switched_while_off),
		cmocka_unit_test(drained_when_not_busy),
		cmocka_unit_test(divisor_is_in_64ths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
