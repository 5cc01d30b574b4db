/* The 16550 family: what the tree says of its registers, and how they are used. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake_16550.h"
#include "tests/unit/fake_tree.h"

enum { RBR = 0, THR = 0, IIR = 2, LSR = 5 };

static void build(const struct fake_item *props)
{
	const struct fake_item rows[] = {
		TREE_CELLS("#address-cells", 2),
		TREE_CELLS("#size-cells", 2),
		TREE_NODE("serial"),
		TREE_ROWS(props),
		TREE_END,
		{ 0 },
	};

	fake_tree(rows);
}

/* --- bind ---------------------------------------------------------------------------------------- */

static const struct bind_row {
	const char *label, *driver;
	struct fake_item props[8];
	int err;
	const char *why; /* part of it */
	struct regs regs;
	int fifo; /* 0: 16 */
} bind_rows[] = {
	{ "QEMU virt",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x10000000, 0, 0x100) },
	  .regs = { 0x10000000, 0, 1, false } },
	{ "PolarFire",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x20100000, 0, 0x400), TREE_CELLS("reg-shift", 2),
	    TREE_CELLS("reg-io-width", 4) },
	  .regs = { 0x20100000, 2, 4, false } },
	{ "above 4 GiB",
	  "ns16550",
	  { TREE_CELLS("reg", 0xff, 0xe7014000, 0, 0x100) },
	  .regs = { 0xffe7014000, 0, 1, false } },
	{ "Andes: offset, bytes 4 apart",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0xf0300000, 0, 0x1000), TREE_CELLS("reg-shift", 2),
	    TREE_CELLS("reg-offset", 32) },
	  .regs = { 0xf0300020, 2, 1, false } },
	{ "big endian",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("reg-shift", 2),
	    TREE_CELLS("reg-io-width", 4), TREE_FLAG("big-endian") },
	  .regs = { 0x1000, 2, 4, true } },
	{ "native endian",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("reg-shift", 2),
	    TREE_CELLS("reg-io-width", 4), TREE_FLAG("native-endian") },
	  .regs = { 0x1000, 2, 4, false } },
	{ "16-bit accesses",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("reg-shift", 1),
	    TREE_CELLS("reg-io-width", 2) },
	  .regs = { 0x1000, 1, 2, false } },
	{ "64-bit numbers",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("reg-shift", 0, 2) },
	  .regs = { 0x1000, 2, 1, false } },
	{ "XScale needs nothing said",
	  "xscale",
	  { TREE_CELLS("reg", 0, 0xd4017000, 0, 0x100) },
	  .regs = { 0xd4017000, 2, 4, false } },
	{ "XScale can be told",
	  "xscale",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("reg-io-width", 1) },
	  .regs = { 0x1000, 2, 1, false } },
	{ "size unknown",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0) },
	  .regs = { 0x1000, 0, 1, false } },
	{ "just large enough",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 6) },
	  .regs = { 0x1000, 0, 1, false } },
	{ "one byte too small",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 5) },
	  .err = -EINVAL,
	  .why = "reach past reg" },
	{ "just large enough, shifted",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x18), TREE_CELLS("reg-shift", 2),
	    TREE_CELLS("reg-io-width", 4) },
	  .regs = { 0x1000, 2, 4, false } },
	{ "one byte too small, shifted",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x17), TREE_CELLS("reg-shift", 2),
	    TREE_CELLS("reg-io-width", 4) },
	  .err = -EINVAL,
	  .why = "reach past reg" },
	{ "no reg", "ns16550", { { 0 } }, .err = -ENOENT, .why = "no reg" },
	{ "empty reg", "ns16550", { TREE_FLAG("reg") }, .err = -ENOENT, .why = "" },
	{ "reg of 3 bytes", "ns16550", { TREE_BYTES("reg", "\0\0\1") }, .err = -EINVAL, .why = "" },
	{ "all ones",
	  "ns16550",
	  { TREE_CELLS("reg", 0xffffffff, 0xffffffff, 0, 0) },
	  .err = -EINVAL,
	  .why = "last address" },
	{ "registers wrap",
	  "ns16550",
	  { TREE_CELLS("reg", 0xffffffff, 0xfffffffb, 0, 0) },
	  .err = -EINVAL,
	  .why = "last address" },
	{ "offset past reg",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("reg-offset", 0xffffffff) },
	  .err = -EINVAL,
	  .why = "reach past reg" },
	{ "offset to reg's end",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("reg-offset", 0xfa) },
	  .regs = { 0x10fa, 0, 1, false } },
	{ "offset of 2 bytes",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_BYTES("reg-offset", "\0\2") },
	  .err = -EINVAL,
	  .why = "reg-offset" },
	{ "shift 5",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x1000), TREE_CELLS("reg-shift", 5) },
	  .err = -EINVAL,
	  .why = "reg-shift" },
	{ "shift 4",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x1000), TREE_CELLS("reg-shift", 4) },
	  .regs = { 0x1000, 4, 1, false } },
	{ "shift 64",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x1000), TREE_CELLS("reg-shift", 64) },
	  .err = -EINVAL,
	  .why = "reg-shift" },
	{ "shift 256, 0 in a byte",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x1000), TREE_CELLS("reg-shift", 256) },
	  .err = -EINVAL,
	  .why = "reg-shift" },
	{ "shift of 2 bytes",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x1000), TREE_BYTES("reg-shift", "\0\2") },
	  .err = -EINVAL,
	  .why = "reg-shift" },
	{ "width 0",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("reg-io-width", 0) },
	  .err = -EINVAL,
	  .why = "reg-io-width" },
	{ "width 3",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("reg-shift", 2),
	    TREE_CELLS("reg-io-width", 3) },
	  .err = -EINVAL,
	  .why = "reg-io-width" },
	{ "width 8",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("reg-shift", 3),
	    TREE_CELLS("reg-io-width", 8) },
	  .err = -EINVAL,
	  .why = "reg-io-width" },
	{ "wider than the distance",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("reg-shift", 1),
	    TREE_CELLS("reg-io-width", 4) },
	  .err = -EINVAL,
	  .why = "distance" },
	{ "misaligned",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1002, 0, 0x100), TREE_CELLS("reg-shift", 2),
	    TREE_CELLS("reg-io-width", 4) },
	  .err = -EINVAL,
	  .why = "not aligned" },
	{ "misaligned bytes are none",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1003, 0, 0x100), TREE_CELLS("reg-shift", 2) },
	  .regs = { 0x1003, 2, 1, false } },
	{ "small FIFO",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("fifo-size", 8) },
	  .regs = { 0x1000, 0, 1, false },
	  .fifo = 8 },
	{ "large FIFO: 16 is enough",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("fifo-size", 128) },
	  .regs = { 0x1000, 0, 1, false } },
	{ "no FIFO size at all",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("fifo-size", 0) },
	  .regs = { 0x1000, 0, 1, false } },
};

static void bind_checks_what_the_tree_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bind_rows) / sizeof(*bind_rows); i++) {
		const struct bind_row *row = &bind_rows[i];
		struct console console;
		const char *why;

		print_message("  %s\n", row->label);
		build(row->props);
		assert_int_equal(fake_tree_bind(row->driver, "/serial", &console, &why), row->err);
		if (row->err) {
			assert_non_null(why);
			assert_non_null(strstr(why, row->why));
			continue;
		}
		assert_int_equal(console.regs.base, row->regs.base);
		assert_int_equal(console.regs.shift, row->regs.shift);
		assert_int_equal(console.regs.width, row->regs.width);
		assert_int_equal(console.regs.big_endian, row->regs.big_endian);
		assert_int_equal(console.fifo, row->fifo ? row->fifo : 16);
		assert_string_equal(console.name, row->driver);
	}
}

/* --- start, write, read -------------------------------------------------------------------------- */

static struct console virt_console(void)
{
	const struct fake_item props[] = { TREE_CELLS("reg", 0, 0x10000000, 0, 0x100), { 0 } };
	struct console console;
	const char *why;

	build(props);
	assert_int_equal(fake_tree_bind("ns16550", "/serial", &console, &why), 0);
	return console;
}

static void start_reads_once_and_writes_nothing(void **state)
{
	static const struct {
		uint64_t iir;
		int err, fifo;
	} rows[] = {
		{ 0xc1, 0, 16 }, /* FIFO on */
		{ 0xe1, 0, 16 }, /* 16750: 64 bytes */
		{ 0xc7, 0, 16 }, /* DesignWare: busy detected */
		{ 0x01, 0, 1 },  /* 16450, or FIFO off */
		{ 0x81, 0, 1 },  /* 16550: a FIFO that does not work */
		{ 0x41, 0, 1 },  { 0x00, 0, 1 }, { 0xff, -EIO, 16 }, { 0xffffffff, -EIO, 16 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct fake_access script[] = { { 'r', IIR, rows[i].iir }, { 0 } };
		struct console console = virt_console();

		fake_regs_expect(&console.regs, script);
		assert_int_equal(console.ops->start(&console), rows[i].err);
		assert_int_equal(console.fifo, rows[i].fifo);
		fake_regs_done();
	}
}

static void write_follows_thre(void **state)
{
	static const struct fake_access ready[] = {
		{ 'r', LSR, 0x20 },
		{ 'w', THR, 'h' },
		{ 'w', THR, 0xff },
		{ 0 },
	};
	static const struct fake_access busy[] = { { 'r', LSR, 0x00 }, { 0 } };
	static const struct fake_access only_drained[] = { { 'r', LSR, 0x40 }, { 0 } };
	static const struct fake_access gone[] = { { 'r', LSR, 0xff }, { 'r', IIR, 0xff }, { 0 } };
	static const struct fake_access noisy[] = {
		{ 'r', LSR, 0xff },
		{ 'r', IIR, 0xc6 },
		{ 'w', THR, 'h' },
		{ 'w', THR, 0xff },
		{ 0 },
	};
	static const struct {
		const struct fake_access *script;
		int result;
		unsigned errors;
	} rows[] = {
		{ ready, 2, 0 },   { busy, 0, 0 },  { only_drained, 0, 0 },
		{ gone, -EIO, 0 }, { noisy, 2, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct console console = virt_console();

		fake_regs_expect(&console.regs, rows[i].script);
		assert_int_equal(console.ops->write(&console, "h\xff", 2), rows[i].result);
		assert_int_equal(console.line_errors, rows[i].errors);
		fake_regs_done();
	}
}

static void read_takes_all_and_counts_errors(void **state)
{
	static const struct fake_access script[] = {
		{ 'r', LSR, 0x61 }, { 'r', RBR, 'a' },  { 'r', LSR, 0x63 },
		{ 'r', RBR, 0x80 }, { 'r', LSR, 0x60 }, { 0 },
	};
	static const struct fake_access gone[] = { { 'r', LSR, 0xff }, { 'r', IIR, 0xff }, { 0 } };
	static const struct fake_access dies[] = {
		{ 'r', LSR, 0x61 },
		{ 'r', RBR, 'a' },
		{ 'r', LSR, 0xff },
		{ 'r', IIR, 0xff },
		{ 0 },
	};
	struct console console = virt_console();
	char text[8];

	(void)state;
	fake_regs_expect(&console.regs, script);
	assert_int_equal(console.ops->read(&console, text, sizeof(text)), 2);
	assert_memory_equal(text, "a\x80", 2);
	assert_int_equal(console.line_errors, 1);
	fake_regs_done();
	fake_regs_expect(&console.regs, gone);
	assert_int_equal(console.ops->read(&console, text, sizeof(text)), -EIO);
	fake_regs_done();
	fake_regs_expect(&console.regs, dies);
	assert_int_equal(console.ops->read(&console, text, sizeof(text)), 1);
	fake_regs_done();
}

/* --- against the model --------------------------------------------------------------------------- */

static void start_model(struct console *console, struct fake_16550 *uart, bool fifo_on)
{
	*console = virt_console();
	fake_16550_attach(uart, console->regs, fifo_on);
	assert_int_equal(console->ops->start(console), 0);
}

static void bursts_fill_the_fifo_and_no_more(void **state)
{
	static const char text[] = "0123456789abcdef0123456789";
	struct fake_16550 uart;
	struct console console;

	(void)state;
	start_model(&console, &uart, true);
	assert_int_equal(console.ops->write(&console, text, 26), 16);
	assert_int_equal(console.ops->write(&console, text + 16, 10), 0);
	fake_16550_drain(&uart, 15); /* THRE means empty, not "some room" */
	assert_int_equal(console.ops->write(&console, text + 16, 10), 0);
	fake_16550_drain(&uart, 1);
	assert_int_equal(console.ops->write(&console, text + 16, 10), 10);
	assert_memory_equal(uart.sent, text, 26);
	assert_int_equal(uart.lsr_reads, 4);
}

static void without_a_fifo_one_byte_at_a_time(void **state)
{
	struct fake_16550 uart;
	struct console console;

	(void)state;
	start_model(&console, &uart, false);
	assert_int_equal(console.ops->write(&console, "ab", 2), 1);
	assert_int_equal(console.ops->write(&console, "b", 1), 0);
	fake_16550_drain(&uart, 1);
	assert_int_equal(console.ops->write(&console, "b", 1), 1);
	assert_memory_equal(uart.sent, "ab", 2);
}

static void errors_cost_no_byte(void **state)
{
	struct fake_16550 uart;
	struct console console;
	char text[4];

	(void)state;
	start_model(&console, &uart, true);
	fake_16550_receive(&uart, 'a', 0);
	fake_16550_receive(&uart, 'b', 0x04);  /* parity */
	fake_16550_receive(&uart, '\0', 0x18); /* break, framing */
	assert_int_equal(console.ops->write(&console, "x", 1), 1);
	assert_int_equal(console.ops->read(&console, text, 2), 2);
	/* A write's look at LSR clears the error; it is counted all the same. */
	fake_16550_drain(&uart, 1);
	assert_int_equal(console.ops->write(&console, "y", 1), 1);
	assert_int_equal(console.line_errors, 2);
	assert_int_equal(console.ops->read(&console, text + 2, 2), 1);
	assert_memory_equal(text, "ab\0", 3);
	assert_int_equal(console.line_errors, 2);
	assert_int_equal(console.ops->read(&console, text, 4), 0);
}

static void a_dead_one_is_left_in_peace(void **state)
{
	struct fake_16550 uart;
	struct console console;
	char byte;

	(void)state;
	start_model(&console, &uart, true);
	uart.never_ready = true;
	assert_int_equal(console.ops->write(&console, "x", 1), 0);
	assert_int_equal(console.ops->read(&console, &byte, 1), 0);
	uart.gone = true;
	assert_int_equal(console.ops->start(&console), -EIO);
	assert_int_equal(console.ops->write(&console, "x", 1), -EIO);
	assert_int_equal(console.ops->read(&console, &byte, 1), -EIO);
	assert_int_equal(uart.sent_len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bind_checks_what_the_tree_says),
		cmocka_unit_test(start_reads_once_and_writes_nothing),
		cmocka_unit_test(write_follows_thre),
		cmocka_unit_test(read_takes_all_and_counts_errors),
		cmocka_unit_test(bursts_fill_the_fifo_and_no_more),
		cmocka_unit_test(without_a_fifo_one_byte_at_a_time),
		cmocka_unit_test(errors_cost_no_byte),
		cmocka_unit_test(a_dead_one_is_left_in_peace),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
