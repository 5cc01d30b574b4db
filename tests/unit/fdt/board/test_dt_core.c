/* Which core a hart is: vendors, open designs, and ids that no row has. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/board/core.h"

static void cores(void **state)
{
	static const struct {
		struct dt_core_ids ids;
		const char *vendor, *design;
	} rows[] = {
		{ { 0x489, UINT64_C(0x8000000000000007), 0 }, "SiFive", NULL },
		{ { 0x489, 1, 0 }, "SiFive", "Rocket" },
		{ { 0x5b7, 0, 0 }, "T-Head", NULL },
		{ { 0, 42, 0 }, NULL, "QEMU" },
		{ { 0, 0x700ff, 0 }, NULL, NULL },
		{ { 0, 0x70200, 0x70200 }, NULL, "QEMU" },
		{ { 0, 0x90100, 0 }, NULL, NULL },
		{ { UINT64_C(0x100000489), UINT64_C(0x100000001), 0 }, NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *vendor = dt_core_vendor(&rows[i].ids);
		const char *design = dt_core_design(&rows[i].ids);

		assert_int_equal(vendor != NULL, rows[i].vendor != NULL);
		assert_int_equal(design != NULL, rows[i].design != NULL);
		if (vendor)
			assert_string_equal(vendor, rows[i].vendor);
		if (design)
			assert_string_equal(design, rows[i].design);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cores),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
