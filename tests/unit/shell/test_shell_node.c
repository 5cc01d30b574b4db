/* Nodes as they are named at the prompt, and the messages about missing ones. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_port.h"
#include "tests/unit/fake/fake_tree.h"

static const struct fake_item tree[] = {
	TREE_NODE("aliases"),
	TREE_TEXT("serial0", "/soc/serial@10000000"),
	TREE_TEXT("soc", "/chosen"),
	TREE_END,
	TREE_NODE("chosen"),
	TREE_END,
	TREE_NODE("soc"),
	TREE_NODE("serial@10000000"),
	TREE_NODE("child"),
	TREE_END,
	TREE_END,
	TREE_NODE("timer@1000"),
	TREE_CELLS("reg", 0x1000),
	TREE_CELLS("child", 1),
	TREE_END,
	TREE_NODE("timer@2000"),
	TREE_END,
	TREE_END,
	{ 0 },
};

static int where_run(struct shell *shell, const struct shell_args *args)
{
	struct dt_node node = shell_node(shell, args->argv[1]);
	char path[DT_PATH_MAX];

	if (!dt_found(node))
		return node.offset;
	assert_true(dt_path(node, path, sizeof(path)) > 0);
	shell_printf(shell, "%s\n", path);
	return 0;
}

static const struct shell_command where_command = {
	.name = "zwhere",
	.args = "PATH",
	.summary = "show a node's path",
	.example = "zwhere /soc",
	.min_args = 1,
	.max_args = 1,
	.run = where_run,
};
SHELL_COMMAND(where_command);

static const struct {
	const char *cwd, *line;
	int status;
	const char *output;
} rows[] = {
	{ "", "zwhere /soc", 0, "/soc\n" },
	{ "", "zwhere .", 0, "/\n" },
	{ "/soc", "zwhere .", 0, "/soc\n" },
	{ "/soc", "zwhere ..", 0, "/\n" },
	{ "/soc", "zwhere serial@10000000/child", 0, "/soc/serial@10000000/child\n" },
	{ "/soc", "zwhere serial", 0, "/soc/serial@10000000\n" },
	{ "/soc", "zwhere /chosen/", 0, "/chosen\n" },
	/* An alias, if no child has that name. */
	{ "/chosen", "zwhere serial0", 0, "/soc/serial@10000000\n" },
	{ "/chosen", "zwhere serial0/child", 0, "/soc/serial@10000000/child\n" },
	{ "", "zwhere soc", 0, "/soc\n" },
	{ "/soc", "zwhere soc", 0, "/chosen\n" },
	{ "", "zwhere /serial0", ENOENT,
	  "zwhere: /serial0: no such node (did you mean /soc/serial@10000000?)\n" },
	{ "", "zwhere /soc/uart@10000000", ENOENT,
	  "zwhere: /soc/uart@10000000: no such node (did you mean /soc/serial@10000000?)\n" },
	{ "", "zwhere /qqqqqqqqqqqqqqqq", ENOENT,
	  "zwhere: /qqqqqqqqqqqqqqqq: no such node; 'tree' shows all\n" },
	/* A name that a node elsewhere has, rather than a similar one. */
	{ "/chosen", "zwhere timer@2000", ENOENT,
	  "zwhere: timer@2000: no such node (did you mean /soc/timer@2000?)\n" },
	/* Properties. */
	{ "/soc/timer@1000", "zwhere reg", ENOENT,
	  "zwhere: reg: a property, not a node; 'cat reg' shows it\n" },
	{ "", "zwhere /aliases/soc", ENOENT,
	  "zwhere: /aliases/soc: a property, not a node; 'cat /aliases/soc' shows it\n" },
	{ "", "zwhere reg", ENOENT,
	  "zwhere: reg: a property; 'find -p reg' lists the nodes with it\n" },
	{ "", "zwhere child", ENOENT, /* a property's name, too */
	  "zwhere: child: no such node (did you mean /soc/serial@10000000/child?)\n" },
	{ "", "zwhere /reg", ENOENT, "zwhere: /reg: no such node; 'tree' shows all\n" },
	/* Linux's files. */
	{ "", "zwhere /proc/cpuinfo", ENOENT,
	  "zwhere: /proc/cpuinfo: no such node; type 'cpus'\n" },
	{ "", "zwhere /proc/device-tree/model", ENOENT,
	  "zwhere: /proc/device-tree/model: no such node; type 'ls /'\n" },
	/* At a command's place. */
	{ "", "/", 127, "/: a node, not a command; type 'ls /' or 'cd /'\n" },
	{ "/soc", "serial", 127,
	  "serial: a node, not a command; type 'ls serial' or 'cd serial'\n" },
	{ "/soc", "../aliases/soc", 127,
	  "../aliases/soc: a property, not a command; type 'cat ../aliases/soc'\n" },
	{ "/soc", "/nothing", 127, "/nothing: no such command; 'help' lists them\n" },
	{ "", "zwhere /soc/timer", EEXIST,
	  "zwhere: /soc/timer: several nodes have this name; add the @address\n" },
	{ "/gone", "zwhere .", 0, "zwhere: /gone: the current node is gone; now at /\n/\n" },
};

static void node_is_found_or_reported(void **state)
{
	static struct fake_port fake;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct shell shell;

		fake_port_init(&fake, "", 0);
		fake_shell_init(&shell, &fake);
		shell.tree = fake_tree(tree);
		strcpy(shell.cwd, rows[i].cwd);
		assert_int_equal(shell_run(&shell, rows[i].line), rows[i].status);
		assert_string_equal(fake_port_output(&fake), rows[i].output);
	}
}

static void no_tree_is_reported(void **state)
{
	(void)state;
	fake_shell_expect("zwhere /", ENOENT, "zwhere: /: there is no device tree\n");
}

/* Text from a tree or a person cannot send terminal escapes through a message. */
static void message_is_harmless(void **state)
{
	(void)state;
	fake_shell_expect("zwhere '\033[2J\nx\177'", ENOENT,
			  "zwhere: \\x1b[2J\\x0ax\\x7f: there is no device tree\n");
}

/* A message that does not fit is cut, with a mark. */
static void long_message_is_cut(void **state)
{
	char line[SHELL_LINE_MAX + 1] = "zwhere ", output[600];

	(void)state;
	memset(line + 7, 'x', 300);
	sprintf(output, "zwhere: %.249s[...]\n", line + 7);
	fake_shell_expect(line, ENOENT, output);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(node_is_found_or_reported),
		cmocka_unit_test(no_tree_is_reported),
		cmocka_unit_test(message_is_harmless),
		cmocka_unit_test(long_message_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
