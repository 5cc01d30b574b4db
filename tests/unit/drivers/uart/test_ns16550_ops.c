/* A 16550's interrupt, loopback and divisor, against a model and against scripts. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_16550.h"
#include "tests/unit/fake/fake_tree.h"

enum { RBR, IER, IIR, LCR, MCR, LSR, USR = 31 };
enum { DLL = RBR, DLM = IER, FCR = IIR };

static struct fake_16550 uart;
static struct console console;

static void build(const char *driver, const char *compatible)
{
	const struct fake_item rows[] = {
		TREE_NODE("serial"),
		{ .kind = FAKE_BYTES,
		  .name = "compatible",
		  .data = compatible,
		  .len = strlen(compatible) + 1 },
		TREE_CELLS("reg", 0, 0x10000000, 0x100),
		TREE_CELLS("reg-shift", 2),
		TREE_CELLS("reg-io-width", 4),
		TREE_END,
		{ 0 },
	};
	const char *why;

	fake_tree(rows);
	assert_int_equal(fake_tree_bind(driver, "/serial", &console, &why), 0);
	fake_16550_attach(&uart, console.regs, true);
	uart.xscale = strcmp(driver, "xscale") == 0;
	uart.designware = strcmp(compatible, "snps,dw-apb-uart") == 0;
	assert_int_equal(console.ops->start(&console), 0);
}

/* --- ring ------------------------------------------------------------------------------------- */

static void a_ring_leaves_the_receiver_as_it_is(void **state)
{
	(void)state;
	build("ns16550", "ns16550a");
	uart.may = FAKE_MAY_IER;
	uart.ier = 0x01;
	assert_int_equal(console.ops->ring(&console, true), 0);
	assert_int_equal(uart.ier, 0x03);
	assert_int_equal(console.ops->ring(&console, false), 0);
	assert_int_equal(uart.ier, 0x01);
	uart.ier = 0xff;
	assert_int_equal(console.ops->ring(&console, true), -EIO);
}

/* --- listen ----------------------------------------------------------------------------------- */

static void listening_lets_received_bytes_interrupt(void **state)
{
	char text[4];

	(void)state;
	build("ns16550", "ns16550a");
	uart.may = FAKE_MAY_IER | FAKE_MAY_MCR;
	uart.ier = 0x0e;
	uart.mcr = 0x03;
	fake_16550_receive(&uart, 'a', 0);
	assert_int_equal(console.ops->listen(&console, true), 0);
	assert_int_equal(uart.ier, 0x01);
	assert_int_equal(uart.mcr, 0x0b);
	assert_true(fake_16550_interrupts(&uart));
	assert_int_equal(console.ops->read(&console, text, 4), 1);
	assert_false(fake_16550_interrupts(&uart));
	assert_int_equal(console.ops->read(&console, text, 4), 0);
	assert_int_equal(console.ops->listen(&console, false), 0);
	assert_int_equal(uart.ier, 0x00);
	assert_int_equal(uart.mcr, 0x03);
	fake_16550_receive(&uart, 'b', 0);
	assert_false(fake_16550_interrupts(&uart));
	assert_int_equal(console.ops->read(&console, text, 4), 1);
}

static void out2_that_firmware_set_stays(void **state)
{
	(void)state;
	build("ns16550", "ns16550a");
	uart.may = FAKE_MAY_IER;
	uart.mcr = 0x0b;
	for (int i = 0; i < 2; i++) {
		assert_int_equal(console.ops->listen(&console, true), 0);
		assert_int_equal(console.ops->listen(&console, false), 0);
	}
	assert_int_equal(uart.mcr, 0x0b);
}

/* A second listen must not take our own OUT2 for firmware's. */
static void listening_twice_is_listening_once(void **state)
{
	(void)state;
	build("ns16550", "ns16550a");
	uart.may = FAKE_MAY_IER | FAKE_MAY_MCR;
	assert_int_equal(console.ops->listen(&console, true), 0);
	assert_int_equal(console.ops->listen(&console, true), 0);
	assert_int_equal(console.ops->listen(&console, false), 0);
	assert_int_equal(uart.mcr, 0);
	assert_int_equal(console.ops->listen(&console, false), 0);
	assert_int_equal(uart.mcr, 0);
}

/* The model fails the test when IER[6] is ever written 0. */
static void a_xscale_stays_on(void **state)
{
	char text[4];

	(void)state;
	build("xscale", "intel,xscale-uart");
	uart.may = FAKE_MAY_IER;
	uart.ier = 0x6e; /* on, NRZ coding, interrupts of all kinds but receive */
	uart.mcr = 0x08;
	assert_int_equal(console.ops->listen(&console, true), 0);
	assert_int_equal(uart.ier, 0x71);
	fake_16550_receive(&uart, 'a', 0);
	uart.timeout = true;
	assert_true(fake_16550_interrupts(&uart));
	assert_int_equal(console.ops->read(&console, text, 4), 1);
	assert_int_equal(console.ops->listen(&console, false), 0);
	assert_int_equal(uart.ier, 0x60);
	uart.ier = 0;
	assert_int_equal(console.ops->listen(&console, false), 0);
	assert_int_equal(uart.ier, 0x40);
}

static void listen_fails_without_a_device(void **state)
{
	(void)state;
	build("ns16550", "ns16550a");
	uart.gone = true;
	assert_int_equal(console.ops->listen(&console, true), -EIO);
	assert_int_equal(console.ops->loop(&console, true), -EIO);
	assert_int_equal(console.ops->drained(&console), -EIO);
	assert_int_equal(console.ops->divisor(&console), -EIO);
	assert_int_equal(console.ops->set_divisor(&console, 1), -EIO);
}

/* --- interrupts without a byte ---------------------------------------------------------------- */

static void start_listening(const char *compatible)
{
	build("ns16550", compatible);
	uart.may = FAKE_MAY_IER;
	uart.mcr = 0x08;
	assert_int_equal(console.ops->listen(&console, true), 0);
}

static void a_timeout_without_a_byte_is_no_storm(void **state)
{
	char text[4];

	(void)state;
	start_listening("ns16550a");
	uart.timeout = true;
	assert_true(fake_16550_interrupts(&uart));
	assert_int_equal(console.ops->read(&console, text, 4), 0);
	assert_false(fake_16550_interrupts(&uart));
}

/* A byte that comes between the reads of LSR and IIR stays for the next read. */
static void a_byte_that_comes_meanwhile_is_kept(void **state)
{
	static const struct fake_access script[] = {
		{ 'r', LSR, 0x60 },
		{ 'r', IIR, 0xcc },
		{ 'r', LSR, 0x61 },
		{ 0 },
	};
	static const struct fake_access arrived[] = {
		{ 'r', LSR, 0x60 },
		{ 'r', IIR, 0xc4 },
		{ 0 },
	};
	char text[4];

	(void)state;
	start_listening("ns16550a");
	fake_regs_expect(&console.regs, script);
	assert_int_equal(console.ops->read(&console, text, 4), 0);
	fake_regs_done();
	fake_regs_expect(&console.regs, arrived);
	assert_int_equal(console.ops->read(&console, text, 4), 0);
	fake_regs_done();
}

static void a_busy_designware_is_no_storm(void **state)
{
	char text[4];

	(void)state;
	start_listening("snps,dw-apb-uart");
	uart.busy_raised = true;
	assert_true(fake_16550_interrupts(&uart));
	assert_int_equal(console.ops->read(&console, text, 4), 0);
	assert_false(fake_16550_interrupts(&uart));
	assert_int_equal(uart.usr_reads, 1);
}

/* When polled, an idle read reads LSR once. */
static void polling_reads_lsr_only(void **state)
{
	static const struct fake_access script[] = { { 'r', LSR, 0x60 }, { 0 } };
	char text[4];

	(void)state;
	start_listening("snps,dw-apb-uart");
	assert_int_equal(console.ops->listen(&console, false), 0);
	fake_regs_expect(&console.regs, script);
	assert_int_equal(console.ops->read(&console, text, 4), 0);
	fake_regs_done();
}

/* --- loop, drained ---------------------------------------------------------------------------- */

static void the_loop_brings_back_what_was_sent(void **state)
{
	char text[8];

	(void)state;
	build("ns16550", "ns16550a");
	uart.may = FAKE_MAY_MCR;
	uart.mcr = 0x2b;
	assert_int_equal(console.ops->loop(&console, true), 0);
	assert_int_equal(uart.mcr, 0x3b);
	assert_int_equal(console.ops->write(&console, "loop", 4), 4);
	assert_int_equal(uart.sent_len, 0);
	assert_int_equal(console.ops->read(&console, text, 8), 4);
	assert_memory_equal(text, "loop", 4);
	assert_int_equal(console.ops->loop(&console, false), 0);
	assert_int_equal(uart.mcr, 0x2b);
}

static void drained_follows_temt(void **state)
{
	static const struct {
		uint64_t lsr;
		int result;
	} rows[] = { { 0x60, 1 }, { 0x20, 0 }, { 0x00, 0 }, { 0x40, 1 }, { 0x62, 1 } };

	(void)state;
	build("ns16550", "ns16550a");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct fake_access script[] = { { 'r', LSR, rows[i].lsr }, { 0 } };

		fake_regs_expect(&console.regs, script);
		assert_int_equal(console.ops->drained(&console), rows[i].result);
		fake_regs_done();
	}
	assert_int_equal(console.errors.overruns, 1);
}

/* --- the divisor ------------------------------------------------------------------------------ */

static void the_divisor_is_read_and_set(void **state)
{
	(void)state;
	build("ns16550", "ns16550a");
	uart.may = FAKE_MAY_LCR;
	uart.lcr = 0x1b;
	uart.divisor = 0x1234;
	assert_int_equal(console.ops->divisor(&console), 0x1234);
	assert_int_equal(uart.lcr, 0x1b);
	assert_int_equal(console.ops->set_divisor(&console, 0xabcd), 0);
	assert_int_equal(uart.divisor, 0xabcd);
	assert_int_equal(uart.lcr, 0x1b);
	assert_int_equal(console.ops->set_divisor(&console, 0), -ERANGE);
	assert_int_equal(console.ops->set_divisor(&console, 0x10000), -ERANGE);
	assert_int_equal(uart.divisor, 0xabcd);
	assert_int_equal(console.baud_unit, 64 * 16);
	assert_int_equal(console.baud_bias, 0);
}

/* DLL is read back before DLM is written: Marvell's parts require it. */
static void the_divisor_in_order(void **state)
{
	static const struct fake_access script[] = {
		{ 'r', LCR, 0x03 },
		{ 'w', LCR, 0x83 },
		{ 'r', LCR, 0x83 },
		{ 'r', DLL, 0x0c },
		{ 'r', DLM, 0x00 },
		{ 'w', DLL, 0x01 },
		{ 'r', DLL, 0x01 },
		{ 'w', DLM, 0x00 },
		{ 'r', DLL, 0x01 },
		{ 'r', DLM, 0x00 },
		{ 'w', LCR, 0x03 },
		{ 'r', LCR, 0x03 },
		{ 0 },
	};
	static const struct fake_access same[] = {
		{ 'r', LCR, 0x03 }, { 'w', LCR, 0x83 }, { 'r', LCR, 0x83 }, { 'r', DLL, 0x01 },
		{ 'r', DLM, 0x00 }, { 'w', LCR, 0x03 }, { 'r', LCR, 0x03 }, { 0 },
	};

	(void)state;
	build("ns16550", "ns16550a");
	fake_regs_expect(&console.regs, script);
	assert_int_equal(console.ops->set_divisor(&console, 1), 0);
	fake_regs_done();
	fake_regs_expect(&console.regs, same);
	assert_int_equal(console.ops->set_divisor(&console, 1), 0);
	fake_regs_done();
}

static void a_busy_designware_keeps_its_divisor(void **state)
{
	(void)state;
	build("ns16550", "snps,dw-apb-uart");
	uart.may = FAKE_MAY_LCR;
	uart.divisor = 13;
	uart.busy = 3; /* for three writes */
	assert_int_equal(console.ops->set_divisor(&console, 26), 0);
	assert_int_equal(uart.divisor, 26);
	assert_int_equal(uart.usr_reads, 3);
	assert_false(uart.busy_raised);
	uart.busy = 1000000;
	assert_int_equal(console.ops->set_divisor(&console, 13), -EBUSY);
	assert_int_equal(console.ops->divisor(&console), -EBUSY);
	assert_int_equal(uart.divisor, 26);
	assert_int_equal(uart.lcr, 3);
	assert_false(uart.busy_raised);
}

/* A byte begins while the latch is open: the byte is lost, the console still works. */
static void a_designware_is_not_left_with_its_latch_open(void **state)
{
	static const struct fake_access script[] = {
		{ 'r', LCR, 0x03 },
		{ 'w', LCR, 0x83 },
		{ 'r', LCR, 0x83 },
		{ 'r', DLL, 0x0d },
		{ 'r', DLM, 0x00 },
		{ 'w', LCR, 0x03 },
		{ 'r', LCR, 0x83 },
		{ 'r', IIR, 0xc7 },
		{ 'r', USR, 0x09 },
		{ 'w', LCR, 0x03 },
		{ 'r', LCR, 0x83 },
		{ 'r', IIR, 0xc7 },
		{ 'r', USR, 0x09 },
		{ 'w', LCR, 0x03 },
		{ 'r', LCR, 0x83 },
		{ 'r', IIR, 0xc7 },
		{ 'r', USR, 0x09 },
		{ 'w', LCR, 0x03 },
		{ 'r', LCR, 0x83 },
		{ 'r', IIR, 0xc7 },
		{ 'r', USR, 0x09 },
		{ 'w', LCR, 0x03 },
		{ 'r', LCR, 0x83 },
		{ 'r', IIR, 0xc7 },
		{ 'r', USR, 0x09 },
		{ 'w', LCR, 0x03 },
		{ 'r', LCR, 0x83 },
		{ 'r', IIR, 0xc7 },
		{ 'r', USR, 0x09 },
		{ 'w', LCR, 0x03 },
		{ 'r', LCR, 0x83 },
		{ 'r', IIR, 0xc7 },
		{ 'r', USR, 0x09 },
		{ 'w', LCR, 0x03 },
		{ 'r', LCR, 0x83 },
		{ 'r', IIR, 0xc7 },
		{ 'r', USR, 0x09 },
		{ 'w', FCR, 0x03 },
		{ 'w', LCR, 0x03 },
		{ 'r', LCR, 0x03 },
		{ 0 },
	};

	(void)state;
	build("ns16550", "snps,dw-apb-uart");
	fake_regs_expect(&console.regs, script);
	assert_int_equal(console.ops->divisor(&console), 13);
	fake_regs_done();
}

/* A UART whose LCR opens the latch, but which keeps its divisor. */
static void a_divisor_that_does_not_stay_is_an_error(void **state)
{
	static const struct fake_access script[] = {
		{ 'r', LCR, 0x03 }, { 'w', LCR, 0x83 }, { 'r', LCR, 0x83 }, { 'r', DLL, 0x0d },
		{ 'r', DLM, 0x00 }, { 'w', DLL, 0x02 }, { 'r', DLL, 0x0d }, { 'w', DLM, 0x01 },
		{ 'r', DLL, 0x0d }, { 'r', DLM, 0x01 }, { 'w', DLL, 0x0d }, { 'r', DLL, 0x0d },
		{ 'w', DLM, 0x00 }, { 'w', LCR, 0x03 }, { 'r', LCR, 0x03 }, { 0 },
	};

	(void)state;
	build("ns16550", "snps,dw-apb-uart");
	fake_regs_expect(&console.regs, script);
	assert_int_equal(console.ops->set_divisor(&console, 0x102), -EBUSY);
	fake_regs_done();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(listening_lets_received_bytes_interrupt),
		cmocka_unit_test(out2_that_firmware_set_stays),
		cmocka_unit_test(listening_twice_is_listening_once),
		cmocka_unit_test(a_xscale_stays_on),
		cmocka_unit_test(listen_fails_without_a_device),
		cmocka_unit_test(a_timeout_without_a_byte_is_no_storm),
		cmocka_unit_test(a_byte_that_comes_meanwhile_is_kept),
		cmocka_unit_test(a_busy_designware_is_no_storm),
		cmocka_unit_test(polling_reads_lsr_only),
		cmocka_unit_test(the_loop_brings_back_what_was_sent),
		cmocka_unit_test(drained_follows_temt),
		cmocka_unit_test(the_divisor_is_read_and_set),
		cmocka_unit_test(the_divisor_in_order),
		cmocka_unit_test(a_busy_designware_keeps_its_divisor),
		cmocka_unit_test(a_designware_is_not_left_with_its_latch_open),
		cmocka_unit_test(a_divisor_that_does_not_stay_is_an_error),
		cmocka_unit_test(a_ring_leaves_the_receiver_as_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
