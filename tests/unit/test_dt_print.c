/* Whole trees as DTS. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/dt.h"
#include "fdt/print.h"
#include "tests/unit/fake_blob.h"

enum { SAID_MAX = 1 << 16, DEEP = 10000 };

static char said[SAID_MAX];
static size_t said_len, said_all;
static struct dt_text out;
static struct blob blob;
static struct dt_tree tree;

static void take(void *context, const char *text, size_t len)
{
	(void)context;
	assert_in_range(len, 1, sizeof(out.buffer));
	said_all += len;
	if (said_len + len >= sizeof(said))
		return;
	memcpy(said + said_len, text, len);
	said_len += len;
	said[said_len] = '\0';
}

static void start(void)
{
	said_len = said_all = 0;
	said[0] = '\0';
	dt_text_init(&out, take, NULL);
}

static const char *text(void)
{
	dt_flush(&out);
	return said;
}

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
	start();
	dt_print_dts(&out, dt_root(&tree));
	assert_string_equal(text(), "/dts-v1/;\n\n"
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
	start();
	dt_print_dts(&out, (struct dt_node){ &tree, -2 });
	assert_string_equal(text(), "");
}

/* A node below the root stands in a root of its own, without its siblings. */
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
	start();
	dt_print_dts(&out, blob_at(&tree, "/b/c"));
	assert_string_equal(text(), "/dts-v1/;\n\n/ {\n\n\tc {\n\t};\n};\n");
	start();
	dt_print_dts(&out, blob_at(&tree, "/b"));
	assert_string_equal(text(), "/dts-v1/;\n\n/ {\n\n"
				    "\tb@1 {\n"
				    "\t\tflag;\n\n"
				    "\t\tc {\n"
				    "\t\t};\n"
				    "\t};\n"
				    "};\n");
	start();
	dt_print_dts(&out, blob_at(&tree, "/aliases"));
	assert_string_equal(text(), "/dts-v1/;\n\n/ {\n\n"
				    "\taliases {\n"
				    "\t\ta = \"/b@1\";\n"
				    "\t};\n"
				    "};\n");
}

static void mends_names_and_says_so(void **state)
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
	start();
	dt_print_dts(&out, dt_root(&tree));
	assert_string_equal(text(),
			    "/dts-v1/;\n\n/ {\n"
			    "\t_ = [78 00]; /* DTS cannot express this name: \"\" */\n"
			    "\ta_*b = <0x1>; /* DTS cannot express this name: \"a\\x2f*b\" */\n"
			    "\t*__; /* DTS cannot express this name: \"*\\x2f\\x1b\" */\n\n"
			    "\t_ { /* DTS cannot express this name: \"\" */\n\t};\n\n"
			    "\t_n__ { /* DTS cannot express this name: \"%n\\xff{\" */\n\t};\n"
			    "};\n");
}

static void prints_long_names_and_values(void **state)
{
	char name[1001], value[4000], *expected = malloc(SAID_MAX);

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
	start();
	dt_print_dts(&out, dt_root(&tree));
	strcat(strcat(strcpy(expected, "/dts-v1/;\n\n/ {\n\t"), name), ";\n\tmodel = \"");
	for (size_t i = 0; i < sizeof(value) - 1; i++)
		strcat(expected, "\\\"");
	strcat(strcat(strcat(expected, "\";\n\n\t"), name), " {\n\t};\n};\n");
	assert_string_equal(text(), expected);
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
	start();
	dt_print_dts(&out, dt_root(&tree));
	dt_flush(&out);
	assert_in_range(said_all, (size_t)DEEP * 80, (size_t)DEEP * 90);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prints_a_file),
		cmocka_unit_test(prints_a_part_as_a_file),
		cmocka_unit_test(mends_names_and_says_so),
		cmocka_unit_test(prints_long_names_and_values),
		cmocka_unit_test(stays_linear_in_deep_trees),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
