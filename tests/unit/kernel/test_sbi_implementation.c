/* Names and versions of SBI implementations. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "kernel/sbi_implementation.h"

static const struct {
	uint64_t id, version;
	const char *name, *text;
} rows[] = {
	{ 0, 0x10000, "BBL", "0x10000" },
	{ 1, 0x10006, "OpenSBI", "1.6" },
	{ 1, 9, "OpenSBI", "0.9" },
	{ 2, 3 << 24 | 2 << 12 | 99, "Xvisor", "3.2.99" },
	{ 3, 0x60c2f, "KVM", "6.12.47" },
	{ 3, 0, "KVM", "0.0.0" }, /* Linux before 6.0 */
	{ 4, 0x301, "RustSBI", "0.3.1" },
	{ 4, 0x400, "RustSBI", "0.4.0" },
	{ 5, 1, "Diosix", "0x1" },
	{ 6, 1, "Coffer", "0x1" },
	{ 7, 4 << 16 | 21, "Xen", "4.21" },
	{ 8, 0x10002, "PolarFire HSS", "0x10002" },
	{ 9, 0, "coreboot", "0x0" },
	{ 10, 0, "oreboot", "0x0" },
	{ 11, 1500068, "bhyve", "15.0" },
	{ 12, 0x10001, NULL, "0x10001" },
	{ UINT64_MAX, UINT64_MAX, NULL, "0xffffffffffffffff" },
	{ 1, UINT64_MAX, "OpenSBI", "281474976710655.65535" },
};

static void names_and_versions(void **state)
{
	char text[SBI_VERSION_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *name = sbi_implementation_name(rows[i].id);

		if (rows[i].name)
			assert_string_equal(name, rows[i].name);
		else
			assert_null(name);
		sbi_implementation_version(rows[i].id, rows[i].version, text);
		assert_string_equal(text, rows[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(names_and_versions) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
