/* clock and gpio: the providers of a node's clocks and lines, and what is known of them. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_session.h"

enum { FIXED = 1, HALF, PRCI, GPIO, BANKS, BARE, NOWHERE = 99 };

static const struct fake_item tree[] = {
	TREE_NODE("osc"),
	TREE_TEXT("compatible", "fixed-clock"),
	TREE_CELLS("#clock-cells", 0),
	TREE_CELLS("phandle", FIXED),
	TREE_CELLS("clock-frequency", 24000000),
	TREE_TEXT("clock-output-names", "osc24"),
	TREE_END,
	TREE_NODE("half"),
	TREE_TEXT("compatible", "fixed-factor-clock"),
	TREE_CELLS("#clock-cells", 0),
	TREE_CELLS("phandle", HALF),
	TREE_CELLS("clock-mult", 1),
	TREE_CELLS("clock-div", 2),
	TREE_CELLS("clocks", FIXED),
	TREE_END,
	TREE_NODE("prci@10"),
	TREE_CELLS("#clock-cells", 1),
	TREE_CELLS("phandle", PRCI),
	TREE_TEXT("clock-output-names", "core\0tl\033k"),
	TREE_END,
	TREE_NODE("uart"),
	TREE_CELLS("clocks", HALF, PRCI, 1, PRCI, 0x10000),
	TREE_TEXT("clock-names", "baud\0bus"),
	TREE_CELLS("assigned-clocks", PRCI, 0, PRCI, 1),
	TREE_CELLS("assigned-clock-rates", 500000000),
	TREE_END,
	TREE_NODE("broken"),
	TREE_CELLS("clocks", FIXED, 0, NOWHERE, FIXED),
	TREE_END,
	TREE_NODE("cut"),
	TREE_CELLS("clocks", PRCI),
	TREE_END,
	TREE_NODE("overlay"),
	TREE_CELLS("clocks", 0xffffffff),
	TREE_END,
	TREE_NODE("bare"),
	TREE_CELLS("phandle", BARE),
	TREE_CELLS("clocks", BARE),
	TREE_END,
	TREE_NODE("gpio@20"),
	TREE_CELLS("#gpio-cells", 2),
	TREE_CELLS("phandle", GPIO),
	TREE_TEXT("gpio-line-names", "LED\0\0KEY"),
	TREE_NODE("led"),
	TREE_FLAG("gpio-hog"),
	TREE_CELLS("gpios", 0, 1, 2, 0),
	TREE_FLAG("output-high"),
	TREE_TEXT("line-name", "power"),
	TREE_END,
	TREE_NODE("half-a-hog"),
	TREE_FLAG("gpio-hog"),
	TREE_CELLS("gpios", 3),
	TREE_END,
	TREE_END,
	TREE_NODE("banks"),
	TREE_CELLS("#gpio-cells", 3),
	TREE_CELLS("phandle", BANKS),
	TREE_END,
	TREE_NODE("stray-hog"),
	TREE_FLAG("gpio-hog"),
	TREE_CELLS("gpios", 3, 4),
	TREE_END,
	TREE_NODE("mmc"),
	TREE_CELLS("cd-gpios", GPIO, 2, 1, BANKS, 6, 12, 0x71),
	TREE_CELLS("x-gpio", GPIO, 1, 6, GPIO, 9, 10, GPIO, 0xffffffff, 4),
	TREE_END,
	{ 0 },
};

static const struct fake_line rows[] = {
	{ "clock uart", 0,
	  "clocks[0] \"baud\"  /half  -  12000000 Hz\n"
	  "clocks[1] \"bus\"  /prci@10  1 \"tl\\x1bk\"\n"
	  "clocks[2]  /prci@10  0x10000\n"
	  "assigned-clocks[0]  /prci@10  0 \"core\"  500000000 Hz\n"
	  "assigned-clocks[1]  /prci@10  1 \"tl\\x1bk\"\n" },
	{ "clock /broken", 0,
	  "clocks[0]  /osc  - \"osc24\"  24000000 Hz\n"
	  "clocks[1]  -  /broken: this entry is 0: none\n"
	  "clocks[2]  -  /broken: no node has this phandle\n" },
	{ "clock", 0,
	  "/half  clocks[0]  /osc  - \"osc24\"  24000000 Hz\n"
	  "/uart  clocks[0] \"baud\"  /half  -  12000000 Hz\n"
	  "/uart  clocks[1] \"bus\"  /prci@10  1 \"tl\\x1bk\"\n"
	  "/uart  clocks[2]  /prci@10  0x10000\n"
	  "/uart  assigned-clocks[0]  /prci@10  0 \"core\"  500000000 Hz\n"
	  "/uart  assigned-clocks[1]  /prci@10  1 \"tl\\x1bk\"\n"
	  "/broken  clocks[0]  /osc  - \"osc24\"  24000000 Hz\n"
	  "/broken  clocks[1]  -  /broken: this entry is 0: none\n"
	  "/broken  clocks[2]  -  /broken: no node has this phandle\n"
	  "/cut  clocks[0]  -  /cut: ends within a reference's arguments\n"
	  "/overlay  clocks[0]  -  /overlay: this entry is 0xffffffff: open, as in an overlay\n"
	  "/bare  clocks[0]  -  /bare: the node it points at does not say how many cells "
	  "follow\n" },
	{ "clock /osc", ENOENT, "clock: /osc: no clocks; -r looks below it, too\n" },
	{ "gpio mmc", 0,
	  "cd-gpios[0]  /gpio@20  2 1  line 2 active-low \"KEY\"\n"
	  "cd-gpios[1]  /banks  6 12 113  bank 6  line 12 active-low pull-up pull-down "
	  "pull-disable\n"
	  "x-gpio[0]  /gpio@20  1 6  line 1 open-drain\n"
	  "x-gpio[1]  /gpio@20  9 10  line 9 transitory open-source\n"
	  "x-gpio[2]  /gpio@20  0xffffffff 4  line 4294967295\n" },
	{ "gpio | head 2", 0,
	  "/gpio@20/led  hog[0]  /gpio@20  line 0 active-low \"LED\" output-high \"power\"\n"
	  "/gpio@20/led  hog[1]  /gpio@20  line 2 \"KEY\" output-high \"power\"\n" },
	{ "gpio /stray-hog", ENOENT, "gpio: /stray-hog: no gpios; -r looks below it, too\n" },
	{ "gpio /gpio@20/half-a-hog", ENOENT,
	  "gpio: /gpio@20/half-a-hog: no gpios; -r looks below it, too\n" },
	{ NULL, 0, NULL },
};

static const struct fake_item bare[] = {
	TREE_NODE("soc"),
	TREE_END,
	{ 0 },
};

static void no_node_has_any(void **state)
{
	static const struct fake_line lines[] = {
		{ "clock", ENOENT, "clock: no node has clocks\n" },
		{ "gpio", ENOENT, "gpio: no node has gpios\n" },
		{ "clock -r /", ENOENT, "clock: /: no clocks at it or below it\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(bare, lines);
}

static void clocks_and_lines(void **state)
{
	(void)state;
	fake_session(tree, rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clocks_and_lines),
		cmocka_unit_test(no_node_has_any),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
