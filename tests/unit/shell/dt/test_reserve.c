/* Nodes of reserved memory: made in one edit, with the cells that the tree has. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/edit/draft.h"
#include "shell/dt/kit/reserve.h"
#include "tests/unit/fake/fake_session.h"
#include "tests/unit/fake/fake_space.h"

/* zreserve BASE SIZE ... */
static int reserve_run(struct shell *shell, const struct shell_args *args)
{
	struct dt_range range[4];
	int count = 0;

	for (; 2 * count + 2 < args->argc; count++)
		if (shell_number(shell, args->argv[2 * count + 1], &range[count].base) ||
		    shell_number(shell, args->argv[2 * count + 2], &range[count].size))
			return -EINVAL;
	return shell_reserve(shell, args, "bad", range, count);
}

static const struct shell_command reserve_command = {
	.name = "zreserve",
	.summary = "reserve memory",
	.max_args = 8,
	.run = reserve_run,
};
SHELL_COMMAND(reserve_command);

#define COPY    "tree 1 (copy of 0) is in use now: edits go there\n"
#define MORE(n) "/reserved-memory: " #n " more in the tree that 'boot' passes\n"

static void parent_is_made(void **state)
{
	static const struct fake_item tree[] = {
		TREE_CELLS("#address-cells", 1),
		TREE_CELLS("#size-cells", 1),
		TREE_NODE("memory@80000000"),
		TREE_END,
		{ 0 },
	};
	static const struct fake_line rows[] = {
		{ "zreserve", 0, MORE(0) },
		{ "zreserve 0x80000000 0x1000 0x80004000 0x2000", 0, COPY MORE(2) },
		{ "dts /reserved-memory | tail -16", 0,
		  "\treserved-memory {\n"
		  "\t\t#address-cells = <0x1>;\n"
		  "\t\t#size-cells = <0x1>;\n"
		  "\t\tranges;\n"
		  "\n"
		  "\t\tbad@80000000 {\n"
		  "\t\t\treg = <0x80000000 0x1000>;\n"
		  "\t\t\tno-map;\n"
		  "\t\t};\n"
		  "\n"
		  "\t\tbad@80004000 {\n"
		  "\t\t\treg = <0x80004000 0x2000>;\n"
		  "\t\t\tno-map;\n"
		  "\t\t};\n"
		  "\t};\n"
		  "};\n" },
		/* What is reserved already, and a part of it. */
		{ "zreserve 0x80000000 0x1000 0x80005000 0x1000", 0, MORE(0) },
		/* More than 32 bits: nothing is changed. */
		{ "zreserve 0x90000000 0x1000 0x100000000 0x1000", ERANGE,
		  "zreserve: /reserved-memory: a number is too large for its cells\n" },
		{ "zreserve 0x90000000 0x100000000", ERANGE,
		  "zreserve: /reserved-memory: a number is too large for its cells\n" },
		{ "undo", 0, "undone: zreserve 0x80000000 0x1000 0x80004000 0x2000\n" },
		{ "ls /", 0, "#address-cells\n#size-cells\nmemory@80000000/\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void parent_is_there(void **state)
{
	static const struct fake_item tree[] = {
		TREE_NODE("reserved-memory"),
		TREE_CELLS("#address-cells", 2),
		TREE_CELLS("#size-cells", 2),
		TREE_FLAG("ranges"),
		TREE_NODE("fw@80000000"),
		TREE_CELLS("reg", 0, 0x80000000, 0, 0x80000),
		TREE_END,
		TREE_END,
		TREE_NODE("soc"),
		TREE_END,
		{ 0 },
	};
	static const struct fake_line rows[] = {
		{ "zreserve 0x80000000 0x80000", 0, MORE(0) },
		{ "zreserve 0x80070000 0x11000 0x1200000000 0x300000000", 0, COPY MORE(2) },
		{ "cat /reserved-memory/bad@80070000/reg", 0, "<0x0 0x80070000 0x0 0x11000>\n" },
		{ "cat /reserved-memory/bad@1200000000/reg", 0, "<0x12 0x0 0x3 0x0>\n" },
		{ "ls /", 0, "reserved-memory/\nsoc/\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parent_is_made),
		cmocka_unit_test(parent_is_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
