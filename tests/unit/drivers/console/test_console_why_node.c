/* Lines on nodes that have no row. The host's tests show the rest. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_choice.h"
#include "tests/unit/fake/fake_text.h"

static const struct {
	struct fake_item items[24];
	const char *said;
} disabled_rows[] = {
	{ { TREE_ROWS(three_uarts) }, "" },
	{ { UART(4, 0x4000), DISABLED, TREE_END, TREE_ROWS(three_uarts) },
	  "1 disabled UART ignored: /serial@4" },
	{ { UART(4, 0x4000), DISABLED, TREE_END, UART(5, 0x5000), DISABLED, TREE_END },
	  "2 disabled UARTs ignored: /serial@4 to @5" },
	{ { TREE_NODE("bus"), DISABLED, UART(4, 0x4000), TREE_END, UART(5, 0x5000), TREE_END,
	    TREE_END },
	  "2 disabled UARTs ignored: /bus/serial@4 to @5" },
	/* It has a row, which says so. */
	{ { CHOSEN("stdout-path", "/serial@4"), UART(4, 0x4000), DISABLED, TREE_END }, "" },
};

static void disabled_uarts_are_named(void **state)
{
	struct console_unlisted all;

	(void)state;
	for (size_t i = 0; i < sizeof(disabled_rows) / sizeof(*disabled_rows); i++) {
		choose_on(disabled_rows[i].items);
		fake_text_start();
		assert_true(console_unlisted(&choice, CONSOLE_DISABLED, &all));
		if (all.nodes)
			console_put_unlisted(&fake_out, &all);
		assert_string_equal(fake_text(), disabled_rows[i].said);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(disabled_uarts_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
