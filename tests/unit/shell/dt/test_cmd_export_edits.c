/* export dts, dtbo and uboot: the edits in formats of other programs; and commands without
 * memory. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_session.h"

static const struct fake_item before[] = {
	TREE_NODE("soc"),
	TREE_CELLS("gone", 1),
	TREE_NODE("plic"),
	TREE_CELLS("phandle", 5),
	TREE_CELLS("#interrupt-cells", 1),
	TREE_END,
	TREE_NODE("clk"),
	TREE_CELLS("#clock-cells", 0),
	TREE_END,
	TREE_NODE("old"),
	TREE_END,
	TREE_END,
	TREE_NODE("__symbols__"),
	TREE_TEXT("intc", "/soc/plic"),
	TREE_END,
	{ 0 },
};

/* clk has got a phandle; a node is new. */
static const struct fake_item after[] = {
	TREE_NODE("soc"),
	TREE_NODE("plic"),
	TREE_CELLS("phandle", 5),
	TREE_CELLS("#interrupt-cells", 1),
	TREE_END,
	TREE_NODE("clk"),
	TREE_CELLS("#clock-cells", 0),
	TREE_CELLS("phandle", 6),
	TREE_END,
	TREE_NODE("uart@1"),
	TREE_BYTES("compatible", "a,b\0c\0"),
	TREE_TEXT("label", "it's"),
	TREE_CELLS("interrupts-extended", 5, 9),
	TREE_CELLS("clocks", 6),
	TREE_BYTES("odd", "\001\002\003"),
	TREE_FLAG("#flag"),
	TREE_NODE("child"),
	TREE_END,
	TREE_END,
	TREE_END,
	TREE_NODE("__symbols__"),
	TREE_TEXT("intc", "/soc/plic"),
	TREE_END,
	{ 0 },
};

static const struct fake_item *const both[] = { before, after, NULL };

static void edits_are_source(void **state)
{
	static const struct fake_line rows[] = {
		{ "export dts", 1,
		  "/dts-v1/;\n"
		  "/plugin/;\n"
		  "\n"
		  "// an overlay cannot remove /soc/gone\n"
		  "// an overlay cannot remove /soc/old/\n"
		  "&{/soc} {\n"
		  "\tuart@1 {\n"
		  "\t\tcompatible = \"a,b\", \"c\";\n"
		  "\t\tlabel = \"it's\";\n"
		  "\t\tinterrupts-extended = <&intc 0x9>;\n"
		  "\t\tclocks = <&clk>;\n"
		  "\t\todd = [01 02 03];\n"
		  "\t\t#flag;\n"
		  "\t\tchild {\n"
		  "\t\t};\n"
		  "\t};\n"
		  "};\n"
		  "/ {\n"
		  "\tfragment-0 {\n"
		  "\t\ttarget-path = \"/soc/clk\";\n"
		  "\t\tclk: __overlay__ {\n"
		  "\t\t\tphandle = <0x1>;\n"
		  "\t\t};\n"
		  "\t};\n"
		  "};\n"
		  "export: 2 differences cannot be written in this form; comments show which\n" },
		{ "export dts 1", 0, "/dts-v1/;\n/plugin/;\n\n/ {\n};\n" },
		{ "export dts 7", ENOENT, "export: 7: no such tree; 'dt list' lists them\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session_trees(both, rows);
}

static void edits_are_commands(void **state)
{
	static const struct fake_line rows[] = {
		{ "export uboot", 0,
		  "fdt resize 1000\n"
		  "fdt rm /soc gone\n"
		  "fdt rm /soc/old\n"
		  "fdt mknode /soc uart@1\n"
		  "fdt set /soc/uart@1 compatible 'a,b' 'c'\n"
		  "fdt set /soc/uart@1 label 'it'\\''s'\n"
		  "fdt set /soc/uart@1 interrupts-extended '<0x5 0x9>'\n"
		  "fdt set /soc/uart@1 clocks '<0x6>'\n"
		  "fdt set /soc/uart@1 odd '[01 02 03]'\n"
		  "fdt set /soc/uart@1 '#flag'\n"
		  "fdt mknode /soc/uart@1 child\n"
		  "fdt set /soc/clk phandle '<0x6>'\n" },
		{ "export uboot 1", 0, "fdt resize 1000\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session_trees(both, rows);
}

/* Whichever allocation fails, the command reports it and frees all memory. */
static void memory_may_be_short(void **state)
{
	static const struct row {
		const char *line;
		int usual;
	} rows[] = {
		{ "diff", 1 },        { "diff -u", 1 },      { "export dts", 1 },
		{ "export dtbo", 1 }, { "export uboot", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		long nth = 1;

		while (fake_session_short(both, rows[i].line, rows[i].usual, nth))
			nth++;
		assert_true(nth > 2);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(edits_are_source),
		cmocka_unit_test(edits_are_commands),
		cmocka_unit_test(memory_may_be_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
