/* tree: prints the nodes below a node. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_session.h"

static const struct fake_item tree[] = {
	TREE_TEXT("model", "test"),
	TREE_NODE("cpus"),
	TREE_CELLS("#address-cells", 1),
	TREE_NODE("cpu@0"),
	TREE_TEXT("device_type", "cpu"),
	TREE_FLAG("big"),
	TREE_NODE("cache"),
	TREE_END,
	TREE_END,
	TREE_END,
	TREE_NODE("odd\007"),
	TREE_END,
	{ 0 },
};

static void nodes_are_indented(void **state)
{
	static const struct fake_line rows[] = {
		{ "tree", 0, "/\n  cpus/\n    cpu@0/\n      cache/\n  odd\\x07/\n" },
		{ "tree /cpus/cpu", 0, "cpu@0/\n  cache/\n" },
		{ "cd cpus; tree", 0, "cpus/\n  cpu@0/\n    cache/\n" },
		{ "tree -p .", 0,
		  "cpus/\n  #address-cells = <0x1>;\n  cpu@0/\n    device_type = \"cpu\";\n"
		  "    big;\n    cache/\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void depth_can_be_limited(void **state)
{
	static const struct fake_line rows[] = {
		{ "tree -d 0", 0, "/\n" },
		{ "tree -d 1", 0, "/\n  cpus/\n  odd\\x07/\n" },
		{ "tree -d 2", 0, "/\n  cpus/\n    cpu@0/\n  odd\\x07/\n" },
		{ "tree -d 1 -p", 0,
		  "/\n  model = \"test\";\n  cpus/\n    #address-cells = <0x1>;\n  odd\\x07/\n" },
		{ "tree -pd 0 /cpus", 0, "cpus/\n  #address-cells = <0x1>;\n" },
		{ "tree -d 0xffffffffffffffff /cpus", 0, "cpus/\n  cpu@0/\n    cache/\n" },
		{ "tree -d x", EINVAL,
		  "tree: x: not a number\nusage: tree [-p] [-d N] [-e] [-j] [PATH]\n" },
		{ "tree -d", EINVAL,
		  "tree: option -d needs a value\nusage: tree [-p] [-d N] [-e] [-j] [PATH]\n" },
		{ "tree /none", ENOENT, "tree: /none: no such node; 'tree' shows all\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

#define JSON_NODE(path, name, depth, more)                                                         \
	"{\"path\":\"" path "\",\"name\":\"" name "\",\"depth\":" depth more                       \
	",\"alias\":[],\"compatible\":[],\"irq\":[]}"

static void programs_get_nodes_and_properties(void **state)
{
	static const struct fake_line rows[] = {
		{ "tree -j -d 1", 0,
		  "{\"nodes\":[\n" JSON_NODE("/", "/", "0", "") ",\n" JSON_NODE(
			  "/cpus", "cpus", "1", "") ",\n" JSON_NODE("/odd\\\\x07", "odd\\\\x07",
								    "1", "") "\n]}\n" },
		{ "tree -pj -d 1 /cpus", 0,
		  "{\"nodes\":[\n" JSON_NODE("/cpus", "cpus", "1", "") ",\n" JSON_NODE(
			  "/cpus/cpu@0", "cpu@0", "2",
			  "") "\n],\n\"properties\":[\n"
			      "{\"node\":\"/cpus\",\"name\":\"#address-cells\",\"bytes\":4,"
			      "\"type\":\"cells\",\"value\":\"<0x1>\"},\n"
			      "{\"node\":\"/cpus/cpu@0\",\"name\":\"device_type\",\"bytes\":4,"
			      "\"type\":\"strings\",\"value\":\"\\\"cpu\\\"\"},\n"
			      "{\"node\":\"/cpus/"
			      "cpu@0\",\"name\":\"big\",\"bytes\":0,\"type\":\"flag\"}\n"
			      "]}\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

/* 300 levels: the indentation stops growing at 64. */
static void a_deep_tree_stays_linear(void **state)
{
	enum { LEVELS = 300, INDENT = 64 };
	static struct fake_item deep[2 * LEVELS + 1];
	static char output[(LEVELS + 1) * (2 * INDENT + 4)];
	size_t len = (size_t)sprintf(output, "/\n");

	(void)state;
	for (int i = 0; i < LEVELS; i++) {
		int level = i + 1 < INDENT ? i + 1 : INDENT;

		deep[i] = (struct fake_item)TREE_NODE("n");
		deep[LEVELS + i] = (struct fake_item)TREE_END;
		len += (size_t)sprintf(output + len, "%*sn/\n", 2 * level, "");
	}
	fake_session(deep, (const struct fake_line[]){ { "tree", 0, output }, { NULL, 0, NULL } });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nodes_are_indented),
		cmocka_unit_test(depth_can_be_limited),
		cmocka_unit_test(programs_get_nodes_and_properties),
		cmocka_unit_test(a_deep_tree_stays_linear),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
