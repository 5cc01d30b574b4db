/* Harts, the model, bootargs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <errno.h>
#include "fdt/core/dt.h"
#include "fdt/where/bootargs.h"
#include "fdt/where/machine.h"
#include "tests/unit/fake/fake_blob.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

static struct blob blob;
static struct dt_tree tree;

static void begin(void)
{
	blob_start(&blob);
	blob_node(&blob, "");
	blob_cell(&blob, "#address-cells", 2);
	blob_cell(&blob, "#size-cells", 2);
}

static void finish(void)
{
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
}

static void cpu(const char *name, const char *type, const char *status, uint32_t timebase)
{
	blob_node(&blob, name);
	if (type)
		blob_text(&blob, "device_type", type);
	if (status)
		blob_text(&blob, "status", status);
	if (timebase)
		blob_cell(&blob, "timebase-frequency", timebase);
	blob_end(&blob);
}

static void counts_harts(void **state)
{
	struct dt_cpus cpus;

	(void)state;
	begin();
	finish();
	dt_cpus(&tree, &cpus);
	assert_int_equal(cpus.harts, 0);
	assert_int_equal(cpus.timebase, 0);
	begin();
	blob_node(&blob, "cpus");
	cpu("cpu@0", "cpu", "disabled", 0);
	cpu("cpu@1", NULL, NULL, 32768);
	cpu("cpu@2", "cpu", "okay", 99);
	cpu("cpu-map", NULL, NULL, 0);
	cpu("l2-cache", "cache", NULL, 0);
	blob_end(&blob);
	finish();
	dt_cpus(&tree, &cpus);
	assert_int_equal(cpus.harts, 3);
	assert_int_equal(cpus.enabled, 2);
	assert_int_equal(cpus.timebase, 32768);
}

static void knows_isa_extensions(void **state)
{
	static const struct row {
		const char *isa, *extensions;
		uint32_t len; /* of extensions */
		bool sstc;
	} rows[] = {
		{ "rv64imafdch_zicsr_sstc", NULL, 0, true },
		{ "rv64imafdc_sstc_zicsr", NULL, 0, true },
		{ "rv64imafdc_sstcx", NULL, 0, false },
		{ "rv64imafdc_xsstc", NULL, 0, false },
		{ "rv64imafdcsstc", NULL, 0, true },
		{ "", NULL, 0, false },
		{ NULL, NULL, 0, false },
		{ NULL, "i\0m\0sstc", 9, true },
		{ NULL, "i\0sst\0c", 8, false },
		{ "rv64i", "sstc", 5, true },
	};
	struct dt_cpus cpus;

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		begin();
		blob_node(&blob, "cpus");
		blob_node(&blob, "cpu@0");
		if (rows[i].isa)
			blob_prop(&blob, "riscv,isa", rows[i].isa,
				  (uint32_t)strlen(rows[i].isa) + 1);
		if (rows[i].extensions)
			blob_prop(&blob, "riscv,isa-extensions", rows[i].extensions, rows[i].len);
		blob_end(&blob);
		blob_end(&blob);
		finish();
		dt_cpus(&tree, &cpus);
		if (cpus.sstc != rows[i].sstc)
			fail_msg("row %zu: %d", i, cpus.sstc);
	}
}

/* Also where harts with the same riscv,isa as the one before are not looked at. */
static void any_enabled_hart_may_list_sstc(void **state)
{
	static const struct row {
		const char *isa[4], *status; /* the status is that of the last */
		bool sstc;
	} rows[] = {
		{ { "rv64i", "rv64i", "rv64i", "rv64i" }, "okay", false },
		{ { "rv64i", "rv64i", "rv64i", "rv64i_sstc" }, "okay", true },
		{ { "rv64i", "rv64i", "rv64i", "rv64i_sstc" }, "disabled", false },
		{ { "rv64i_sstc", "rv64i", "rv64i", "rv64i" }, "okay", true },
		{ { "rv64i_zba", "rv64i_zbb", "rv64i_zba", "rv64i_sstc" }, "okay", true },
		{ { "rv64i_zbaz", "rv64i", "rv64i_sstc", "rv64i_zbaz" }, "okay", true },
	};
	struct dt_cpus cpus;

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		begin();
		blob_node(&blob, "cpus");
		for (int hart = 0; hart < 4; hart++) {
			blob_node(&blob, "cpu");
			blob_text(&blob, "riscv,isa", rows[i].isa[hart]);
			if (hart == 3)
				blob_text(&blob, "status", rows[i].status);
			blob_end(&blob);
		}
		blob_end(&blob);
		finish();
		dt_cpus(&tree, &cpus);
		if (cpus.sstc != rows[i].sstc)
			fail_msg("row %zu: %d", i, cpus.sstc);
	}
}

static void reads_the_timebase(void **state)
{
	static const struct row {
		uint8_t value[8];
		uint32_t len;
		uint64_t timebase;
	} rows[] = {
		{ { 0, 0x98, 0x96, 0x80 }, 4, 10000000 },
		{ { 0, 0, 0, 0, 0, 0x98, 0x96, 0x80 }, 8, 10000000 },
		{ { 1, 0 }, 2, 0 },
		{ { 0, 0, 0, 0 }, 4, 0 },
	};
	struct dt_cpus cpus;

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		begin();
		blob_node(&blob, "cpus");
		blob_prop(&blob, "timebase-frequency", rows[i].value, rows[i].len);
		blob_end(&blob);
		finish();
		dt_cpus(&tree, &cpus);
		assert_int_equal(cpus.timebase, rows[i].timebase);
	}
}

static void names_the_machine(void **state)
{
	static const struct row {
		const char *model, *compatible;
		int len;
		const char *text;
	} rows[] = {
		{ "Board", "vendor,board", 5, "Board" },
		{ "", "vendor,board", 12, "vendor,board" },
		{ NULL, "vendor,board", 12, "vendor,board" },
		{ NULL, NULL, -ENOENT, NULL },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		const char *text = NULL;

		begin();
		if (rows[i].model)
			blob_text(&blob, "model", rows[i].model);
		if (rows[i].compatible)
			blob_text(&blob, "compatible", rows[i].compatible);
		finish();
		assert_int_equal(dt_model(&tree, &text), rows[i].len);
		if (rows[i].text)
			assert_string_equal(text, rows[i].text);
	}
}

static void reads_bootargs(void **state)
{
	static const struct row {
		const char *args, *key;
		int len;
		const char *value;
	} rows[] = {
		{ "console=sbi", "console", 3, "sbi" },
		{ "a console=sbi b", "console", 3, "sbi" },
		{ " \tconsole=sbi\n", "console", 3, "sbi" },
		{ "console=a console=bc", "console", 2, "bc" },
		{ "console=", "console", 0, "" },
		{ "xconsole=a", "console", -ENOENT, NULL },
		{ "consolex=a", "console", -ENOENT, NULL },
		{ "console", "console", 0, "" },
		{ "a \"console\" b", "console", 0, "" },
		{ "console=a console", "console", 0, "" },
		{ "console, x", "console", -ENOENT, NULL },
		{ "", "console", -ENOENT, NULL },
		{ "run=\"a; b\" c", "run", 4, "a; b" },
		{ "\"run=a; b\" c", "run", 4, "a; b" },
		{ "run=\"a console=x\"", "console", -ENOENT, NULL },
		{ "run=a\"b c\"d e", "run", 5, "ab cd" },
		{ "run=\"open end", "run", 8, "open end" },
		/* Only run= has escapes, and only in its quotes. */
		{ "run=\"a \\\"b c\\\"\" d", "run", 7, "a \"b c\"" },
		{ "\"run=a \\\"b\" d", "run", 4, "a \"b" },
		{ "run=\"a\\\\\" b", "run", 2, "a\\" },
		{ "run=\"a\\n\\", "run", 4, "a\\n\\" },
		{ "run=\"a \\\" k=1\" b", "k", -ENOENT, NULL },
		{ "run=a\\\"b c\"d", "run", 6, "a\\b cd" },
		{ "x=\"a\\\" console=b", "console", 1, "b" },
		{ "k=1234567", "k", 7, "1234567" },
		{ "k=12345678", "k", -ENAMETOOLONG, NULL },
	};
	char value[16];

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		size_t size = rows[i].key[0] == 'k' ? 8 : sizeof(value);

		begin();
		blob_node(&blob, "chosen");
		/* Without a NUL, as some firmware writes it. */
		blob_prop(&blob, "bootargs", rows[i].args, (uint32_t)strlen(rows[i].args));
		blob_end(&blob);
		finish();
		assert_int_equal(dt_bootarg(&tree, rows[i].key, value, size), rows[i].len);
		assert_string_equal(rows[i].value ? value : "", rows[i].value ? rows[i].value : "");
		value[0] = '\0';
		assert_int_equal(dt_bootarg_of(rows[i].args, rows[i].key, value, size),
				 rows[i].len);
		assert_string_equal(rows[i].value ? value : "", rows[i].value ? rows[i].value : "");
	}
	begin();
	finish();
	assert_int_equal(dt_bootarg(&tree, "console", value, sizeof(value)), -ENOENT);
}

static void counts_bootargs(void **state)
{
	char value[8];

	(void)state;
	begin();
	blob_node(&blob, "chosen");
	blob_text(&blob, "bootargs", "console=a x console=\"b c\" earlycon console=123456789");
	blob_end(&blob);
	finish();
	assert_int_equal(dt_bootargs(&tree, "console"), 3);
	assert_int_equal(dt_bootargs(&tree, "earlycon"), 1);
	assert_int_equal(dt_bootargs(&tree, "quiet"), 0);
	assert_int_equal(dt_bootarg_at(&tree, "console", 0, value, sizeof(value)), 1);
	assert_string_equal(value, "a");
	assert_int_equal(dt_bootarg_at(&tree, "console", 1, value, sizeof(value)), 3);
	assert_string_equal(value, "b c");
	assert_int_equal(dt_bootarg_at(&tree, "console", 2, value, sizeof(value)), -ENAMETOOLONG);
	assert_int_equal(dt_bootarg_at(&tree, "console", 3, value, sizeof(value)), -ENOENT);
	assert_int_equal(dt_bootarg_at(&tree, "earlycon", 0, value, sizeof(value)), 0);
	assert_string_equal(value, "");
	begin();
	finish();
	assert_int_equal(dt_bootargs(&tree, "console"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_harts),
		cmocka_unit_test(knows_isa_extensions),
		cmocka_unit_test(any_enabled_hart_may_list_sstc),
		cmocka_unit_test(reads_the_timebase),
		cmocka_unit_test(names_the_machine),
		cmocka_unit_test(reads_bootargs),
		cmocka_unit_test(counts_bootargs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
