/* ls: what a node holds, in one column and in three. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/unit/fake_session.h"

static const struct fake_item tree[] = {
	TREE_TEXT("model", "test"),
	TREE_CELLS("#size-cells", 2),
	TREE_FLAG("ranges"),
	TREE_NODE("soc"),
	TREE_TEXT("compatible", "simple-bus"),
	TREE_NODE("serial@1000"),
	TREE_BYTES("compatible", "ns16550a\0ns16550\0"),
	TREE_TEXT("status", "okay"),
	TREE_END,
	TREE_NODE("empty"),
	TREE_END,
	TREE_END,
	TREE_NODE("wide"),
	TREE_CELLS("reg", 1, 2, 3, 4, 5, 6, 7),
	TREE_CELLS("reg-just-right", 0x11111111, 0x2222, 3, 4, 5, 6, 7),
	TREE_CELLS("reg-one-more", 0x11111111, 0x22222, 3, 4, 5, 6, 7),
	TREE_NODE("a-name-of-exactly-thirty-chars"),
	TREE_TEXT("status", "a-status-that-is-long"),
	TREE_END,
	TREE_NODE("compatible"),
	TREE_BYTES("compatible", "example,first-of-a-long-list\0example,second"),
	TREE_TEXT("status", ""),
	TREE_END,
	TREE_END,
	TREE_NODE("odd\033[2J"),
	TREE_TEXT("mo\ndel", "x"),
	TREE_BYTES("status", "\033[1m"),
	TREE_TEXT("compatible", "\r\377"),
	TREE_END,
	{ 0 },
};

static void names_stand_one_a_line(void **state)
{
	static const struct fake_line rows[] = {
		{ "ls", 0, "model\n#size-cells\nranges\nsoc/\nwide/\nodd\\x1b[2J/\n" },
		{ "ls /soc", 0, "compatible\nserial@1000/\nempty/\n" },
		{ "ls soc/serial", 0, "compatible\nstatus\n" },
		{ "ls soc/empty", 0, "" },
		{ "cd soc; ls ..", 0, "model\n#size-cells\nranges\nsoc/\nwide/\nodd\\x1b[2J/\n" },
		{ "ls serial/status", 0, "status\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void long_form_has_three_columns(void **state)
{
	static const struct fake_line rows[] = {
		{ "ls -l /soc", 0,
		  "compatible                           11  \"simple-bus\"\n"
		  "serial@1000/                       okay  ns16550a ns16550\n"
		  "empty/                                -\n" },
		{ "ls -l / | head 3", 0,
		  "model                                 5  \"test\"\n"
		  "#size-cells                           4  <0x2>\n"
		  "ranges                                0\n" },
		{ "ls -l /soc/serial/status", 0,
		  "status                                5  \"okay\"\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

/* 80 columns; a mark where something was cut; names are whole. */
static void long_form_shows_what_it_cuts(void **state)
{
	static const struct fake_line rows[] = {
		{ "ls -l /wide", 0,
		  "reg                                  28  <0x1 0x2 0x3 0x4 0x5 0x6 0x7>\n"
		  "reg-just-right                       28  <0x11111111 0x2222 0x3 0x4 0x5 0x6 "
		  "0x7>\n"
		  "reg-one-more                         28  <0x11111111 0x22222 0x3 0x4 0x5 "
		  "0x6 ...\n"
		  "a-name-of-exactly-thirty-chars/ a-sta...\n"
		  "compatible/                              example,first-of-a-long-list "
		  "example...\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void text_of_the_tree_is_escaped(void **state)
{
	static const struct fake_line rows[] = {
		{ "ls -l / | tail 1", 0,
		  "odd\\x1b[2J/                     \\x1b[1m  \\x0d\\xff\n" },
		{ "cd '/odd\033[2J'; ls | head 1", 0, "mo\\x0adel\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void what_is_not_there_is_told(void **state)
{
	static const struct fake_line rows[] = {
		{ "ls /sok", ENOENT, "ls: /sok: no such node (did you mean /soc?)\n" },
		{ "ls /soc/compatibel", ENOENT,
		  "ls: /soc/compatibel: no such node or property (did you mean "
		  "/soc/compatible?)\n" },
		{ "ls /soc/model/", ENOENT, "ls: /soc/model/: no such node\n" },
		{ "ls -x", EINVAL, "ls: no option -x\nusage: ls [-l] [PATH|PATH/PROP]\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_stand_one_a_line),
		cmocka_unit_test(long_form_has_three_columns),
		cmocka_unit_test(long_form_shows_what_it_cuts),
		cmocka_unit_test(text_of_the_tree_is_escaped),
		cmocka_unit_test(what_is_not_there_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
