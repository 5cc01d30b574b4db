/* dt: opens, uses, copies and closes trees; edits make copies of them. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_session.h"

static const struct fake_item tree[] = {
	TREE_NODE("soc"), TREE_NODE("uart@1"), TREE_END, TREE_END, { 0 },
};

#define HEAD  "     NAME         ADDRESS         BYTES  NODES  EDITS\n"
#define USAGE "usage: dt [-j] [VERB [ARGUMENT]...]\n"

static void trees_are_listed_used_and_closed(void **state)
{
	static const struct fake_line rows[] = {
		{ "dt | grep EDITS", 0, HEAD },
		{ "dt copy", 0, "tree 1: copy of 0; 'dt use 1' selects it\n" },
		{ "cd /soc/uart", 0, "" },
		{ "dt use 1; rm /soc", 0, "rm: /soc/uart@1: the current node is gone; now at /\n" },
		{ "dt list | grep -v EDITS | grep -v 0x", 1, "" },
		{ "dt copy 0; dt use 2; cd soc; dt use 1", 0,
		  "tree 2: copy of 0; 'dt use 2' selects it\n"
		  "dt: /soc: the current node is gone; now at /\n" },
		{ "dt close 1; ls", 0,
		  "tree 1 is gone, with 1 edit\ntree 0 is in use now\nsoc/\n" },
		{ "dt copy 2; dt use 1; set /a; set /b; dt close 1", 0,
		  "tree 1: copy of 2; 'dt use 1' selects it\ntree 1 is gone, with 2 edits\n"
		  "tree 2 is in use now\n" },
		{ "dt use 0", 0, "" },
		{ "dt close 0", EPERM,
		  "dt: 0: the tree that firmware handed over cannot be closed\n" },
		{ "dt close 1", ENOENT, "dt: 1: no such tree; 'dt list' lists them\n" },
		{ "dt use 99999999999", ENOENT,
		  "dt: 99999999999: no such tree; 'dt list' lists them\n" },
		{ "dt use x", EINVAL,
		  "dt: x: not a tree's number; 'dt list' lists them, 'dt open' adds one\n"
		  "usage: dt use N\n" },
		{ "dt use", EINVAL, "dt: use: too few arguments\nusage: dt use N\n" },
		{ "dt list 1", EINVAL, "dt: list: too many arguments\nusage: dt list\n" },
		{ "dt frobnicate", EINVAL,
		  "dt: frobnicate: no such verb; 'help dt' lists them\n" USAGE },
		{ "dt open x", ENODEV, "dt: trees cannot be opened here\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void trees_are_bounded(void **state)
{
	static const struct fake_line rows[] = {
		{ "dt copy; dt copy; dt copy; dt copy; dt copy; dt copy", 0,
		  "tree 1: copy of 0; 'dt use 1' selects it\n"
		  "tree 2: copy of 0; 'dt use 2' selects it\n"
		  "tree 3: copy of 0; 'dt use 3' selects it\n"
		  "tree 4: copy of 0; 'dt use 4' selects it\n"
		  "tree 5: copy of 0; 'dt use 5' selects it\n"
		  "tree 6: copy of 0; 'dt use 6' selects it\n" },
		{ "dt copy; dt copy", ENOSPC,
		  "tree 7: copy of 0; 'dt use 7' selects it\n"
		  "dt: copy: all 8 places for trees are taken\n" },
		{ "rm /soc", ENOSPC, "rm: all 8 places for trees are taken\n" },
		{ "ls", 0, "soc/\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void without_a_tree_the_list_is_empty(void **state)
{
	static const struct fake_line rows[] = {
		{ "dt", 0, "there is no device tree\n" },
		{ "dt -j", 0, "{\"trees\":[]}\n" },
		{ "dt copy", ENOENT, "dt: there is no device tree\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(NULL, rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trees_are_listed_used_and_closed),
		cmocka_unit_test(trees_are_bounded),
		cmocka_unit_test(without_a_tree_the_list_is_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
