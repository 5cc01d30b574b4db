/* `console hunt`, `console test` and `console baud`, with a scripted person at each UART. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "kernel/console/console_sbi.h"
#include "kernel/time.h"
#include "shell/machine/console_rate.h"
#include "shell/shell.h"
#include "tests/unit/fake/fake_console.h"

#define HUNTS   "prompting on all consoles: press a key on one; Ctrl-C here to stay here\n"
#define HELLO   "\nHello, world from Firstlight " FIRSTLIGHT_VERSION "\n"
#define ASKED_0 HELLO "console 1 of 3: fake at 0x1000: press any key here to use it\n"
#define ASKED_1 HELLO "console 2 of 3: fake at 0x2000: press any key here to use it\n"
#define ASKED_2 HELLO "console 3 of 3: fake at 0x3000: press any key here to use it\n"
#define FOUND   "\nthe console is now fake at 0x2000\n"

static void act(int number, const char *when, const char *types)
{
	fake_console[number].acts[0] = (struct fake_act){ when, types };
	fake_console[number].act = 0;
}

/* --- hunt ------------------------------------------------------------------------------------- */

static void goes_where_a_key_is_pressed(void **state)
{
	(void)state;
	act(1, "any key", "x");
	assert_runs("console hunt", 0, HUNTS ASKED_0 FOUND);
	assert_shown(1, ASKED_1 "\nthe console is now uart1\n");
	assert_shown(2, ASKED_2 FOUND);
	assert_in_use("uart1");
	assert_waits(1, "");
	/* Firmware's console is uart0's port: it was not prompted separately. */
	assert_null(strstr(fake_machine_sbi_text(), "any key"));
}

static void eats_the_key_only(void **state)
{
	static const struct {
		const char *types, *left;
	} rows[] = {
		{ "x", "" },      { "\r", "" },   { "\rls\r", "ls\r" },
		{ "\033[A", "" }, { "\003", "" }, /* there it interrupts nothing */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		fake_consoles_reset();
		act(2, "any key", rows[i].types);
		assert_int_equal(fake_console_run("console hunt"), 0);
		assert_in_use("uart2");
		assert_waits(2, rows[i].left);
		assert_false(console_interrupted());
	}
}

static void prompts_again_and_gives_up(void **state)
{
	uint64_t start = time_us();

	(void)state;
	assert_runs("console hunt -t 25", ETIMEDOUT,
		    HUNTS ASKED_0 ASKED_0 ASKED_0
		    "console: no key was pressed within 25 s; still on uart0\n");
	assert_in_range(time_us() - start, 25000000, 25300000);
	assert_shown(1, ASKED_1 ASKED_1 ASKED_1);
	assert_in_use("uart0");
	act(2, "any key", "x");
	fake_console[2].read = fake_console[2].used;
	assert_int_equal(fake_console_run("console hunt -t 1"), 0);
	assert_in_use("uart2");
}

static void stays_on_ctrl_c(void **state)
{
	(void)state;
	act(0, "any key", "\003");
	assert_runs("console hunt", SHELL_INTERRUPTED, HUNTS ASKED_0 "^C\n");
	assert_in_use("uart0");
	assert_waits(0, "");
}

static void typed_ahead_is_no_key(void **state)
{
	(void)state;
	act(0, "go", "echo later\r");
	console_puts("go\n");
	console_poll();
	assert_int_equal(fake_console_run("console hunt -t 1"), ETIMEDOUT);
	assert_waits(0, "echo later\r");
}

static void leaves_out_failed_consoles(void **state)
{
	(void)state;
	fake_console[0].acts[0] = (struct fake_act){ "any key", "x" };
	fake_console[1].start = -EIO;
	fake_console[2].fails = -ETIMEDOUT;
	assert_int_equal(fake_console_run("console hunt"), 0);
	assert_shown(0, HUNTS HELLO
		     "console 1 of 2: fake at 0x1000: press any key here to use it\n"
		     "console: fake at 0x3000: took no output within a second; going on "
		     "with fake at 0x1000\n"
		     "\nthe console is now uart0\n");
	assert_in_use("uart0");
}

static void prompts_on_sbi_when_its_port_is_another(void **state)
{
	(void)state;
	console_choice.firmware = NULL;
	fake_console[2].acts[0] = (struct fake_act){ "of 4", "x" };
	assert_int_equal(fake_console_run("console hunt"), 0);
	assert_non_null(strstr(fake_machine_sbi_text(),
			       "console 4 of 4: sbi: press any key here to use it"));
	assert_in_use("uart2");
}

/* --- test ------------------------------------------------------------------------------------- */

static void tests_by_loopback(void **state)
{
	(void)state;
	assert_int_equal(fake_console_run("console test uart2"), 0);
	assert_non_null(
		strstr(fake_console[0].sent, "256 bytes sent, 256 back, 0 of them differ; "));
	assert_shown(2, "");
	assert_false(fake_console[2].looping);
	fake_console[2].flips = true;
	assert_int_equal(fake_console_run("console test uart2"), SHELL_FAILED);
	assert_non_null(strstr(fake_console[0].sent, " 256 back, 256 of them differ; "));
	fake_console[2].flips = false;
	fake_console[2].loses = true;
	assert_int_equal(fake_console_run("console test uart2"), SHELL_FAILED);
	assert_non_null(strstr(fake_console[0].sent, " 255 back, 14 of them differ; "));
	assert_in_use("uart0");
}

static void testing_loses_nothing(void **state)
{
	(void)state;
	assert_int_equal(console_use(fake_console[2].console), 0);
	fake_console[2].typed = "typed before";
	assert_int_equal(fake_console_run("console test uart2"), 0);
	assert_waits(2, "typed before");
	assert_in_use("uart2");
	fake_console[2].start = 0;
	fake_console[2].typed = "";
}

static void tests_by_eye(void **state)
{
	(void)state;
	assert_int_equal(fake_console_run("console test uart1"), 0);
	assert_shown(1, "\n !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`"
			"abcdefghijklmnopqrstuvwxyz{|}~\n");
	fake_console[1].fails = -ETIMEDOUT;
	assert_int_equal(fake_console_run("console test uart1"), ETIMEDOUT);
	assert_in_use("uart0");
}

/* --- baud ------------------------------------------------------------------------------------- */

static void finds_divisors(void **state)
{
	static const struct {
		uint64_t hz, rate;
		uint16_t unit;
		uint8_t bias;
		uint32_t divisor;
		uint64_t gives, other;
		bool fits;
	} rows[] = {
		{ 1843200, 115200, 1024, 0, 1, 115200, 57600, true },
		{ 1843200, 9600, 1024, 0, 12, 9600, 10473, true },
		{ 1843200, 230400, 1024, 0, 1, 115200, 0, false },
		{ 1843200, 100000, 1024, 0, 1, 115200, 57600, false },
		{ 24000000, 115200, 1024, 0, 13, 115385, 107143, true },
		{ 24000000, 230400, 1024, 0, 7, 214286, 250000, false },
		{ 24000000, 1500000, 1024, 0, 1, 1500000, 750000, true },
		/* SiFive: clock / (divisor + 1) */
		{ 500000000, 115200, 64, 1, 4339, 115207, 115181, true },
		{ 500000000, 20000000, 64, 1, 24, 20000000, 20833333, true },
		{ 1000, 2000, 64, 1, 0, 1000, 0, false },
		/* 3 %: 103000 is the last rate that fits */
		{ 103000, 100000, 64, 1, 0, 103000, 51500, true },
		{ 103001, 100000, 64, 1, 0, 103001, 51501, false },
		{ 48000000, 300, 1024, 0, 10000, 300, 300, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct console console = { .baud_unit = rows[i].unit,
						 .baud_bias = rows[i].bias };
		struct console_rate found = console_rate_find(&console, rows[i].hz, rows[i].rate);

		assert_int_equal(found.divisor, rows[i].divisor);
		assert_int_equal(found.rate, rows[i].gives);
		if (!found.fits)
			assert_int_equal(found.other, rows[i].other);
		assert_int_equal(found.fits, rows[i].fits);
		assert_int_equal(console_rate(&console, rows[i].hz, found.divisor), found.rate);
	}
}

static void shows_the_rate(void **state)
{
	(void)state;
	assert_runs("console baud uart1", 0, "uart1: divisor 1: 115200 baud at 1843200 Hz\n");
	assert_runs("console baud uart2 -c 3686400", 0,
		    "uart2: divisor 1: 230400 baud at 3686400 Hz\n");
	assert_int_equal(fake_console_run("console baud uart2"), 0);
	assert_non_null(strstr(fake_console[0].sent, "uart2: divisor 1; the clock is unknown: "));
	fake_console[0].shown = fake_console[0].used;
	assert_runs("console baud uart0", ENOTSUP,
		    "console: uart0: the driver fake cannot set a rate\n");
	assert_runs("console baud sbi", ENOTSUP,
		    "console: sbi: the driver sbi cannot set a rate\n");
	assert_runs("console baud uart1 0", EDOM,
		    "console: 0: the rate must be 1 to 20000000 baud\n");
	assert_runs("console baud uart1 100000", ERANGE,
		    "console: uart1: 100000 baud cannot be made from 1843200 Hz; the nearest "
		    "are 115200 and 57600\n");
	assert_runs("console baud uart1 230400", ERANGE,
		    "console: uart1: 230400 baud cannot be made from 1843200 Hz; the nearest "
		    "is 115200\n");
	assert_int_equal(fake_console[1].divisor, 1);
}

static void keeps_the_rate_that_is_answered(void **state)
{
	(void)state;
	fake_console[1].refuses = 3;
	fake_console[1].heard_at = 12;
	act(1, "press Enter", "\r");
	assert_runs("console baud uart1 9600", 0,
		    "uart1: 9600 baud from here on, divisor 12; set the other side, and press "
		    "Enter there\nuart1: 9600 baud\n");
	assert_shown(1, "\npress Enter here within 10 s to keep 9600 baud\n");
	assert_int_equal(fake_console[1].divisor, 12);
	assert_in_use("uart0");
	assert_runs("console baud uart1 115200 -f", 0,
		    "uart1: 115200 baud from here on, divisor 1\nuart1: 115200 baud\n");
	assert_int_equal(fake_console[1].divisor, 1);
}

static void goes_back_to_the_rate_before(void **state)
{
	(void)state;
	assert_int_equal(console_use(fake_console[1].console), 0);
	fake_console[1].shown = fake_console[1].used;
	fake_console[1].heard_at = 1; /* the person does not change the rate */
	act(1, "press Enter here", "\r");
	assert_int_equal(fake_console_run("console baud -t 4 uart1 9600"), ETIMEDOUT);
	assert_shown(1, "uart1: 9600 baud from here on, divisor 12; set the other side, and press "
			"Enter there\n"
			"\npress Enter here within 4 s to keep 9600 baud\n"
			"console: uart1: nothing came at that rate; the rate is set back\n");
	assert_int_equal(fake_console[1].divisor, 1);
	fake_console[1].heard_at = 12;
	act(1, "within 10 s", "\003");
	assert_int_equal(fake_console_run("console baud uart1 9600"), SHELL_INTERRUPTED);
	assert_int_equal(fake_console[1].divisor, 1);
	fake_console[1].refuses = UINT32_MAX;
	assert_int_equal(fake_console_run("console baud uart1 9600"), EBUSY);
	fake_console[1].refuses = 0;
	assert_int_equal(fake_console_run("console baud uart1 -c 1843200000 300"), ERANGE);
	assert_int_equal(fake_console[1].divisor, 1);
	assert_in_use("uart1");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(goes_where_a_key_is_pressed, fake_consoles_setup),
		cmocka_unit_test_setup(eats_the_key_only, fake_consoles_setup),
		cmocka_unit_test_setup(prompts_again_and_gives_up, fake_consoles_setup),
		cmocka_unit_test_setup(stays_on_ctrl_c, fake_consoles_setup),
		cmocka_unit_test_setup(typed_ahead_is_no_key, fake_consoles_setup),
		cmocka_unit_test_setup(leaves_out_failed_consoles, fake_consoles_setup),
		cmocka_unit_test_setup(prompts_on_sbi_when_its_port_is_another,
				       fake_consoles_setup),
		cmocka_unit_test_setup(tests_by_loopback, fake_consoles_setup),
		cmocka_unit_test_setup(testing_loses_nothing, fake_consoles_setup),
		cmocka_unit_test_setup(tests_by_eye, fake_consoles_setup),
		cmocka_unit_test(finds_divisors),
		cmocka_unit_test_setup(shows_the_rate, fake_consoles_setup),
		cmocka_unit_test_setup(keeps_the_rate_that_is_answered, fake_consoles_setup),
		cmocka_unit_test_setup(goes_back_to_the_rate_before, fake_consoles_setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
