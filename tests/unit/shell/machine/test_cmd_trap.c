/* `trap` where nothing traps: QEMU has no such hart. tests/qemu/test_traps.py has the rest. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_machine.h"
#include "tests/unit/fake/fake_session.h"

static const char usage[] =
	"usage: trap illegal|ebreak|load|store|fetch|misaligned|stack|overrun\n";

static void what_does_not_trap_is_said(void **state)
{
	static struct owners owners;
	const struct fake_line rows[] = {
		{ "trap illegal", EIO, "trap: illegal: no trap: this machine does it\n" },
		{ "trap misaligned", EIO, "trap: misaligned: no trap: this machine does it\n" },
		{ "trap stack", 0, "" }, /* the port looks at the guard word */
		{ "trap stac", EINVAL, usage },
		{ 0 },
	};

	(void)state;
	fake_machine_reset(0);
	fake_session_owners(NULL, rows, &owners);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(what_does_not_trap_is_said) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
