/* `console`, `console use`, `add` and `drop`, with a scripted person at each UART. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <string.h>
#include "kernel/console/console_sbi.h"
#include "kernel/time.h"
#include "shell/shell.h"
#include "tests/unit/fake/fake_console.h"

#define ASKS     "press Enter on uart1 within 10 s; Ctrl-C here to stay here\n"
#define QUESTION "\npress Enter here within 10 s to keep this console\n"
#define STILL    "\nthe console is still uart0\n"
#define GOES     "the console is now uart1\n"

static void act(int number, const char *when, const char *types)
{
	struct fake_console *fake = &fake_console[number];
	int i = 0;

	while (fake->acts[i].types)
		i++;
	fake->acts[i] = (struct fake_act){ when, types };
}

/* --- the tables ------------------------------------------------------------------------------- */

static void lists(void **state)
{
	(void)state;
	fake_console[1].console->errors = (struct console_errors){ 1, 22, 333, 4444 };
	fake_console[1].console->received = 5;
	fake_console[2].console->failed = -ETIMEDOUT;
	assert_int_equal(fake_console_run("console | head 8"), 0);
	assert_shown(0, "NAME   STATE   DRIVER  ADDRESS  IRQ     NODE\n"
			"uart0  both    fake    0x1000   polled  /uart@1000\n"
			"uart1  idle    fake    0x2000   -       /uart@2000\n"
			"uart2  failed  fake    0x3000   -       /uart@3000\n"
			"  took no output within a second\n"
			"sbi    idle    sbi     -        polled  -\n"
			"\n"
			"NAME   BYTES-IN  BYTES-OUT  OVERRUN  FRAME  PARITY  BREAK  RING-HIGH\n");
	assert_int_equal(fake_console_run("console | grep uart1 | tail 1"), 0);
	assert_shown(0, "uart1         5          0        1     22     333   4444        0/0\n");
}

/* Columns are as wide as their cells. */
static void lists_long_names(void **state)
{
	struct console_candidate *row = console_choice.candidate;

	(void)state;
	strcpy(row[0].name, "pci-serial.1");
	strcpy(row[1].name, "a-name-as-long-as-can-b");
	row[1].console.regs.base = UINT64_MAX;
	assert_int_equal(fake_console_run("console | head 4 | tail 3"), 0);
	assert_shown(
		0,
		"pci-serial.1             both   fake    0x1000              polled  /uart@1000\n"
		"a-name-as-long-as-can-b  idle   fake    0xffffffffffffffff  -       /uart@2000\n"
		"uart2                    idle   fake    0x3000              -       /uart@3000\n");
}

static void shows_what_is_not_usable(void **state)
{
	struct console_candidate *row = &console_choice.candidate[1];

	(void)state;
	row->err = -ENXIO;
	row->why = "no address";
	assert_int_equal(fake_console_run("console | head 4 | tail 2"), 0);
	assert_shown(0, "uart1  no     fake    0x2000   -       /uart@2000\n"
			"  no address\n");
	assert_runs("console use uart1", ENXIO, "console: uart1: cannot be used: no address\n");
}

static void refuses_wrong_words(void **state)
{
	static const struct {
		const char *line;
		int status;
		const char *text;
	} rows[] = {
		{ "console nosuch", EINVAL,
		  "console: nosuch: no such verb; 'help console' lists them\n"
		  "usage: console [-a] [-f] [-t N] [-c HZ] [-p PROG] [-j] [VERB [NAME]...]\n" },
		{ "console use", EINVAL,
		  "console: use: too few arguments\nusage: console use NAME\n" },
		{ "console hunt uart1", EINVAL,
		  "console: hunt: too many arguments\nusage: console hunt\n" },
		{ "console use nosuch", ENOENT,
		  "console: nosuch: no such console; 'console' lists them\n" },
		{ "console use fake", EEXIST,
		  "console: fake: several have this name; 'console' lists them\n" },
		{ "console use uart0", 0, "uart0 is the console already\n" },
		{ "console use uart1 -t 0", EDOM,
		  "console: -t 0: the time must be 1 to 3600 seconds\n" },
		{ "console use uart1 -t x", EINVAL,
		  "console: x: not a number\nusage: console use NAME\n" },
		{ "console add uart1 both", EDOM,
		  "console: both: write 'in' or 'out', or leave it out for both\n" },
		{ "console drop uart1", ENOENT,
		  "console: uart1: not in use; 'console' shows which are\n" },
		{ "console flow uart1 of", EDOM, "console: of: write 'on' or 'off'\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_runs(rows[i].line, rows[i].status, rows[i].text);
	assert_in_use("uart0");
}

static void tick(bool due)
{
	(void)due;
}

/* Ending it by force would leave half a change, or a device half started. */
static void is_not_ended_by_force(void **state)
{
	static const char *const lines[] = { "console", "console add uart1", "console drop uart1",
					     "console use -f uart1", "console hunt -t 1" };

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		time_tick(tick, 1);
		fake_console_run(lines[i]);
		assert_false(fake_machine_ticks());
	}
}

/* --- use -------------------------------------------------------------------------------------- */

static void goes_where_enter_comes_from(void **state)
{
	static const char *const names[] = { "uart1", "0x2000", "/uart@2000" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char line[32] = "console use ";

		fake_consoles_reset();
		act(1, "press Enter", "\r");
		assert_runs(strcat(line, names[i]), 0, ASKS GOES);
		assert_shown(1, QUESTION GOES);
		assert_in_use("uart1");
		assert_waits(1, "");
	}
}

static void comes_back_without_an_answer(void **state)
{
	uint64_t start = time_us();

	(void)state;
	assert_runs("console use uart1", ETIMEDOUT,
		    ASKS "console: uart1: no answer came; still on uart0\n");
	assert_shown(1, QUESTION STILL);
	assert_in_use("uart0");
	assert_in_range(time_us() - start, 10000000, 10200000);
	start = time_us();
	assert_int_equal(fake_console_run("console use -t 3 uart1"), ETIMEDOUT);
	assert_in_range(time_us() - start, 3000000, 3200000);
	/* A second try can succeed. */
	act(1, "within 10 s", "\n");
	assert_int_equal(fake_console_run("console use uart1"), 0);
	assert_in_use("uart1");
}

static void shows_what_came_instead(void **state)
{
	(void)state;
	act(1, "press Enter", "\xe6\x66\x98");
	assert_runs("console use uart1", ETIMEDOUT,
		    ASKS "console: uart1: 3 other bytes came (0xe6 0x66 0x98), 0 framing errors: "
			 "a wrong rate?; still on uart0\n");
	assert_waits(1, "");
	act(1, "press Enter", "abcdefg");
	assert_runs("console use uart1", ETIMEDOUT,
		    ASKS "console: uart1: 7 other bytes came (0x61 0x62 0x63 0x64 ...), 0 framing "
			 "errors: a wrong rate?; still on uart0\n");
	/* Noise before Enter does not matter. */
	act(1, "press Enter", "xy\rls\r");
	assert_int_equal(fake_console_run("console use uart1"), 0);
	assert_waits(1, "ls\r");
}

static void keeps_what_was_typed_before(void **state)
{
	(void)state;
	act(0, "press Enter", "echo later\r");
	act(1, "hello", "old\r");
	act(1, "press Enter", "\r");
	assert_int_equal(console_attach(fake_console[1].console, CONSOLE_BOTH), 0);
	console_puts("hello\n");
	console_poll();
	assert_int_equal(console_detach(fake_console[1].console, CONSOLE_BOTH), 0);
	assert_waits(1, "old\r");
	/* An Enter from before the question is not an answer. */
	fake_console[1].acts[1].when = "never";
	assert_int_equal(fake_console_run("console use uart1"), ETIMEDOUT);
	assert_waits(1, "old\r");
	fake_console[1].acts[1].when = "press Enter";
	assert_int_equal(fake_console_run("console use uart1"), 0);
	assert_waits(1, "old\r");
	assert_waits(0, "echo later\r");
}

static void ctrl_c_stays(void **state)
{
	(void)state;
	act(1, "press Enter", "a\003");
	assert_runs("console use uart1", SHELL_INTERRUPTED,
		    ASKS "console: uart1: cancelled; still on uart0\n");
	assert_shown(1, QUESTION STILL);
	assert_waits(1, "");
	assert_false(console_interrupted());
	/* Ctrl-C on the old console works as for any command: what was typed before it is
	 * dropped. */
	act(0, "to stay here", "typed before\003after");
	fake_console[0].read = fake_console[0].used;
	assert_runs("console use uart1", SHELL_INTERRUPTED,
		    ASKS "console: uart1: cancelled; still on uart0\n^C\n");
	assert_waits(0, "after");
	assert_in_use("uart0");
	assert_false(console_interrupted());
}

static void forced(void **state)
{
	(void)state;
	assert_runs("console use -f uart1", 0, GOES);
	assert_shown(1, GOES);
	assert_in_use("uart1");
	assert_int_equal(fake_console_run("console use sbi -f"), 0);
	assert_in_use("sbi");
}

static void stays_where_it_works(void **state)
{
	(void)state;
	fake_console[1].start = -EIO;
	assert_runs("console use uart1", EIO, "console: uart1: its registers do not answer\n");
	assert_runs("console use -f uart1", EIO, "console: uart1: its registers do not answer\n");
	fake_console[1].start = 0;
	fake_console[1].fails = -ETIMEDOUT;
	assert_runs("console use uart1", EIO,
		    ASKS "console: fake at 0x2000: took no output within a second; going on with "
			 "fake at 0x1000\n");
	assert_in_use("uart0");
	assert_int_equal(fake_console[1].console->failed, -ETIMEDOUT);
	assert_int_equal(fake_console_run("console use uart1 -f"), 0);
	assert_in_use("sbi"); /* the core's own way out */
}

/* A console that failed may work again. */
static void goes_back_to_one_that_failed(void **state)
{
	struct console_candidate *row = &console_choice.candidate[1];

	(void)state;
	row->err = row->console.failed = -ETIMEDOUT;
	assert_runs("console use -f uart1", 0, GOES);
	assert_in_use("uart1");
	assert_int_equal(row->err, 0);
	assert_int_equal(row->console.failed, 0);
	/* But not a device that is no console. */
	fake_consoles_reset();
	row->err = row->console.failed = -ENODEV;
	assert_int_equal(fake_console_run("console use -f uart1"), ENODEV);
	assert_in_use("uart0");
}

static void uses_one_of_several(void **state)
{
	(void)state;
	assert_int_equal(fake_console_run("console add uart1"), 0);
	assert_int_equal(fake_console_run("console add uart2 out"), 0);
	assert_in_use("uart0 uart1 uart2:out");
	assert_int_equal(fake_console_run("console use -t 1 uart2"), ETIMEDOUT);
	assert_in_use("uart0 uart1 uart2:out");
	act(2, "press Enter", "\r");
	assert_int_equal(fake_console_run("console use uart2"), 0);
	assert_in_use("uart2");
}

/* --- add and drop ----------------------------------------------------------------------------- */

static void mirrors(void **state)
{
	(void)state;
	assert_runs("console add uart1", 0, "uart1 is used for input and output\n");
	assert_shown(1, "uart1 is used for input and output\n");
	assert_in_use("uart0 uart1");
	assert_runs("echo both", 0, "both\n");
	assert_shown(1, "both\n");
	assert_runs("console add uart2 in", 0, "uart2 is used for input\n");
	assert_shown(2, "");
	assert_in_use("uart0 uart1 uart2:in");
	assert_runs("console drop uart1 out", 0, "uart1 is used for input\n");
	assert_in_use("uart0 uart1:in uart2:in");
	assert_runs("console drop uart1 out", ENOENT,
		    "console: uart1: not in use for that; 'console' shows which are\n");
	assert_int_equal(fake_console_run("console drop uart1; console drop uart2"), 0);
	assert_in_use("uart0");
}

static void the_last_one_stays(void **state)
{
	static const char refused[] =
		"console: uart0: no console would be left to write to, or to read "
		"from; 'console use NAME' switches to another one\n";

	(void)state;
	assert_runs("console drop uart0", EBUSY, refused);
	assert_runs("console drop uart0 in", EBUSY, refused);
	assert_int_equal(fake_console_run("console add uart1 out"), 0);
	fake_console[0].shown = fake_console[0].used;
	assert_runs("console drop uart0", EBUSY, refused);
	assert_in_use("uart0 uart1:out");
	assert_int_equal(fake_console_run("console add uart1 in"), 0);
	assert_int_equal(fake_console_run("console drop uart0"), 0);
	assert_in_use("uart1");
}

static void does_not_double_a_port(void **state)
{
	static const char refused[] =
		"console: sbi is the same port as uart0: output would come twice, "
		"input would be lost; 'console use sbi' switches to it\n";

	(void)state;
	/* By assumption: uart0 has no loopback, and firmware is taken to use stdout-path, too. */
	assert_runs("console add sbi", EBUSY, refused);
	assert_runs("console add sbi in", EBUSY, refused);
	assert_in_use("uart0");
	assert_int_equal(fake_console_run("console add sbi out -f"), 0);
	assert_in_use("uart0 sbi:out");
	/* By loopback, against the assumption. */
	fake_consoles_reset();
	assert_int_equal(console_use(fake_console[2].console), 0);
	fake_firmware_port = 2;
	assert_int_equal(fake_console_run("console add sbi"), EBUSY);
	assert_in_use("uart2");
	assert_false(fake_console[2].looping);
	fake_firmware_port = 1;
	console_choice.firmware = &console_choice.candidate[2];
	assert_int_equal(fake_console_run("console add sbi"), 0);
	assert_in_use("uart2 sbi");
}

static void flow(void **state)
{
	(void)state;
	assert_runs("console flow uart1", 0, "uart1: XON/XOFF off\n");
	assert_runs("console flow uart1 on", 0, "uart1: XON/XOFF on\n");
	assert_true(fake_console[1].console->flow);
	assert_runs("console flow uart1 off", 0, "uart1: XON/XOFF off\n");
	assert_false(fake_console[1].console->flow);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(lists, fake_consoles_setup),
		cmocka_unit_test_setup(lists_long_names, fake_consoles_setup),
		cmocka_unit_test_setup(shows_what_is_not_usable, fake_consoles_setup),
		cmocka_unit_test_setup(refuses_wrong_words, fake_consoles_setup),
		cmocka_unit_test_setup(is_not_ended_by_force, fake_consoles_setup),
		cmocka_unit_test_setup(goes_where_enter_comes_from, fake_consoles_setup),
		cmocka_unit_test_setup(comes_back_without_an_answer, fake_consoles_setup),
		cmocka_unit_test_setup(shows_what_came_instead, fake_consoles_setup),
		cmocka_unit_test_setup(keeps_what_was_typed_before, fake_consoles_setup),
		cmocka_unit_test_setup(ctrl_c_stays, fake_consoles_setup),
		cmocka_unit_test_setup(forced, fake_consoles_setup),
		cmocka_unit_test_setup(stays_where_it_works, fake_consoles_setup),
		cmocka_unit_test_setup(goes_back_to_one_that_failed, fake_consoles_setup),
		cmocka_unit_test_setup(uses_one_of_several, fake_consoles_setup),
		cmocka_unit_test_setup(mirrors, fake_consoles_setup),
		cmocka_unit_test_setup(the_last_one_stays, fake_consoles_setup),
		cmocka_unit_test_setup(does_not_double_a_port, fake_consoles_setup),
		cmocka_unit_test_setup(flow, fake_consoles_setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
