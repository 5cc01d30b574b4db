/* Properties: numbers, strings, lists, status, compatible. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <errno.h>
#include "fdt/core/dt.h"
#include "tests/unit/fake/fake_blob.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

static struct blob blob;
static struct dt_tree tree;

/* Opens a tree that is a root with this one property. */
static struct dt_node root_with(const char *name, const void *value, uint32_t len)
{
	blob_start(&blob);
	blob_node(&blob, "");
	blob_text(&blob, "before", "x");
	blob_prop(&blob, name, value, len);
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
	return dt_root(&tree);
}

static void finds_properties(void **state)
{
	struct dt_node root;
	const void *value;
	int len = -1;

	(void)state;
	blob_start(&blob);
	blob_node(&blob, "");
	blob_text(&blob, "reg-shift", "shift");
	blob_prop(&blob, "flag", NULL, 0);
	blob_text(&blob, "reg", "first");
	blob_text(&blob, "reg", "second");
	blob_node(&blob, "child");
	blob_text(&blob, "below", "x");
	blob_end(&blob);
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
	root = dt_root(&tree);
	value = dt_prop(root, "reg", &len);
	assert_int_equal(len, 6);
	assert_string_equal(value, "first");
	assert_non_null(dt_prop(root, "flag", &len));
	assert_int_equal(len, 0);
	assert_null(dt_prop(root, "below", &len));
	assert_null(dt_prop(root, "re", NULL));
	assert_non_null(dt_prop(root, "reg", NULL));
	assert_null(dt_prop((struct dt_node){ &tree, -ENOENT }, "reg", &len));
}

static void reads_numbers(void **state)
{
	static const struct row {
		uint32_t len;
		int err;
		uint64_t value;
	} rows[] = {
		{ 0, -EINVAL, 0 },
		{ 2, -EINVAL, 0 },
		{ 4, 0, 0x81020304 },
		{ 6, -EINVAL, 0 },
		{ 8, 0, 0x8102030405060708 },
		{ 12, -EINVAL, 0 },
	};
	static const uint8_t bytes[12] = { 0x81, 2, 3, 4, 5, 6, 7, 8, 9 };
	uint64_t value = 0;

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct dt_node root = root_with("n", bytes, rows[i].len);

		assert_int_equal(dt_number(root, "n", &value), rows[i].err);
		if (rows[i].err == 0)
			assert_int_equal(value, rows[i].value);
		assert_int_equal(dt_number(root, "m", &value), -ENOENT);
	}
}

static void reads_strings(void **state)
{
	static const struct row {
		const char *value;
		uint32_t len;
		int index, result;
		const char *text;
	} rows[] = {
		{ "a\0bc", 5, 0, 1, "a" },
		{ "a\0bc", 5, 1, 2, "bc" },
		{ "a\0bc", 5, 2, -ENOENT, NULL },
		{ "a\0bc", 4, 1, 2, "bc" }, /* no NUL */
		{ "abc", 3, 0, 3, "abc" },
		{ "abc", 3, 1, -ENOENT, NULL },
		{ "", 1, 0, 0, "" },
		{ "", 0, 0, -ENOENT, NULL },
		{ "\0x", 3, 0, 0, "" },
		{ "\0x", 3, 1, 1, "x" },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct dt_node root = root_with("s", rows[i].value, rows[i].len);
		const char *text = NULL;

		assert_int_equal(dt_string_at(root, "s", rows[i].index, &text), rows[i].result);
		if (rows[i].text)
			assert_memory_equal(text, rows[i].text, strlen(rows[i].text));
		assert_int_equal(dt_string(root, "t", &text), -ENOENT);
	}
}

static void iterates_strings(void **state)
{
	struct dt_strings it = dt_strings(root_with("s", "a\0\0bc", 5), "s");
	const char *text;

	(void)state;
	assert_int_equal(dt_strings_next(&it, &text), 1);
	assert_int_equal(dt_strings_next(&it, &text), 0);
	assert_int_equal(dt_strings_next(&it, &text), 2);
	assert_memory_equal(text, "bc", 2);
	assert_int_equal(dt_strings_next(&it, &text), -ENOENT);
	it = dt_strings(dt_root(&tree), "absent");
	assert_int_equal(dt_strings_next(&it, &text), -ENOENT);
}

static void knows_what_is_enabled(void **state)
{
	static const struct row {
		const char *value;
		uint32_t len;
		bool okay;
	} rows[] = {
		{ "okay", 5, true },      { "ok", 3, true },        { "okay", 4, true },
		{ "OKAY", 5, false },     { "okay ", 6, false },    { "oka", 4, false },
		{ "okayy", 6, false },    { "disabled", 9, false }, { "disable", 8, false },
		{ "reserved", 9, false }, { "fail-42", 8, false },  { "", 0, false },
		{ "", 1, false },         { "\0\0\0\1", 4, false },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++)
		if (dt_okay(root_with("status", rows[i].value, rows[i].len)) != rows[i].okay)
			fail_msg("%s, %u bytes", rows[i].value, (unsigned)rows[i].len);
	assert_true(dt_okay(root_with("other", "disabled", 9)));
}

static void finds_the_disabled_bus(void **state)
{
	struct dt_trail trail;
	struct dt_node off;

	(void)state;
	blob_start(&blob);
	blob_node(&blob, "");
	blob_node(&blob, "bus");
	blob_text(&blob, "status", "disabled");
	blob_node(&blob, "uart");
	blob_end(&blob);
	blob_end(&blob);
	blob_node(&blob, "uart");
	blob_text(&blob, "status", "okay");
	blob_end(&blob);
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
	assert_int_equal(dt_trail(blob_at(&tree, "/bus/uart"), &trail), 0);
	assert_false(dt_enabled(&trail, &off));
	assert_string_equal(dt_name(off), "bus");
	assert_false(dt_enabled(&trail, NULL));
	assert_int_equal(dt_trail(blob_at(&tree, "/uart"), &trail), 0);
	assert_true(dt_enabled(&trail, &off));
}

static void compares_the_whole_compatible(void **state)
{
	static const struct row {
		const char *list;
		uint32_t len;
		bool yes;
	} rows[] = {
		{ "ns16550a", 9, true },
		{ "ns16550a", 8, true }, /* no NUL */
		{ "x,y\0ns16550a", 13, true },
		{ "x,y\0ns16550a", 12, true },
		{ "\0ns16550a", 10, true },
		{ "ns16550", 8, false },
		{ "ns16550ab", 10, false },
		{ "xns16550a", 10, false },
		{ "", 0, false },
		{ "\0\0\0", 4, false },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct dt_node root = root_with("compatible", rows[i].list, rows[i].len);

		if (dt_compatible(root, "ns16550a") != rows[i].yes)
			fail_msg("row %zu", i);
	}
	assert_false(dt_compatible(root_with("other", "ns16550a", 9), "ns16550a"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_properties),
		cmocka_unit_test(reads_numbers),
		cmocka_unit_test(reads_strings),
		cmocka_unit_test(iterates_strings),
		cmocka_unit_test(knows_what_is_enabled),
		cmocka_unit_test(finds_the_disabled_bus),
		cmocka_unit_test(compares_the_whole_compatible),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
