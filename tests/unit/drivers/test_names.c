/* Names in drivers' tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "drivers/names.h"

static const char *const names[] = { "uart8250", "uart", "uartlite", NULL };
static const char *const no_names[] = { NULL };

static void a_name_is_found_as_a_whole(void **state)
{
	static const struct {
		const char *text;
		size_t len;
		const char *found;
	} rows[] = {
		{ "uart8250", 8, "uart8250" }, { "uart", 4, "uart" },
		{ "uartlite", 8, "uartlite" }, { "uart,0x1000", 4, "uart" },
		{ "uart8250", 7, NULL },       { "uart8250x", 9, NULL },
		{ "UART", 4, NULL },           { "", 0, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *found = names_find(names, rows[i].text, rows[i].len);

		if (rows[i].found)
			assert_string_equal(found, rows[i].found);
		else
			assert_null(found);
		assert_null(names_find(no_names, rows[i].text, rows[i].len));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_is_found_as_a_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
