/* diff: two trees as lines of differences, and as a unified diff of their source. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_session.h"

static const struct fake_item before[] = {
	TREE_TEXT("model", "test"),
	TREE_FLAG("dma-coherent"),
	TREE_CELLS("gone", 7),
	TREE_NODE("soc"),
	TREE_CELLS("#address-cells", 1),
	TREE_NODE("uart@1000"),
	TREE_TEXT("status", "disabled"),
	TREE_CELLS("reg", 0x1000, 0x100),
	TREE_END,
	TREE_NODE("old"),
	TREE_NODE("a"),
	TREE_NODE("b"),
	TREE_END,
	TREE_END,
	TREE_END,
	TREE_NODE("timer"),
	TREE_END,
	TREE_END,
	{ 0 },
};

/* The children of soc are in another order, too. */
static const struct fake_item after[] = {
	TREE_CELLS("dma-coherent", 1),
	TREE_TEXT("model", "test"),
	TREE_FLAG("flag"),
	TREE_NODE("soc"),
	TREE_CELLS("#address-cells", 1),
	TREE_NODE("timer"),
	TREE_END,
	TREE_NODE("new\007"),
	TREE_END,
	TREE_NODE("uart@1000"),
	TREE_CELLS("reg", 0x1000, 0x100),
	TREE_TEXT("status", "okay"),
	TREE_CELLS("clock-frequency", 1),
	TREE_CELLS("long", 0x11111111, 0x22222222, 0x33333333, 0x44444444, 0x55555555, 0x66666666,
		   0x77777777),
	TREE_END,
	TREE_END,
	{ 0 },
};

static const struct fake_item *const both[] = { before, after, NULL };

#define ALL                                                                                        \
	"~ /dma-coherent  <> -> <0x1>\n"                                                           \
	"+ /flag\n"                                                                                \
	"- /gone  <0x7>\n"                                                                         \
	"- /soc/old/  3 nodes\n"                                                                   \
	"+ /soc/new\\x07/  1 node\n"                                                               \
	"~ /soc/uart@1000/status  \"disabled\" -> \"okay\"\n"                                      \
	"+ /soc/uart@1000/clock-frequency  <1>\n"                                                  \
	"+ /soc/uart@1000/long  <0x11111111 0x22222222 0x33333333 0x44444444 0x55555555 "          \
	"0x66666666 0x77777777>\n"

static void differences_are_lines(void **state)
{
	static const struct fake_line rows[] = {
		{ "diff", 1, ALL },
		{ "diff -l 0", 1, ALL },
		{ "diff | grep status", 1, "~ /soc/uart@1000/status  \"disabled\" -> \"okay\"\n" },
		{ "diff -q", 1, "" },
		{ "diff -q && echo same || echo differ", 0, "differ\n" },
		{ "diff -q 1 && echo same || echo differ", 0, "same\n" },
		{ "diff -x /soc -x long", 1,
		  "~ /dma-coherent  <> -> <0x1>\n+ /flag\n- /gone  <0x7>\n" },
		{ "diff -x /soc/ -x /dma-coherent -x '/[fg]*'", 0, "" },
		{ "diff -q -x /soc -x dma-coherent -x flag -x gone", 0, "" },
		{ "diff -x 'soc'", 1, "~ /dma-coherent  <> -> <0x1>\n+ /flag\n- /gone  <0x7>\n" },
		{ "diff -x '*/soc/*' -x /gone -x /flag", 1, "~ /dma-coherent  <> -> <0x1>\n" },
		{ "diff -x '/so' -x 'soc/uart@1000' -x '*@*' -x '[fg]??*'", 1,
		  "~ /dma-coherent  <> -> <0x1>\n"
		  "- /soc/old/  3 nodes\n"
		  "+ /soc/new\\x07/  1 node\n" },
		{ "diff -x / -j", 0, "{\"differences\":[]}\n" },
		{ "diff -x soc -x [dg]* -j", 1,
		  "{\"differences\":[\n{\"change\":\"added\",\"kind\":\"property\",\"path\":\"/\","
		  "\"property\":\"flag\"}\n]}\n" },
		{ "diff -x /", 0, "" },
		{ "diff -x '*'", 0, "" },
		{ "diff -q -x ''", 1, "" },
		{ "diff -u -q", EINVAL,
		  "diff: -u cannot be used with -l, -q and -x\n"
		  "usage: diff [-l] [-q] [-u] [-x GLOB]... [-j] [TREE]\n" },
		{ "diff 1", 0, "" },
		{ "diff -u 1", 0, "" },
		{ "diff 2", ENOENT, "diff: 2: no such tree; 'dt list' lists them\n" },
		{ "diff 0xffffffffffffffff", ENOENT,
		  "diff: 0xffffffffffffffff: no such tree; 'dt list' lists them\n" },
		{ "diff x", EINVAL,
		  "diff: x: not a tree's number; 'dt list' lists them, 'dt open' adds one\n"
		  "usage: diff [-l] [-q] [-u] [-x GLOB]... [-j] [TREE]\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session_trees(both, rows);
}

/* --- values compared by what they mean ------------------------------------------------------- */

/* The nodes have other phandles in the two trees; intc's and spare's are exchanged. */
static const struct fake_item refs_before[] = {
	TREE_CELLS("interrupt-parent", 1),
	TREE_NODE("intc"),
	TREE_CELLS("phandle", 1),
	TREE_CELLS("#interrupt-cells", 1),
	TREE_END,
	TREE_NODE("clk@1"),
	TREE_CELLS("phandle", 2),
	TREE_CELLS("linux,phandle", 2),
	TREE_CELLS("#clock-cells", 1),
	TREE_END,
	TREE_NODE("clk@2"),
	TREE_CELLS("phandle", 3),
	TREE_CELLS("#clock-cells", 1),
	TREE_END,
	TREE_NODE("spare"),
	TREE_CELLS("phandle", 4),
	TREE_END,
	TREE_NODE("gone"),
	TREE_CELLS("phandle", 5),
	TREE_END,
	TREE_NODE("user"),
	TREE_CELLS("interrupts-extended", 1, 7, 1, 8),
	TREE_CELLS("clocks", 2, 7, 0, 3, 7),
	TREE_CELLS("assigned-clocks", 2, 7, 3, 8),
	TREE_CELLS("memory-region", 4),
	TREE_CELLS("dangling-supply", 9),
	TREE_CELLS("wrong-supply", 9),
	TREE_CELLS("fixed-supply", 0xffffffff, 1),
	TREE_CELLS("mmc-pwrseq", 5),
	TREE_CELLS("trip", 1),
	TREE_CELLS("syscon", 4, 1, 2),
	TREE_CELLS("numbers", 1, 2, 3),
	TREE_END,
	{ 0 },
};

static const struct fake_item refs_after[] = {
	TREE_CELLS("interrupt-parent", 4),
	TREE_NODE("intc"),
	TREE_CELLS("phandle", 4),
	TREE_CELLS("#interrupt-cells", 1),
	TREE_END,
	TREE_NODE("clk@1"),
	TREE_CELLS("phandle", 12),
	TREE_CELLS("#clock-cells", 1),
	TREE_END,
	TREE_NODE("clk@2"),
	TREE_CELLS("phandle", 3),
	TREE_CELLS("#clock-cells", 1),
	TREE_END,
	TREE_NODE("spare"),
	TREE_CELLS("phandle", 1),
	TREE_END,
	TREE_NODE("user"),
	TREE_CELLS("interrupts-extended", 4, 7, 4, 8),
	TREE_CELLS("clocks", 12, 7, 0, 3, 7),
	TREE_CELLS("assigned-clocks", 12, 7, 3, 9),
	TREE_CELLS("memory-region", 4),
	TREE_CELLS("dangling-supply", 9),
	TREE_CELLS("wrong-supply", 8),
	TREE_CELLS("fixed-supply", 0xffffffff, 4),
	TREE_CELLS("mmc-pwrseq", 3),
	TREE_CELLS("trip", 1, 4),
	TREE_CELLS("syscon", 1, 1, 2),
	TREE_CELLS("numbers", 4, 12, 3),
	TREE_CELLS("phandle", 13),
	TREE_END,
	TREE_NODE("elsewhere"),
	TREE_NODE("gone"),
	TREE_CELLS("phandle", 5),
	TREE_END,
	TREE_END,
	{ 0 },
};

static const struct fake_item *const refs_both[] = { refs_before, refs_after, NULL };

static void references_are_compared_by_path(void **state)
{
	static const struct fake_line rows[] = {
		{ "diff", 1,
		  "- /gone/  1 node\n"
		  "+ /elsewhere/  2 nodes\n"
		  "~ /user/assigned-clocks  <&clk_1 7>, <&clk_2 8> -> <&clk_1 7>, <&clk_2 9>\n"
		  "~ /user/memory-region  <&spare> -> <&intc>\n"
		  "~ /user/wrong-supply  <0x9> -> <0x8>\n"
		  "~ /user/fixed-supply  <0xffffffff>, <&intc> -> <0xffffffff>, <&intc>\n"
		  "~ /user/mmc-pwrseq  <&{/gone}> -> <&clk_2>\n"
		  "~ /user/trip  <&intc> -> <&spare>, <&intc>\n"
		  "~ /user/numbers  <0x1 0x2 0x3> -> <0x4 0xc 0x3>\n" },
		{ "dt use 0; diff -q 1; echo $?; diff -q 0; echo $?", 0, "1\n0\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session_trees(refs_both, rows);
}

/* Two changes with up to six lines between them are one hunk; with seven or more they are two. */
static const struct fake_item hunks_before[] = {
	TREE_CELLS("a", 1),
	TREE_CELLS("p1", 1),
	TREE_CELLS("p2", 1),
	TREE_CELLS("p3", 1),
	TREE_CELLS("p4", 1),
	TREE_CELLS("p5", 1),
	TREE_CELLS("p6", 1),
	TREE_CELLS("b", 1),
	TREE_CELLS("q1", 1),
	TREE_CELLS("q2", 1),
	TREE_CELLS("q3", 1),
	TREE_CELLS("q4", 1),
	TREE_CELLS("q5", 1),
	TREE_CELLS("q6", 1),
	TREE_CELLS("q7", 1),
	TREE_CELLS("c", 1),
	{ 0 },
};

static const struct fake_item hunks_after[] = {
	TREE_CELLS("a", 2),
	TREE_CELLS("p1", 1),
	TREE_CELLS("p2", 1),
	TREE_CELLS("p3", 1),
	TREE_CELLS("p4", 1),
	TREE_CELLS("p5", 1),
	TREE_CELLS("p6", 1),
	TREE_CELLS("b", 2),
	TREE_CELLS("q1", 1),
	TREE_CELLS("q2", 1),
	TREE_CELLS("q3", 1),
	TREE_CELLS("q4", 1),
	TREE_CELLS("q5", 1),
	TREE_CELLS("q6", 1),
	TREE_CELLS("q7", 1),
	TREE_NODE("c"),
	TREE_END,
	{ 0 },
};

static void source_is_a_unified_diff(void **state)
{
	static const struct fake_item *const trees[] = { hunks_before, hunks_after, NULL };
	static const struct fake_line rows[] = {
		{ "diff -u", 1,
		  "--- handed over\n"
		  "+++ other\n"
		  "@@ -1,14 +1,14 @@\n"
		  " /dts-v1/;\n"
		  " \n"
		  " / {\n"
		  "-\ta = <0x1>;\n"
		  "+\ta = <0x2>;\n"
		  " \tp1 = <0x1>;\n"
		  " \tp2 = <0x1>;\n"
		  " \tp3 = <0x1>;\n"
		  " \tp4 = <0x1>;\n"
		  " \tp5 = <0x1>;\n"
		  " \tp6 = <0x1>;\n"
		  "-\tb = <0x1>;\n"
		  "+\tb = <0x2>;\n"
		  " \tq1 = <0x1>;\n"
		  " \tq2 = <0x1>;\n"
		  " \tq3 = <0x1>;\n"
		  "@@ -16,5 +16,7 @@\n"
		  " \tq5 = <0x1>;\n"
		  " \tq6 = <0x1>;\n"
		  " \tq7 = <0x1>;\n"
		  "-\tc = <0x1>;\n"
		  "+\n"
		  "+\tc {\n"
		  "+\t};\n"
		  " };\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session_trees(trees, rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(differences_are_lines),
		cmocka_unit_test(references_are_compared_by_path),
		cmocka_unit_test(source_is_a_unified_diff),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
