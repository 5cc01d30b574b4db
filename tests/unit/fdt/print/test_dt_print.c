/* Whole trees as DTS. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/core/dt.h"
#include "fdt/core/index.h"
#include "fdt/print/print.h"
#include "tests/unit/fake/fake_blob.h"
#include "tests/unit/fake/fake_text.h"

enum { DEEP = 10000 };

static struct blob blob;
static struct dt_tree tree;

static void prints_a_file(void **state)
{
	(void)state;
	blob_start(&blob);
	blob_reserve(&blob, 0x1000, 0x100);
	blob_reserve(&blob, 0x123456789a, 0);
	blob_node(&blob, "");
	blob_text(&blob, "model", "m");
	blob_node(&blob, "aliases");
	blob_text(&blob, "a", "/b@1");
	blob_end(&blob);
	blob_node(&blob, "b@1");
	blob_prop(&blob, "flag", NULL, 0);
	blob_cell(&blob, "reg", 1);
	blob_node(&blob, "c");
	blob_end(&blob);
	blob_end(&blob);
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
	fake_text_start();
	dt_print_dts(&fake_out, dt_root(&tree));
	assert_string_equal(fake_text(), "/dts-v1/;\n\n"
					 "/memreserve/ 0x1000 0x100;\n"
					 "/memreserve/ 0x123456789a 0x0;\n\n"
					 "/ {\n"
					 "\tmodel = \"m\";\n\n"
					 "\taliases {\n"
					 "\t\ta = \"/b@1\";\n"
					 "\t};\n\n"
					 "\tb@1 {\n"
					 "\t\tflag;\n"
					 "\t\treg = <0x1>;\n\n"
					 "\t\tc {\n"
					 "\t\t};\n"
					 "\t};\n"
					 "};\n");
	fake_text_start();
	dt_print_dts(&fake_out, (struct dt_node){ &tree, -2 });
	assert_string_equal(fake_text(), "");
}

/* A node below the root is printed in a new root, without its siblings. */
static void prints_a_part_as_a_file(void **state)
{
	(void)state;
	blob_start(&blob);
	blob_reserve(&blob, 0x1000, 0x100);
	blob_node(&blob, "");
	blob_text(&blob, "model", "m");
	blob_node(&blob, "aliases");
	blob_text(&blob, "a", "/b@1");
	blob_end(&blob);
	blob_node(&blob, "b@1");
	blob_prop(&blob, "flag", NULL, 0);
	blob_node(&blob, "c");
	blob_end(&blob);
	blob_end(&blob);
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
	fake_text_start();
	dt_print_dts(&fake_out, blob_at(&tree, "/b/c"));
	assert_string_equal(fake_text(), "/dts-v1/;\n\n/ {\n\n\tc {\n\t};\n};\n");
	fake_text_start();
	dt_print_dts(&fake_out, blob_at(&tree, "/b"));
	assert_string_equal(fake_text(), "/dts-v1/;\n\n/ {\n\n"
					 "\tb@1 {\n"
					 "\t\tflag;\n\n"
					 "\t\tc {\n"
					 "\t\t};\n"
					 "\t};\n"
					 "};\n");
	fake_text_start();
	dt_print_dts(&fake_out, blob_at(&tree, "/aliases"));
	assert_string_equal(fake_text(), "/dts-v1/;\n\n/ {\n\n"
					 "\taliases {\n"
					 "\t\ta = \"/b@1\";\n"
					 "\t};\n"
					 "};\n");
}

static void repairs_names_and_says_so(void **state)
{
	(void)state;
	blob_start(&blob);
	blob_node(&blob, "");
	blob_text(&blob, "", "x");
	blob_cell(&blob, "a/*b", 1);
	blob_prop(&blob, "*/\x1b", NULL, 0);
	blob_node(&blob, "");
	blob_end(&blob);
	blob_node(&blob, "%n\xff{");
	blob_end(&blob);
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
	fake_text_start();
	dt_print_dts(&fake_out, dt_root(&tree));
	assert_string_equal(fake_text(),
			    "/dts-v1/;\n\n/ {\n"
			    "\t_ = \"x\"; /* DTS cannot express this name: \"\" */\n"
			    "\ta_*b = <0x1>; /* DTS cannot express this name: \"a\\x2f*b\" */\n"
			    "\t*__; /* DTS cannot express this name: \"*\\x2f\\x1b\" */\n\n"
			    "\t_ { /* DTS cannot express this name: \"\" */\n\t};\n\n"
			    "\t_n__ { /* DTS cannot express this name: \"%n\\xff{\" */\n\t};\n"
			    "};\n");
}

static void prints_long_names_and_values(void **state)
{
	char name[1001], value[4000], *expected = malloc(FAKE_TEXT_MAX);

	(void)state;
	assert_non_null(expected);
	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	memset(value, '"', sizeof(value) - 1);
	value[sizeof(value) - 1] = '\0';
	blob_start(&blob);
	blob_node(&blob, "");
	blob_prop(&blob, name, NULL, 0);
	blob_text(&blob, "model", value);
	blob_node(&blob, name);
	blob_end(&blob);
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
	fake_text_start();
	dt_print_dts(&fake_out, dt_root(&tree));
	strcat(strcat(strcpy(expected, "/dts-v1/;\n\n/ {\n\t"), name), ";\n\tmodel = \"");
	for (size_t i = 0; i < sizeof(value) - 1; i++)
		strcat(expected, "\\\"");
	strcat(strcat(strcat(expected, "\";\n\n\t"), name), " {\n\t};\n};\n");
	assert_string_equal(fake_text(), expected);
	free(expected);
}

static void stays_linear_in_deep_trees(void **state)
{
	(void)state;
	blob_start(&blob);
	blob_node(&blob, "");
	for (int i = 0; i < DEEP; i++)
		blob_node(&blob, "n");
	for (int i = 0; i < DEEP; i++)
		blob_end(&blob);
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
	fake_text_start();
	dt_print_dts(&fake_out, dt_root(&tree));
	dt_flush(&fake_out);
	assert_in_range(fake_text_all(), (size_t)DEEP * 80, (size_t)DEEP * 90);
}

/* A whole file and a single property are grouped alike, whatever the bus says of its cells. */
static void groups_entries_by_the_cells_of_the_bus(void **state)
{
	static const uint64_t reg[] = { 1, 2, 3, 4, 5, 6, BLOB_NO_CELL };
	static const struct {
		uint64_t addresses[3], sizes[3]; /* cells of the properties' values */
		const char *text;
	} rows[] = {
		{ { 1, BLOB_NO_CELL }, { 1, BLOB_NO_CELL }, "<0x1 0x2>, <0x3 0x4>, <0x5 0x6>" },
		{ { 2, BLOB_NO_CELL }, { 1, BLOB_NO_CELL }, "<0x1 0x2 0x3>, <0x4 0x5 0x6>" },
		/* Not one cell: as if absent, 2 and 1. */
		{ { BLOB_NO_CELL }, { 1, 1, BLOB_NO_CELL }, "<0x1 0x2 0x3>, <0x4 0x5 0x6>" },
		/* No entry has so many, and none has no cells. */
		{ { 0x101, BLOB_NO_CELL }, { 1, BLOB_NO_CELL }, "<0x1 0x2 0x3 0x4 0x5 0x6>" },
		{ { 0x1000000, BLOB_NO_CELL }, { 1, BLOB_NO_CELL }, "<0x1 0x2 0x3 0x4 0x5 0x6>" },
		{ { 0, BLOB_NO_CELL }, { 0, BLOB_NO_CELL }, "<0x1 0x2 0x3 0x4 0x5 0x6>" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct dt_node node;
		const void *value;
		char line[80];
		int len;

		blob_start(&blob);
		blob_node(&blob, "");
		blob_cells(&blob, "#address-cells", rows[i].addresses);
		blob_cells(&blob, "#size-cells", rows[i].sizes);
		blob_cell(&blob, "#address-cells", 3); /* the first of two counts */
		blob_node(&blob, "a");
		blob_cells(&blob, "reg", reg);
		blob_end(&blob);
		blob_end(&blob);
		blob_finish(&blob);
		blob_open(&blob, &tree);
		assert_int_equal(dt_index_build(&tree, NULL), 0);
		node = blob_at(&tree, "/a");
		value = dt_prop(node, "reg", &len);
		fake_text_start();
		dt_print_property(&fake_out, node, "reg", value, (uint32_t)len);
		assert_string_equal(fake_text(), rows[i].text);
		fake_text_start();
		dt_print_dts(&fake_out, dt_root(&tree));
		dt_flush(&fake_out);
		snprintf(line, sizeof(line), "\t\treg = %s;\n", rows[i].text);
		assert_non_null(strstr(fake_text(), line));
		dt_index_drop(&tree);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prints_a_file),
		cmocka_unit_test(prints_a_part_as_a_file),
		cmocka_unit_test(repairs_names_and_says_so),
		cmocka_unit_test(prints_long_names_and_values),
		cmocka_unit_test(stays_linear_in_deep_trees),
		cmocka_unit_test(groups_entries_by_the_cells_of_the_bus),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
