/* set, rm, mk, mv, enable, disable, undo, redo, snapshot, revert: what they do and print. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/core/index.h"
#include "fdt/edit/draft.h"
#include "fdt/edit/journal.h"
#include "tests/unit/fake/fake_session.h"
#include "tests/unit/fake/fake_space.h"

static const struct fake_item tree[] = {
	TREE_TEXT("model", "m"),
	TREE_NODE("aliases"),
	TREE_TEXT("serial0", "/soc/uart@1"),
	TREE_END,
	TREE_NODE("soc"),
	TREE_NODE("plic"),
	TREE_CELLS("phandle", 7),
	TREE_CELLS("#interrupt-cells", 1),
	TREE_END,
	TREE_NODE("uart@1"),
	TREE_CELLS("interrupts-extended", 7, 10),
	TREE_CELLS("reg", 1, 2),
	TREE_TEXT("status", "disabled"),
	TREE_END,
	TREE_NODE("empty"),
	TREE_END,
	TREE_END,
	{ 0 },
};

#define COPY "tree 1 (copy of 0) is in use now: edits go there\n"
#define SAME "nothing to change\n"

static void set_gives_values(void **state)
{
	static const struct fake_line rows[] = {
		/* A command that changes nothing makes no copy. */
		{ "set model m", 0, SAME },
		{ "undo", ENOENT, "undo: there is nothing to undo\n" },
		{ "set compatible \"a b\", c", 0, COPY },
		{ "cat compatible", 0, "\"a b\", \"c\"\n" },
		{ "set /soc/uart@1/reg <0x10 0x20>; cat serial0/reg", 0, "<0x10 0x20>\n" },
		{ "set serial0/reg '<3 4>' && cat serial0/reg", 0, "<0x3 0x4>\n" },
		{ "cd /soc/uart@1", 0, "" },
		{ "set clock-frequency 24000000; cat clock-frequency", 0, "<24000000>\n" },
		{ "set flag; cat flag", 0, "<>\n" },
		{ "set x [0a 0b] | wc", 0, "0 0 0\n" },
		{ "cat x", 0, "[0a 0b]\n" },
		{ "set status 5; cat status", 0, "\"5\"\n" },
		{ "set #size-cells 2; cat '#size-cells'", 0, "<0x2>\n" },
		{ "set &plic/x <1>; cat &plic/x", 0, "<0x1>\n" },
		/* A node before this one and one after it get phandles. */
		{ "set irqs <&plic 1 &{/aliases} 2 &/soc/empty 3 &/aliases>", 0,
		  "phandle 0x8 is new\nphandle 0x9 is new\n" },
		{ "cat irqs; cat /aliases/phandle /soc/empty/phandle", 0,
		  "<0x7 0x1 0x8 0x2 0x9 0x3 0x8>\n<0x8>\n<0x9>\n" },
		{ "set compatible &plic, &/soc; cat compatible", 0, "\"/soc/plic\", \"/soc\"\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

/* The binding decides what a reference is, and how many strings a property has. */
static void set_obeys_bindings(void **state)
{
	static const struct fake_line rows[] = {
		{ "set /soc/interrupt-parent &plic; cat /soc/interrupt-parent", 0,
		  COPY "<&plic>\n" },
		{ "set soc/clocks &plic &/soc/empty 3", 0, "phandle 0x8 is new\n" },
		{ "set soc/clocks &plic &/soc/empty 3; cat soc/clocks", 0, SAME "<0x7 0x8 0x3>\n" },
		{ "set soc/reset-gpios &empty 3 &empty 4; cat soc/reset-gpios", 0,
		  "<0x8 0x3 0x8 0x4>\n" },
		{ "set soc/vdd-supply &empty; cat soc/vdd-supply", 0, "<&empty>\n" },
		{ "set soc/vdd-supply empty", EILSEQ,
		  "set: expected a phandle (&LABEL, &/PATH or a number) at column 20\n" },
		/* Not in /aliases, whose properties are paths, nor where nothing is known. */
		{ "set /aliases/cpu &empty; cat /aliases/cpu", 0, "\"/soc/empty\"\n" },
		{ "set soc/other &empty; cat soc/other", 0, "\"/soc/empty\"\n" },
		{ "set x bar; diff | grep /x", 1, "+ /x  \"bar\"\n" },
		{ "set x 5; cat x", 0, "\"5\"\n" },
		/* One string. */
		{ "mk chosen; set chosen/bootargs console=ttyS0,115200 root=/dev/vda, 5", 0, "" },
		{ "cat chosen/bootargs", 0, "\"console=ttyS0,115200 root=/dev/vda, 5\"\n" },
		{ "set model A very good board; cat model", 0, "\"A very good board\"\n" },
		{ "set chosen/bootargs a \"b\"", E2BIG,
		  "set: chosen/bootargs: it is one string: put one pair of quotes around all of "
		  "it\n" },
		{ "set soc/status okay disabled", E2BIG,
		  "set: soc/status: it is one string: one word, without blanks\n" },
		{ "set aliases/x /a /b", E2BIG,
		  "set: aliases/x: it is one string: one word, without blanks\n" },
		{ "set model \"a\\0b\"; cat model", 0, "\"a\", \"b\"\n" },
		{ "set soc/reg-names a b; cat soc/reg-names", 0, "\"a\", \"b\"\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

/* A property phandle that holds no valid phandle is replaced: the nodes after it move by fewer
 * bytes, or not at all. */
static void set_repairs_invalid_phandles(void **state)
{
	static const struct fake_item odd[] = {
		TREE_NODE("a"),
		TREE_CELLS("phandle", 0),
		TREE_END,
		TREE_NODE("b"),
		TREE_FLAG("phandle"),
		TREE_END,
		TREE_NODE("c"),
		TREE_CELLS("phandle", 1, 2),
		TREE_END,
		TREE_NODE("c2"),
		TREE_CELLS("phandle", 0xffffffff),
		TREE_END,
		TREE_NODE("d"),
		TREE_CELLS("reg", 1, 2, 3, 4),
		TREE_END,
		TREE_NODE("e"),
		TREE_END,
		{ 0 },
	};
	static const struct fake_line rows[] = {
		{ "set /d/x <&/a &/b &/e &/c &/d &/c2>", 0,
		  COPY "phandle 0x1 is new\nphandle 0x2 is new\nphandle 0x3 is new\n"
		       "phandle 0x4 is new\nphandle 0x5 is new\nphandle 0x6 is new\n" },
		{ "cat /d/reg /d/x; ls /d", 0,
		  "<0x1 0x2 0x3 0x4>\n<0x1 0x2 0x3 0x4 0x5 0x6>\nreg\nphandle\nx\n" },
		{ "cat /a/phandle /b/phandle /e/phandle /c/phandle /d/phandle /c2/phandle", 0,
		  "<0x1>\n<0x2>\n<0x3>\n<0x4>\n<0x5>\n<0x6>\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(odd, rows);
}

static void set_reports_what_is_wrong(void **state)
{
	static const struct fake_line rows[] = {
		{ "set", EINVAL, "set: too few arguments\nusage: set PATH/PROP [VALUE]...\n" },
		{ "set /x/y 1", ENOENT, "set: /x/: no such node; 'tree' shows all\n" },
		{ "set x = 5", EINVAL,
		  "set: no = before the value: set x VALUE\nusage: set PATH/PROP [VALUE]...\n" },
		{ "set /soc/status=okay", EINVAL,
		  "set: no = before the value: set /soc/status VALUE\n"
		  "usage: set PATH/PROP [VALUE]...\n" },
		{ "rm -rf /soc", ENOENT,
		  "rm: -rf: no such option or node; 'help rm' explains it\n" },
		{ "enable /", EPERM, "enable: /: the root cannot have a status\n" },
		{ "set /soc 1", EISDIR, "set: /soc: this is a node; add the name of a property\n" },
		{ "set soc/ 1", EISDIR, "set: soc/: this is a node; add the name of a property\n" },
		{ "set 'a b' 1", EINVAL,
		  "set: a b: invalid name: use letters, digits and ,._+*#?@-\n"
		  "usage: set PATH/PROP [VALUE]...\n" },
		{ "set x <1 2", EILSEQ, "set: unclosed < at column 7\n" },
		{ "  set x 1 <z> ", EILSEQ, "set: expected a number, &NODE or > at column 12\n" },
		{ "set x <1 &absent>", EILSEQ, "set: &absent: no such node; 'tree' shows all\n" },
		{ "set x &/nothing", EILSEQ, "set: &/nothing: no such node; 'tree' shows all\n" },
		{ "history -e", 0, "" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void rm_removes_all_or_nothing(void **state)
{
	static const struct fake_line rows[] = {
		{ "rm /soc/empty /nothing", ENOENT,
		  "rm: /nothing: no such node; 'tree' shows all\n" },
		{ "rm /", EPERM, "rm: /: the root cannot be removed\n" },
		{ "rm soc/..", EPERM, "rm: soc/..: the root cannot be removed\n" },
		{ "rm /soc/plic", 0,
		  "rm: warning: /soc/uart@1/interrupts-extended refers to plic\n" COPY },
		{ "rm /soc/empty /soc/uart@1/reg /soc/empty model", 0, "" },
		{ "tree", 0,
		  "/\n"
		  "  aliases/\n"
		  "  soc/\n"
		  "    uart@1/\n" },
		{ "ls soc/uart", 0, "interrupts-extended\nstatus\n" },
		{ "cd soc/uart", 0, "" },
		{ "rm /soc /soc/uart@1 /soc/uart@1/status", 0,
		  "rm: warning: /aliases/serial0 refers to uart@1\n"
		  "rm: /soc/uart@1: the current node is gone; now at /\n" },
		{ "ls", 0, "aliases/\n" },
		{ "undo all", 0,
		  "undone: rm /soc /soc/uart@1 /soc/uart@1/status\n"
		  "undone: rm /soc/empty /soc/uart@1/reg /soc/empty model\n"
		  "undone: rm /soc/plic\n" },
		{ "tree", 0,
		  "/\n"
		  "  aliases/\n"
		  "  soc/\n"
		  "    plic/\n"
		  "    uart@1/\n"
		  "    empty/\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

/* Operands out of order, twice, nested; and a property that its node has twice. */
static void rm_removes_many(void **state)
{
	static const struct fake_item many[] = {
		TREE_CELLS("a", 1),
		TREE_CELLS("b", 2),
		TREE_CELLS("a", 3),
		TREE_TEXT("c", "longer than others"),
		TREE_NODE("n@1"),
		TREE_FLAG("x"),
		TREE_NODE("deep"),
		TREE_FLAG("x"),
		TREE_END,
		TREE_END,
		TREE_NODE("n@2"),
		TREE_FLAG("x"),
		TREE_TEXT("y", "y"),
		TREE_END,
		TREE_NODE("chosen"),
		TREE_FLAG("x"),
		TREE_END,
		{ 0 },
	};
	static const struct fake_line rows[] = {
		{ "rm n@2/y /n@1/deep/x /c b n@1/deep c", 0, COPY },
		{ "dts /", 0,
		  "/dts-v1/;\n\n/ {\n\ta = <0x1>;\n\ta = <0x3>;\n\n"
		  "\tn@1 {\n\t\tx;\n\t};\n\n\tn@2 {\n\t\tx;\n\t};\n\n"
		  "\tchosen {\n\t\tx;\n\t};\n};\n" },
		{ "set /chosen/bootargs quiet; cat /chosen/bootargs", 0, "\"quiet\"\n" },
		{ "rm n@*/x a chosen/bootargs", 0, "" },
		{ "dts /", 0,
		  "/dts-v1/;\n\n/ {\n\n\tn@1 {\n\t};\n\n\tn@2 {\n\t};\n\n"
		  "\tchosen {\n\t\tx;\n\t};\n};\n" },
		{ "rm n@*", 0, "" },
		{ "tree", 0, "/\n  chosen/\n" },
		{ "undo all | wc", 0, "4 20 130\n" },
		{ "tree", 0, "/\n  n@1/\n    deep/\n  n@2/\n  chosen/\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(many, rows);
}

/* A flag has no value: the node after it begins where its value would. */
static void rm_removes_what_is_named_twice(void **state)
{
	static const struct fake_item flags[] = {
		TREE_FLAG("f"), TREE_FLAG("g"), TREE_FLAG("f"), TREE_NODE("n"), TREE_END, { 0 },
	};
	static const struct fake_line rows[] = {
		{ "rm n f n/ *; ls", 0, COPY },
		{ "undo; rm n ?; ls", 0, "undone: rm n f n/ *\n" },
		{ "undo; rm n g; ls", 0, "undone: rm n ?\nf\nf\n" },
		{ "undo; rm f; ls", 0, "undone: rm n g\ng\nn/\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(flags, rows);
}

static void mk_makes_nodes(void **state)
{
	static const struct fake_line rows[] = {
		{ "mk /soc/new@2", 0, COPY },
		{ "mk /soc/new@2", EEXIST, "mk: /soc/new@2: it exists already\n" },
		{ "mk /", EEXIST, "mk: /: it exists already\n" },
		{ "mk /soc/a/b", ENOENT, "mk: /soc/a/: no such node; 'tree' shows all\n" },
		{ "mk -p /soc/a//b/c/", 0, "" },
		{ "mk -p /soc/a/b/c; mk -p /soc/; mk -p soc/a", 0, "" },
		/* Not the node with a unit address. */
		{ "mk -p soc/uart", 0,
		  "mk: warning: uart meant uart@1 until now; give it an @address\n" },
		{ "mk -p x/y", 0, "" },
		{ "mk -p 'x/a b/c'", EINVAL,
		  "mk: x/a b/c: invalid name: use letters, digits and "
		  ",._+*#?@-\nusage: mk [-p] PATH\n" },
		{ "tree", 0,
		  "/\n"
		  "  aliases/\n"
		  "  soc/\n"
		  "    plic/\n"
		  "    uart@1/\n"
		  "    empty/\n"
		  "    new@2/\n"
		  "    a/\n"
		  "      b/\n"
		  "        c/\n"
		  "    uart/\n"
		  "  x/\n"
		  "    y/\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void mv_moves(void **state)
{
	static const struct fake_line rows[] = {
		{ "mv / x", EPERM, "mv: /: the root cannot be moved\n" },
		{ "mv /soc /soc/plic", ELOOP,
		  "mv: /soc/plic: a node cannot be moved below itself\n" },
		{ "mv /soc /soc/plic/x", ELOOP,
		  "mv: /soc/plic/x: a node cannot be moved below itself\n" },
		/* Nothing would change. */
		{ "mv /soc/plic /soc", EEXIST,
		  "mv: it is there already; to rename it: mv /soc/plic /soc/NAME\n" },
		{ "mv soc/plic soc/plic", EEXIST,
		  "mv: it is there already; to rename it: mv soc/plic /soc/NAME\n" },
		{ "mv soc /", EEXIST, "mv: it is there already; to rename it: mv soc /NAME\n" },
		{ "mv soc /soc", EEXIST, "mv: it is there already; to rename it: mv soc /NAME\n" },
		{ "mv /soc/gpu /x", ENOENT, "mv: /soc/gpu: no such node; 'tree' shows all\n" },
		{ "mv /soc/plic /nothing/x", ENOENT,
		  "mv: /nothing/: no such node; 'tree' shows all\n" },
		{ "mv /soc/plic /soc/empty/", 0, COPY },
		{ "mv /soc/uart@1 /soc/serial@1000", 0,
		  "mv: warning: /aliases/serial0 refers to uart@1\n" },
		{ "mv soc/empty/plic /intc", 0, "" },
		{ "tree", 0,
		  "/\n"
		  "  aliases/\n"
		  "  soc/\n"
		  "    serial@1000/\n"
		  "    empty/\n"
		  "  intc/\n" },
		{ "mv intc soc/serial; mv soc/serial /intc", 0,
		  "mv: warning: serial meant serial@1000 until now; give it an @address\n" },
		/* The name means the same node as before. */
		{ "mv soc/serial@1000 soc/serial; mv soc/serial soc/serial@1000", 0, "" },
		{ "mv soc/empty soc/serial@1000", 0, "" },
		{ "mv /intc /soc/serial@1000/empty", 0, "" },
		{ "tree", 0,
		  "/\n"
		  "  aliases/\n"
		  "  soc/\n"
		  "    serial@1000/\n"
		  "      empty/\n"
		  "        intc/\n" },
		{ "mk a; mk soc/a; mv a /soc", EEXIST, "mv: /soc: it exists already\n" },
		/* Properties. */
		{ "mv soc/serial@1000/reg soc/serial@1000/reg2", 0, "" },
		{ "mv model /soc/serial@1000/empty/", 0, "" },
		{ "mv soc/serial@1000/status soc/state", 0, "" },
		{ "mv soc/state soc/state", EEXIST, "mv: soc/state: it exists already\n" },
		{ "mv soc/state a", 0, "" },
		{ "cat soc/serial@1000 soc/serial@1000/empty a", 0,
		  "interrupts-extended = <&intc 10>;\nreg2 = <0x1 0x2>;\nmodel = \"m\";\n"
		  "state = \"disabled\";\n" },

		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void edits_are_undone_and_listed(void **state)
{
	static const struct fake_line rows[] = {
		{ "history -e", 0, "" },
		{ "enable serial0", 0, COPY },
		{ "  set model   <1>   # why", 0, "" },
		{ "disable /soc/empty; disable /soc/empty", 0, SAME },
		{ "history -e", 0,
		  "  1  enable serial0\n  2  set model   <1>\n* 3  disable /soc/empty\n" },
		{ "undo 2", 0, "undone: disable /soc/empty\nundone: set model   <1>\n" },
		{ "history -e", 0,
		  "* 1  enable serial0\n  2  set model   <1>  (undone)\n"
		  "  3  disable /soc/empty  (undone)\n" },
		{ "history -e -j", 0,
		  "{\"edits\":[\n"
		  "{\"number\":1,\"last\":true,\"edit\":\"enable serial0\",\"undone\":false},\n"
		  "{\"number\":2,\"last\":false,\"edit\":\"set model   <1>\",\"undone\":true},\n"
		  "{\"number\":3,\"last\":false,\"edit\":\"disable /soc/empty\",\"undone\":true}\n"
		  "]}\n" },
		{ "redo -j", 0, "{\"redone\":[\n{\"edit\":\"set model   <1>\"}\n]}\n" },
		{ "redo -j 9", ENOENT,
		  "{\"redone\":[\n{\"edit\":\"disable /soc/empty\"}\n]}\n"
		  "redo: there is nothing to redo\n" },
		{ "undo", 0, "undone: disable /soc/empty\n" },
		{ "undo 9", ENOENT,
		  "undone: set model   <1>\nundone: enable serial0\n"
		  "undo: there is nothing to undo\n" },
		{ "undo x", EINVAL, "undo: x: not a number\nusage: undo [-j] [N|all]\n" },
		{ "undo all -j", ENOENT, "undo: there is nothing to undo\n" },
		{ "redo all", 0,
		  "done again: enable serial0\ndone again: set model   <1>\n"
		  "done again: disable /soc/empty\n" },
		{ "redo", ENOENT, "redo: there is nothing to redo\n" },
		{ "cat serial0/status soc/empty/status", 0, "\"okay\"\n\"disabled\"\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void snapshots_bring_a_tree_back(void **state)
{
	static const struct fake_line rows[] = {
		{ "snapshot", 0, "" },
		{ "revert", ENOENT, "revert: tree 0 is not a copy of another one\n" },
		{ "revert one", ENOENT, "revert: one: no such snapshot; 'snapshot' lists them\n" },
		{ "snapshot one", 0, COPY },
		{ "set model x; snapshot two; rm soc", 0,
		  "rm: warning: /aliases/serial0 refers to uart@1\n" },
		{ "snapshot", 0,
		  "NAME  EDITS  BYTES  NODES\n"
		  "two       1    354      6\n"
		  "one       0    362      6\n" },
		{ "snapshot -j | head 2", 0,
		  "{\"snapshots\":[\n"
		  "{\"name\":\"two\",\"edits\":1,\"bytes\":354,\"nodes\":6},\n" },
		{ "snapshot -j three", EINVAL,
		  "snapshot: -j is for the list, without NAME\nusage: snapshot [-j] [NAME]\n" },
		{ "revert two; cat model; ls /soc", 0, "\"x\"\nplic/\nuart@1/\nempty/\n" },
		{ "revert; cat model", 0, "\"m\"\n" },
		{ "revert", 0, SAME },
		{ "undo 2; ls", 0, "undone: revert\nundone: revert two\nmodel\naliases/\n" },
		{ "snapshot -l", EINVAL, "snapshot: no option -l\nusage: snapshot [-j] [NAME]\n" },
		{ "snapshot a-name-of-too-many-characters", ENAMETOOLONG,
		  "snapshot: a-name-of-too-many-characters: longer than 23 characters\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

/* Runs each line with each allocation failing in turn: an error that names memory and an unchanged
 * tree, or the line's usual result; no leak. */
static void memory_may_run_out_anywhere(void **state)
{
	static const char *const lines[] = {
		"set model x",
		"set soc/empty/x <&/aliases &plic>",
		"rm soc/plic soc/uart@1",
		"mk -p a/b/c",
		"mv soc/uart@1 a",
		"enable serial0",
		"snapshot one",
		"set model x; undo",
		"set model x; revert",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		for (long fail_at = 1; fail_at < 24; fail_at++) {
			struct fake_port port;
			struct dt_trees trees;
			struct shell shell;
			const struct dt_tree *old = fake_tree(tree);
			int status;

			fake_port_init(&port, "", 0);
			fake_shell_init(&shell, &port);
			dt_trees_init(&trees, old);
			shell.trees = &trees;
			shell.tree = &trees.slot[0].tree;
			fake_space = (struct fake_space){ .fail_at = fail_at };
			status = shell_run(&shell, lines[i]);
			if (status == ENOMEM)
				assert_non_null(strstr(fake_port_output(&port), "no memory"));
			if (status == ENOMEM && !strchr(lines[i], ';'))
				assert_memory_equal(shell.tree->blob, old->blob, old->size);
			assert_true(shell.tree == &dt_trees_current(&trees)->tree);
			for (int slot = 1; slot < DT_TREES_MAX; slot++)
				dt_trees_close(&trees, slot);
			dt_index_drop(&trees.slot[0].tree);
			dt_journal_drop(&trees.slot[0]);
			dt_edit_abandon();
			assert_int_equal(fake_space.held, 0);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(set_gives_values),
		cmocka_unit_test(set_obeys_bindings),
		cmocka_unit_test(set_repairs_invalid_phandles),
		cmocka_unit_test(set_reports_what_is_wrong),
		cmocka_unit_test(rm_removes_all_or_nothing),
		cmocka_unit_test(rm_removes_many),
		cmocka_unit_test(rm_removes_what_is_named_twice),
		cmocka_unit_test(mk_makes_nodes),
		cmocka_unit_test(mv_moves),
		cmocka_unit_test(edits_are_undone_and_listed),
		cmocka_unit_test(snapshots_bring_a_tree_back),
		cmocka_unit_test(memory_may_run_out_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
