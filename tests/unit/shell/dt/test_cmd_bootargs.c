/* bootargs and dts: the parts of a tree that are printed unchanged. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_session.h"

static const struct fake_line no_arguments[] = {
	{ "bootargs", ENOENT, "bootargs: /chosen/bootargs is absent\n" },
	{ NULL, 0, NULL },
};

static const struct fake_item no_chosen[] = {
	{ 0 },
};

static const struct fake_item no_bootargs[] = {
	TREE_NODE("chosen"),
	TREE_END,
	{ 0 },
};

static void bootargs_may_be_absent(void **state)
{
	(void)state;
	fake_session(no_chosen, no_arguments);
	fake_session(no_bootargs, no_arguments);
}

static const struct fake_item empty[] = {
	TREE_NODE("chosen"),
	TREE_TEXT("bootargs", ""),
	TREE_END,
	{ 0 },
};

static const struct fake_item full[] = {
	TREE_NODE("chosen"),
	TREE_TEXT("bootargs", "console=sbi run=\"ls; pwd\" \033[2J"),
	TREE_END,
	{ 0 },
};

static const struct fake_item unterminated[] = {
	TREE_NODE("chosen"),
	TREE_BYTES("bootargs", "quiet"),
	TREE_END,
	{ 0 },
};

static void bootargs_are_one_line(void **state)
{
	(void)state;
	fake_session(empty, (const struct fake_line[]){
				    { "bootargs", ENOENT, "bootargs: /chosen/bootargs is empty\n" },
				    { NULL, 0, NULL } });
	fake_session(full, (const struct fake_line[]){
				   { "bootargs", 0, "console=sbi run=\"ls; pwd\" \\x1b[2J\n" },
				   { "bootargs now", EINVAL,
				     "bootargs: too many arguments\nusage: bootargs\n" },
				   { NULL, 0, NULL } });
	fake_session(unterminated,
		     (const struct fake_line[]){ { "bootargs", 0, "quiet\n" }, { NULL, 0, NULL } });
}

static void dts_prints_a_part_or_a_file(void **state)
{
	(void)state;
	fake_session(unterminated,
		     (const struct fake_line[]){
			     { "dts /chosen", 0,
			       "/dts-v1/;\n\n/ {\n\n"
			       "\tchosen {\n\t\tbootargs = [71 75 69 65 74];\n\t};\n};\n" },
			     { "cd chosen; dts | wc; cd /", 0, "8 14 64\n" },
			     { "dts | head 3", 0, "/dts-v1/;\n\n/ {\n" },
			     { "dts /chosen/bootargs", ENOENT,
			       "dts: /chosen/bootargs: a property, not a node; "
			       "'cat /chosen/bootargs' shows it\n" },
			     { NULL, 0, NULL } });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bootargs_may_be_absent),
		cmocka_unit_test(bootargs_are_one_line),
		cmocka_unit_test(dts_prints_a_part_or_a_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
