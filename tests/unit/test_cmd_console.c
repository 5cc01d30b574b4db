/* `console` and `console use`, with somebody at each line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <string.h>
#include "kernel/console_sbi.h"
#include "kernel/time.h"
#include "shell/shell.h"
#include "tests/unit/fake_console.h"

#define ASKS     "press Enter on uart1 within 10 s; Ctrl-C here stays here\n"
#define QUESTION "\npress Enter here within 10 s to keep this console\n"
#define STILL    "\nthe console is still uart0\n"

static void act(int number, const char *when, const char *types)
{
	struct fake_console *fake = &fake_console[number];
	int i = 0;

	while (fake->acts[i].types)
		i++;
	fake->acts[i] = (struct fake_act){ when, types };
}

/* --- the tables ------------------------------------------------------------------------------------- */

static void lists(void **state)
{
	(void)state;
	fake_console[1].console->errors = (struct console_errors){ 1, 22, 333, 4444 };
	fake_console[1].console->received = 5;
	fake_console[2].console->failed = -ETIMEDOUT;
	assert_int_equal(fake_console_run("console | head 6"), 0);
	assert_shown(0, "NAME       STATE  DRIVER     ADDRESS      IRQ      NODE\n"
			"uart0      both   fake       0x1000       polled   /uart@1000\n"
			"uart1      idle   fake       0x2000       -        /uart@2000\n"
			"uart2      failed fake       0x3000       -        /uart@3000\n"
			"           took no output within a second\n"
			"sbi        idle   sbi        -            polled   -\n");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(lists, fake_consoles_setup),
	};
	(void)act;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
