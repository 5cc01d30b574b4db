/* refs and phandle: which nodes refer to which. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_session.h"

static const struct fake_item tree[] = {
	TREE_NODE("aliases"),
	TREE_TEXT("serial0", "/soc/serial@1000"),
	TREE_TEXT("serial1", "/soc/serial@10000"),
	TREE_END,
	TREE_NODE("chosen"),
	TREE_TEXT("stdout-path", "serial0:115200n8"),
	TREE_TEXT("stdin-path", "/soc/serial@1000:9600"),
	TREE_TEXT("bootargs", "serial0"),
	TREE_END,
	TREE_NODE("soc"),
	TREE_CELLS("interrupt-parent", 1),
	TREE_TEXT("stdout-path", "serial0"), /* an alias in /chosen only */
	TREE_TEXT("target-path", "/soc/clock"),
	TREE_NODE("plic@0"),
	TREE_CELLS("phandle", 1),
	TREE_CELLS("#interrupt-cells", 1),
	TREE_CELLS("#address-cells", 0),
	TREE_FLAG("interrupt-controller"),
	TREE_END,
	TREE_NODE("clock"),
	TREE_CELLS("phandle", 5),
	TREE_CELLS("#clock-cells", 2),
	TREE_END,
	TREE_NODE("serial@1000"),
	TREE_CELLS("interrupts", 10, 0x12345),
	TREE_CELLS("clocks", 5, 1, 0x10000, 5, 2, 65535),
	TREE_END,
	TREE_NODE("serial@10000"),
	TREE_CELLS("interrupts-extended", 1, 7),
	TREE_CELLS("clocks", 0, 5, 3, 4, 99, 1),
	TREE_CELLS("memory-region", 8),
	TREE_END,
	TREE_NODE("again"),
	TREE_CELLS("phandle", 8),
	TREE_END,
	TREE_NODE("again@1"),
	TREE_CELLS("linux,phandle", 8),
	TREE_END,
	TREE_NODE("high"),
	TREE_CELLS("phandle", 0xffffff00),
	TREE_END,
	TREE_END,
	{ 0 },
};

static void references_to_a_node_are_listed(void **state)
{
	static const struct fake_line rows[] = {
		{ "refs &plic", 0,
		  "/soc  interrupt-parent[0]  <&plic>\n"
		  "/soc/serial@1000  interrupts[0]  <&plic 10>\n"
		  "/soc/serial@1000  interrupts[1]  <&plic 0x12345>\n"
		  "/soc/serial@10000  interrupts-extended[0]  <&plic 7>\n" },
		{ "refs /soc/clock", 0,
		  "/soc  target-path  \"/soc/clock\"\n"
		  "/soc/serial@1000  clocks[0]  <&clock 1 0x10000>\n"
		  "/soc/serial@1000  clocks[3]  <&clock 2 65535>\n"
		  "/soc/serial@10000  clocks[1]  <&clock 3 4>\n" },
		{ "cd serial0; refs", 0,
		  "/aliases  serial0  \"/soc/serial@1000\"\n"
		  "/chosen  stdout-path  \"serial0:115200n8\"\n"
		  "/chosen  stdin-path  \"/soc/serial@1000:9600\"\n" },
		{ "refs /soc/serial@10000", 0, "/aliases  serial1  \"/soc/serial@10000\"\n" },
		{ "refs /chosen", SHELL_FAILED, "" },
		{ "refs /soc/plik", ENOENT,
		  "refs: /soc/plik: no such node (did you mean /soc/plic@0?)\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

/* Siblings mostly have the same controller, but each may have its own, and a nexus leads on. */
static void interrupts_are_followed(void **state)
{
	static const struct fake_item lines[] = {
		TREE_CELLS("interrupt-parent", 1),
		TREE_NODE("a"),
		TREE_CELLS("phandle", 1),
		TREE_CELLS("#interrupt-cells", 1),
		TREE_FLAG("interrupt-controller"),
		TREE_END,
		TREE_NODE("b"),
		TREE_CELLS("phandle", 2),
		TREE_CELLS("#interrupt-cells", 1),
		TREE_FLAG("interrupt-controller"),
		TREE_END,
		TREE_NODE("nexus"),
		TREE_CELLS("phandle", 3),
		TREE_CELLS("#interrupt-cells", 1),
		TREE_CELLS("#address-cells", 0),
		TREE_CELLS("interrupt-map", 5, 2, 6),
		TREE_NODE("below"),
		TREE_CELLS("interrupts", 5),
		TREE_END,
		TREE_END,
		TREE_NODE("v"),
		TREE_CELLS("interrupts", 1),
		TREE_END,
		TREE_NODE("w"),
		TREE_CELLS("interrupt-parent", 2),
		TREE_CELLS("interrupts", 2),
		TREE_END,
		TREE_NODE("x"),
		TREE_CELLS("interrupts", 3),
		TREE_END,
		TREE_NODE("y"),
		TREE_CELLS("interrupt-parent", 3),
		TREE_CELLS("interrupts", 5),
		TREE_END,
		{ 0 },
	};
	static const struct fake_line rows[] = {
		{ "refs b", 0,
		  "/nexus  interrupt-map[1]  <&b 6>\n"
		  "/nexus/below  interrupts[0]  <&b 6>\n"
		  "/w  interrupt-parent[0]  <&b>\n"
		  "/w  interrupts[0]  <&b 2>\n"
		  "/y  interrupts[0]  <&b 6>\n" },
		{ "refs a", 0,
		  "/  interrupt-parent[0]  <&a>\n"
		  "/v  interrupts[0]  <&a 1>\n"
		  "/x  interrupts[0]  <&a 3>\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(lines, rows);
}

static void references_of_a_node_are_listed(void **state)
{
	static const struct fake_line rows[] = {
		{ "refs -o serial0", 0,
		  "interrupts[0]  <&plic 10>  /soc/plic@0\n"
		  "interrupts[1]  <&plic 0x12345>  /soc/plic@0\n"
		  "clocks[0]  <&clock 1 0x10000>  /soc/clock\n"
		  "clocks[3]  <&clock 2 65535>  /soc/clock\n" },
		{ "refs -o serial1", 0,
		  "interrupts-extended[0]  <&plic 7>  /soc/plic@0\n"
		  "clocks[1]  <&clock 3 4>  /soc/clock\n"
		  "clocks[4]  <0x63>  no node has this phandle\n"
		  "memory-region[0]  <&soc_again>  /soc/again\n" },
		{ "refs -o /chosen", 0,
		  "stdout-path  \"serial0:115200n8\"  /soc/serial@1000\n"
		  "stdin-path  \"/soc/serial@1000:9600\"  /soc/serial@1000\n" },
		{ "refs -o /soc", 0,
		  "interrupt-parent[0]  <&plic>  /soc/plic@0\n"
		  "target-path  \"/soc/clock\"  /soc/clock\n" },
		{ "refs -o /soc/again", SHELL_FAILED, "" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void programs_get_all_of_a_reference(void **state)
{
	static const struct fake_line rows[] = {
		{ "refs -j serial1", 0,
		  "{\"references\":[\n{\"from\":\"/"
		  "aliases\",\"property\":\"serial1\",\"kind\":\"path\","
		  "\"to\":\"/soc/serial@10000\",\"text\":\"/soc/serial@10000\"}\n]}\n" },
		{ "refs -oj serial1", 0,
		  "{\"references\":[\n"
		  "{\"from\":\"/soc/serial@10000\",\"property\":\"interrupts-extended\","
		  "\"index\":0,\"kind\":\"phandle\",\"to\":\"/soc/plic@0\",\"args\":[7]},\n"
		  "{\"from\":\"/soc/serial@10000\",\"property\":\"clocks\",\"index\":1,"
		  "\"kind\":\"phandle\",\"to\":\"/soc/clock\",\"args\":[3,4]},\n"
		  "{\"from\":\"/soc/serial@10000\",\"property\":\"clocks\",\"index\":4,"
		  "\"kind\":\"phandle\",\"phandle\":99,\"fault\":\"no node has this phandle\"},\n"
		  "{\"from\":\"/soc/serial@10000\",\"property\":\"memory-region\",\"index\":0,"
		  "\"kind\":\"phandle\",\"to\":\"/soc/again\",\"args\":[]}\n]}\n" },
		{ "refs -o -j /chosen | grep alias", 0,
		  "{\"from\":\"/chosen\",\"property\":\"stdout-path\",\"kind\":\"alias\","
		  "\"to\":\"/soc/serial@1000\",\"text\":\"serial0:115200n8\"},\n" },
		{ "refs -j &plic | grep 74565", 0,
		  "{\"from\":\"/soc/serial@1000\",\"property\":\"interrupts\",\"index\":1,"
		  "\"kind\":\"interrupt\",\"to\":\"/soc/plic@0\",\"args\":[74565]},\n" },
		{ "refs /chosen -j", SHELL_FAILED, "{\"references\":[]}\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void phandles_are_listed(void **state)
{
	static const struct fake_line rows[] = {
		{ "phandle 5", 0, "/soc/clock\n" },
		{ "phandle 0x8", 0, "/soc/again\n/soc/again@1  again\n" },
		{ "phandle 0x8 -j", 0,
		  "{\"phandles\":[\n{\"phandle\":8,\"node\":\"/soc/again\"},\n"
		  "{\"phandle\":8,\"node\":\"/soc/again@1\",\"again\":true}\n]}\n" },
		{ "phandle", 0,
		  "0x1  /soc/plic@0\n"
		  "0x2-0x4  free\n"
		  "0x5  /soc/clock\n"
		  "0x6-0x7  free\n"
		  "0x8  /soc/again\n"
		  "0x8  /soc/again@1  again\n"
		  "0x9-0xfffffeff  free\n"
		  "0xffffff00  /soc/high\n"
		  "highest 0xffffff00  free below 4294967036\n" },
		{ "phandle 0", ENOENT, "phandle: 0x0: no node has this phandle\n" },
		{ "phandle 2", ENOENT, "phandle: 0x2: no node has this phandle\n" },
		{ "phandle 0x100000001", ENOENT,
		  "phandle: 0x100000001: no node has this phandle\n" },
		{ "phandle x", EINVAL, "phandle: x: not a number\nusage: phandle [-j] [N]\n" },
		{ NULL, 0, NULL },
	};
	static const struct fake_item none[] = { TREE_NODE("a"), TREE_END, { 0 } };
	static const struct fake_line empty[] = {
		{ "phandle", 0, "highest 0x0  free below 0\n" },
		{ "phandle -j", 0, "{\"phandles\":[],\n\"summary\":{\"highest\":0,\"free\":0}}\n" },
		{ NULL, 0, NULL },
	};
	/* After the last number there is none that could be free. */
	static const struct fake_item last[] = {
		TREE_NODE("a"), TREE_CELLS("phandle", 0xffffffff), TREE_END,
		TREE_NODE("b"), TREE_CELLS("phandle", 0xffffffff), TREE_END,
		{ 0 },
	};
	static const struct fake_line taken[] = {
		{ "phandle", 0,
		  "0x1-0xfffffffe  free\n"
		  "0xffffffff  /a\n"
		  "0xffffffff  /b  again\n"
		  "highest 0xffffffff  free below 4294967294\n" },
		{ "phandle -j", 0,
		  "{\"phandles\":[\n"
		  "{\"phandle\":1,\"last\":4294967294,\"free\":true},\n"
		  "{\"phandle\":4294967295,\"node\":\"/a\"},\n"
		  "{\"phandle\":4294967295,\"node\":\"/b\",\"again\":true}\n],\n"
		  "\"summary\":{\"highest\":4294967295,\"free\":4294967294}}\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
	fake_session(none, empty);
	fake_session(last, taken);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(references_to_a_node_are_listed),
		cmocka_unit_test(interrupts_are_followed),
		cmocka_unit_test(references_of_a_node_are_listed),
		cmocka_unit_test(programs_get_all_of_a_reference),
		cmocka_unit_test(phandles_are_listed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
