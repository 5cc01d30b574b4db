/* The 16550 family, against scripts of its registers and against a model. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_16550.h"
#include "tests/unit/fake/fake_tree.h"

enum { RBR = 0, THR = 0, IIR = 2, LSR = 5, USR = 31, CPR = 61 };

/* --- start, write, read ----------------------------------------------------------------------- */

static struct console virt_console(void)
{
	static const struct fake_item rows[] = {
		TREE_NODE("serial"),
		TREE_CELLS("reg", 0, 0x10000000, 0x100),
		TREE_END,
		{ 0 },
	};
	struct console console;
	const char *why;

	fake_tree(rows); /* no #address-cells: 2 and 1 */
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

/* DesignWare: USR is read where busy was detected, and only there; CPR where the tree has it. */
static void start_reads_a_designware(void **state)
{
	static const struct {
		uint64_t iir, cpr;
		uint32_t width, size;
		int fifo;
	} rows[] = {
		{ 0xc1, 0x00043ff2, 4, 0x100, 64 },  { 0xc7, 0x00083ff2, 4, 0x100, 128 },
		{ 0xc1, 0x00800000, 4, 0xf8, 2048 }, { 0xc1, 0, 4, 0x100, 16 },
		{ 0xc1, 0x00810000, 4, 0x100, 16 }, /* no such size */
		{ 0xc1, 0xffffffff, 4, 0x100, 16 },  { 0xc1, 0x00003ff2, 4, 0x100, 16 },
		{ 0x07, UINT64_MAX, 4, 0x100, 1 },  /* FIFO off */
		{ 0xc1, UINT64_MAX, 4, 0xf7, 16 },  /* CPR is outside */
		{ 0xc7, UINT64_MAX, 1, 0x100, 16 }, /* and not known in bytes */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct fake_item tree[] = {
			TREE_NODE("serial"),
			TREE_TEXT("compatible", "snps,dw-apb-uart"),
			TREE_CELLS("reg", 0, 0x10000000, rows[i].size),
			TREE_CELLS("reg-shift", 2),
			TREE_CELLS("reg-io-width", rows[i].width),
			TREE_END,
			{ 0 },
		};
		struct fake_access script[4] = { { 'r', IIR, rows[i].iir } };
		struct fake_access *next = script + 1;
		struct console console;
		const char *why;

		if ((rows[i].iir & 0x3f) == 7)
			*next++ = (struct fake_access){ 'r', USR, 1 };
		if (rows[i].cpr != UINT64_MAX)
			*next++ = (struct fake_access){ 'r', CPR, rows[i].cpr };
		fake_tree(tree);
		assert_int_equal(fake_tree_bind("ns16550", "/serial", &console, &why), 0);
		fake_regs_expect(&console.regs, script);
		assert_int_equal(console.ops->start(&console), 0);
		assert_int_equal(console.fifo, rows[i].fifo);
		fake_regs_done();
	}
}

/* UltraRISC's has none: it is not read. */
static void start_reads_no_cpr_of_a_dp1000(void **state)
{
	static const struct fake_item tree[] = {
		TREE_NODE("serial"),
		TREE_TEXT("compatible", "ultrarisc,dp1000-uart\0snps,dw-apb-uart"),
		TREE_CELLS("reg", 0, 0x20300000, 0x10000),
		TREE_CELLS("reg-shift", 2),
		TREE_CELLS("reg-io-width", 4),
		TREE_END,
		{ 0 },
	};
	static const struct fake_access script[] = { { 'r', IIR, 0xc1 }, { 0 } };
	struct console console;
	const char *why;

	(void)state;
	fake_tree(tree);
	assert_int_equal(fake_tree_bind("ns16550", "/serial", &console, &why), 0);
	assert_ptr_equal(console_driver_named("ultrarisc,dp1000-uart", 21),
			 fake_tree_driver("ns16550"));
	fake_regs_expect(&console.regs, script);
	assert_int_equal(console.ops->start(&console), 0);
	assert_int_equal(console.fifo, 16);
	fake_regs_done();
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
		{ gone, -EIO, 0 }, { noisy, 2, 3 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct console console = virt_console();

		fake_regs_expect(&console.regs, rows[i].script);
		assert_int_equal(console.ops->write(&console, "h\xff", 2), rows[i].result);
		assert_int_equal(fake_line_errors(&console), rows[i].errors);
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
	assert_int_equal(fake_line_errors(&console), 1);
	fake_regs_done();
	fake_regs_expect(&console.regs, gone);
	assert_int_equal(console.ops->read(&console, text, sizeof(text)), -EIO);
	fake_regs_done();
	fake_regs_expect(&console.regs, dies);
	assert_int_equal(console.ops->read(&console, text, sizeof(text)), 1);
	fake_regs_done();
}

static void each_error_has_its_count(void **state)
{
	static const struct {
		uint64_t lsr;
		struct console_errors errors;
	} rows[] = {
		{ 0x61, { 0 } },
		{ 0x63, { .overruns = 1 } },
		{ 0x65, { .parity = 1 } },
		{ 0x69, { .framing = 1 } },
		{ 0x71, { .breaks = 1 } },
		{ 0x79, { .breaks = 1 } }, /* a break has no stop bit either */
		{ 0x7f, { .overruns = 1, .parity = 1, .breaks = 1 } },
		{ 0xe1, { 0 } }, /* bit 7: an error in the FIFO, not of this byte */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct fake_access script[] = { { 'r', LSR, rows[i].lsr },
						      { 'r', RBR, 'a' },
						      { 0 } };
		struct console console = virt_console();
		char byte = 0;

		fake_regs_expect(&console.regs, script);
		assert_int_equal(console.ops->read(&console, &byte, 1), 1);
		assert_int_equal(byte, 'a');
		assert_memory_equal(&console.errors, &rows[i].errors, sizeof(console.errors));
		fake_regs_done();
	}
}

/* --- against the model ------------------------------------------------------------------------ */

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

/* LF that does not fit together with its CR waits for the next burst. */
static void lines_get_cr_within_bursts(void **state)
{
	static const struct {
		const char *text;
		int taken;
		const char *sent;
	} rows[] = {
		{ "a", 1, "a" },
		{ "\n", 1, "\r\n" },
		{ "ab\n\ncd\n", 7, "ab\r\n\r\ncd\r\n" },
		{ "0123456789abcdef", 16, "0123456789abcdef" },
		{ "0123456789abcd\nx", 15, "0123456789abcd\r\n" },
		{ "0123456789abcde\nx", 15, "0123456789abcde" },
		{ "0123456789\nabcdefgh", 15, "0123456789\r\nabcd" },
		{ "\n\n\n\n\n\n\n\n\n", 8, "\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *text = rows[i].text;
		struct fake_16550 uart;
		struct console console;
		size_t sent = 0;

		start_model(&console, &uart, true);
		assert_int_equal(console.ops->write_lines(&console, text, strlen(text), &sent),
				 rows[i].taken);
		assert_int_equal(sent, strlen(rows[i].sent));
		assert_int_equal(uart.sent_len, sent);
		assert_memory_equal(uart.sent, rows[i].sent, sent);
		uart.never_ready = true;
		assert_int_equal(console.ops->write_lines(&console, "x", 1, &sent), 0);
		assert_int_equal(sent, 0);
		uart.gone = true;
		assert_int_equal(console.ops->write_lines(&console, "x", 1, &sent), -EIO);
		assert_int_equal(sent, 0);
	}
}

/* A UART that is ready again at once gets all of the text. */
static void lines_go_on_while_it_is_ready(void **state)
{
	static const struct fake_access script[] = {
		{ 'r', LSR, 0x60 }, { 'w', THR, 'a' },
		{ 'w', THR, '\r' }, { 'w', THR, '\n' },
		{ 'r', LSR, 0x60 }, { 'w', THR, '\r' },
		{ 'w', THR, '\n' }, { 'w', THR, 'b' },
		{ 'r', LSR, 0x00 }, { 0 },
	};
	struct console console = virt_console();
	size_t sent;

	(void)state;
	console.fifo = 3;
	fake_regs_expect(&console.regs, script);
	assert_int_equal(console.ops->write_lines(&console, "a\n\nbc", 5, &sent), 4);
	assert_int_equal(sent, 6);
	fake_regs_done();
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
	/* A write's read of LSR clears the error; it is counted all the same. */
	fake_16550_drain(&uart, 1);
	assert_int_equal(console.ops->write(&console, "y", 1), 1);
	assert_int_equal(fake_line_errors(&console), 2);
	assert_int_equal(console.ops->read(&console, text + 2, 2), 1);
	assert_memory_equal(text, "ab\0", 3);
	assert_int_equal(fake_line_errors(&console), 2);
	assert_int_equal(console.ops->read(&console, text, 4), 0);
}

static void a_dead_one_is_not_touched(void **state)
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
		cmocka_unit_test(start_reads_once_and_writes_nothing),
		cmocka_unit_test(start_reads_a_designware),
		cmocka_unit_test(start_reads_no_cpr_of_a_dp1000),
		cmocka_unit_test(write_follows_thre),
		cmocka_unit_test(read_takes_all_and_counts_errors),
		cmocka_unit_test(each_error_has_its_count),
		cmocka_unit_test(bursts_fill_the_fifo_and_no_more),
		cmocka_unit_test(lines_get_cr_within_bursts),
		cmocka_unit_test(lines_go_on_while_it_is_ready),
		cmocka_unit_test(without_a_fifo_one_byte_at_a_time),
		cmocka_unit_test(errors_cost_no_byte),
		cmocka_unit_test(a_dead_one_is_not_touched),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
