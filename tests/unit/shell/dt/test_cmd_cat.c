/* cat: the properties of a node, a single value, and operands that may mean either. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_session.h"

static const struct fake_item tree[] = {
	TREE_BYTES("compatible", "example,board\0example,family\0"),
	TREE_TEXT("model", "say \"hi\"\n"),
	TREE_CELLS("#size-cells", 2),
	TREE_FLAG("dma-coherent"),
	TREE_BYTES("local-mac-address", "\001\002\003\004\005\006"),
	/* A property and a node of the same name. */
	TREE_CELLS("twin", 1),
	TREE_NODE("aliases"),
	TREE_TEXT("serial0", "/soc/serial@1000"),
	TREE_END,
	TREE_NODE("twin"),
	TREE_CELLS("inside", 2),
	TREE_END,
	TREE_NODE("soc"),
	TREE_NODE("serial@1000"),
	TREE_CELLS("reg", 0x1000, 0x100),
	TREE_TEXT("status", "okay"),
	TREE_NODE("child"),
	TREE_CELLS("deeper", 3),
	TREE_END,
	TREE_END,
	TREE_END,
	{ 0 },
};

#define ROOT_PROPERTIES                                                                            \
	"compatible = \"example,board\", \"example,family\";\n"                                    \
	"model = \"say \\\"hi\\\"\\x0a\";\n"                                                       \
	"#size-cells = <0x2>;\n"                                                                   \
	"dma-coherent;\n"                                                                          \
	"local-mac-address = [01 02 03 04 05 06];\n"                                               \
	"twin = <0x1>;\n"

static void a_node_shows_its_own_properties(void **state)
{
	static const struct fake_line rows[] = {
		{ "cat", 0, ROOT_PROPERTIES },
		{ "cat /", 0, ROOT_PROPERTIES },
		{ "cat soc", 0, "" },
		{ "cat serial0", 0, "reg = <0x1000 0x100>;\nstatus = \"okay\";\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void a_property_shows_its_value(void **state)
{
	static const struct fake_line rows[] = {
		{ "cat compatible", 0, "\"example,board\", \"example,family\"\n" },
		{ "cat /model", 0, "\"say \\\"hi\\\"\\x0a\"\n" },
		{ "cat /dma-coherent", 0, "<>\n" },
		{ "cat /soc/serial@1000/reg", 0, "<0x1000 0x100>\n" },
		{ "cat /soc/serial/reg serial0/status", 0, "<0x1000 0x100>\n\"okay\"\n" },
		{ "cat /aliases/serial0", 0, "\"/soc/serial@1000\"\n" },
		{ "cd /soc/serial; cat ../../#size-cells", 0, "<0x2>\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void raw_strings_are_lines(void **state)
{
	static const struct fake_line rows[] = {
		{ "cat -r compatible", 0, "example,board\nexample,family\n" },
		{ "cat -r model", 0, "say \"hi\"\\x0a\n" },
		{ "cat -r '#size-cells' dma-coherent", 0, "<0x2>\n<>\n" },
		{ "cat -r soc/serial", 0, "reg = <0x1000 0x100>;\nstatus = \"okay\";\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void a_slash_selects_the_node(void **state)
{
	static const struct fake_line rows[] = {
		{ "cat twin", 0, "<0x1>\n" },
		{ "cat /twin", 0, "<0x1>\n" },
		{ "cat twin/", 0, "inside = <0x2>;\n" },
		{ "cat twin/inside", 0, "<0x2>\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void a_wrong_operand_does_not_hide_the_others(void **state)
{
	static const struct fake_line rows[] = {
		{ "cat /modl twin", ENOENT,
		  "cat: /modl: no such node or property (did you mean /model?)\n<0x1>\n" },
		{ "cat serial0/regs", ENOENT,
		  "cat: serial0/regs: no such node or property (did you mean serial0/reg?)\n" },
		{ "cat /mdoel", ENOENT,
		  "cat: /mdoel: no such node or property (did you mean /model?)\n" },
		{ "cat /nowhere/reg twin", ENOENT,
		  "cat: /nowhere/reg: no such node; 'tree' shows all\n<0x1>\n" },
		{ "cat soc/xyzzy", ENOENT, "cat: soc/xyzzy: no such node; 'tree' shows all\n" },
		{ "cat # all of it", 0, ROOT_PROPERTIES },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_node_shows_its_own_properties),
		cmocka_unit_test(a_property_shows_its_value),
		cmocka_unit_test(raw_strings_are_lines),
		cmocka_unit_test(a_slash_selects_the_node),
		cmocka_unit_test(a_wrong_operand_does_not_hide_the_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
