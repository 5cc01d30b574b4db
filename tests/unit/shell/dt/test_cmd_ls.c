/* ls: the contents of a node, in one column and in three. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_session.h"

static const struct fake_item tree[] = {
	TREE_TEXT("model", "test"),
	TREE_CELLS("#size-cells", 2),
	TREE_FLAG("ranges"),
	TREE_NODE("soc"),
	TREE_TEXT("compatible", "simple-bus"),
	TREE_NODE("serial@1000"),
	TREE_BYTES("compatible", "ns16550a\0ns16550\0"),
	TREE_TEXT("status", "okay"),
	TREE_END,
	TREE_NODE("empty"),
	TREE_END,
	TREE_END,
	TREE_NODE("wide"),
	TREE_CELLS("reg", 1, 2, 3, 4, 5, 6, 7),
	TREE_CELLS("reg-just-right", 0x11111111, 0x2222, 3, 4, 5, 6, 7),
	TREE_CELLS("reg-one-more", 0x11111111, 0x22222, 3, 4, 5, 6, 7),
	TREE_NODE("a-name-of-exactly-thirty-chars"),
	TREE_TEXT("status", "a-status-that-is-long"),
	TREE_END,
	TREE_NODE("compatible"),
	TREE_BYTES("compatible", "example,first-of-a-long-list\0example,second"),
	TREE_TEXT("status", ""),
	TREE_END,
	TREE_END,
	TREE_NODE("odd\033[2J"),
	TREE_TEXT("mo\ndel", "x"),
	TREE_BYTES("status", "\033[1m"),
	TREE_TEXT("compatible", "\r\377"),
	TREE_END,
	{ 0 },
};

static void names_are_one_a_line(void **state)
{
	static const struct fake_line rows[] = {
		{ "ls", 0, "model\n#size-cells\nranges\nsoc/\nwide/\nodd\\x1b[2J/\n" },
		{ "ls /soc", 0, "compatible\nserial@1000/\nempty/\n" },
		{ "ls soc/serial", 0, "compatible\nstatus\n" },
		{ "ls soc/empty", 0, "" },
		{ "cd soc; ls ..", 0, "model\n#size-cells\nranges\nsoc/\nwide/\nodd\\x1b[2J/\n" },
		{ "ls serial/status", 0, "status\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void long_form_has_three_columns(void **state)
{
	static const struct fake_line rows[] = {
		{ "ls -l /soc", 0,
		  "compatible      11  \"simple-bus\"\n"
		  "serial@1000/  okay  ns16550a ns16550\n"
		  "empty/           -  -\n" },
		{ "ls -l / | head 3", 0,
		  "model              5  \"test\"\n"
		  "#size-cells        4  <0x2>\n"
		  "ranges             0  -\n" },
		{ "ls -l /soc/serial/status", 0, "status  5  \"okay\"\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void text_of_the_tree_is_escaped(void **state)
{
	static const struct fake_line rows[] = {
		{ "ls -l / | tail 1", 0, "odd\\x1b[2J/  \\x1b[1m  \\x0d\\xff\n" },
		{ "cd '/odd\033[2J'; ls | head 1", 0, "mo\\x0adel\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void missing_operands_are_reported(void **state)
{
	static const struct fake_line rows[] = {
		{ "ls /sok", ENOENT, "ls: /sok: no such node (did you mean /soc?)\n" },
		{ "ls /soc/compatibel", ENOENT,
		  "ls: /soc/compatibel: no such node or property (did you mean "
		  "/soc/compatible?)\n" },
		{ "ls /soc/model/", ENOENT, "ls: /soc/model/: no such node; 'tree' shows all\n" },
		{ "ls -x", EINVAL,
		  "ls: no option -x\nusage: ls [-l] [-c COLUMNS] [-s KEY] [-r] [-e] [-a] [-d] "
		  "[-j]\n       [PATH|PATH/PROP]...\n" },
		{ "ls /sok empty -j /soc/empty", ENOENT,
		  "ls: /sok: no such node (did you mean /soc?)\n"
		  "ls: empty: no such node (did you mean /soc/empty?)\n"
		  "{\"properties\":[],\n\"nodes\":[]}\n" },
		{ "ls /sok -j", ENOENT, "ls: /sok: no such node (did you mean /soc?)\n" },
		{ "ls /sok/*", ENOENT, "ls: /sok/: no such node (did you mean /soc?)\n" },
		{ "ls /soc/seriel*", ENOENT,
		  "ls: /soc/seriel*: nothing fits (did you mean /soc/serial@1000?)\n" },
		{ "ls '/*/[!a-z]*'", ENOENT, "ls: /*/[!a-z]*: nothing fits\n" },
		{ "ls */*/*/*/*/*/*/*/*/*/*/*/*/*/*/*/*/x", E2BIG,
		  "ls: */*/*/*/*/*/*/*/*/*/*/*/*/*/*/*/*/: more than 16 names\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

/* Properties and nodes that match, each with its path. */
static void globs_name_several(void **state)
{
	static const struct fake_line rows[] = {
		{ "ls /soc/*", 0,
		  "/soc/compatible\n\n/soc/serial@1000:\ncompatible\nstatus\n\n/soc/empty:\n" },
		{ "ls /soc/serial*/", 0, "/soc/serial@1000:\ncompatible\nstatus\n" },
		{ "ls -l /*/*/stat*", 0,
		  "/soc/serial@1000/status                       5  \"okay\"\n"
		  "/wide/a-name-of-exactly-thirty-chars/status  22  "
		  "\"a-status-that-is-long\"\n"
		  "/wide/compatible/status                       1  \"\"\n" },
		{ "ls -d /soc/* soc", 0, "/soc/compatible\n/soc/serial@1000\n/soc/empty\n/soc\n" },
		{ "ls -d -l /soc/[se]*", 0,
		  "/soc/serial@1000  okay  ns16550a ns16550\n"
		  "/soc/empty           -  -\n" },
		{ "ls -l /soc/serial /soc/empty /soc/compatible", 0,
		  "/soc/serial@1000:\n"
		  "compatible       17  \"ns16550a\", \"ns16550\"\n"
		  "status            5  \"okay\"\n"
		  "\n/soc/empty:\n"
		  "/soc/compatible  11  \"simple-bus\"\n" },
		{ "ls soc/empty soc/serial/status soc", 0,
		  "/soc/empty:\n/soc/serial@1000/status\n\n/soc:\ncompatible\nserial@1000/\n"
		  "empty/\n" },
		{ "cd soc; ls s*", 0, "/soc/serial@1000:\ncompatible\nstatus\n" },
		{ "cat s*/compatible", 0,
		  "/soc/serial@1000/compatible: \"ns16550a\", \"ns16550\"\n" },
		{ "cd /w*; cat a-*", 0,
		  "/wide/a-name-of-exactly-thirty-chars:\nstatus = \"a-status-that-is-long\";\n" },
		{ "cd /[so]*", EEXIST, "cd: /[so]*: several nodes fit\n" },
		{ "cd /s[n-p]c/s?rial; pwd", 0, "/soc/serial@1000\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static const struct fake_item bus[] = {
	TREE_CELLS("#address-cells", 1),
	TREE_CELLS("#size-cells", 1),
	TREE_NODE("aliases"),
	TREE_TEXT("b0", "/bus/b@200"),
	TREE_TEXT("b1", "/bus/b@200"),
	TREE_TEXT("gone", "/nowhere"),
	TREE_TEXT("odd", "b0"),
	TREE_END,
	TREE_NODE("bus"),
	TREE_CELLS("#address-cells", 1),
	TREE_CELLS("#size-cells", 1),
	TREE_CELLS("ranges", 0, 0x10000, 0x1000),
	TREE_NODE("c@100"),
	TREE_CELLS("reg", 0x100, 0x10),
	TREE_CELLS("weight", 20),
	TREE_CELLS("phandle", 7),
	TREE_END,
	TREE_NODE("b@200"),
	TREE_CELLS("reg", 0x200, 0x8),
	TREE_TEXT("status", "disabled"),
	TREE_CELLS("weight", 0x100),
	TREE_FLAG("big-endian"),
	TREE_NODE("below"),
	TREE_END,
	TREE_END,
	TREE_NODE("a@9000"),
	TREE_CELLS("reg", 0x9000, 0x10),
	TREE_TEXT("compatible", "example,a-device-with-a-name"),
	TREE_CELLS("weight", 3),
	TREE_END,
	TREE_NODE("d"),
	TREE_END,
	TREE_END,
	TREE_NODE("off"),
	TREE_TEXT("status", "fail"),
	TREE_NODE("x"),
	TREE_END,
	TREE_END,
	{ 0 },
};

static void columns_are_chosen(void **state)
{
	static const struct fake_line rows[] = {
		/* An address that no window covers is printed as on the bus. */
		{ "ls -c name,reg,size,alias,label /bus", 0,
		  "NAME    REG      SIZE  ALIAS  LABEL\n"
		  "c@100   0x10100  0x10  -      c\n"
		  "b@200   0x10200  0x8   b0 b1  -\n"
		  "a@9000  0x9000   0x10  -      -\n"
		  "d       -        -     -      -\n" },
		{ "ls -c path,props,children,phandle /", 0,
		  "PATH      PROPS  CHILDREN  PHANDLE\n"
		  "/aliases  4      0         -\n"
		  "/bus      3      4         -\n"
		  "/off      1      1         -\n" },
		{ "ls -c ,status,,big-endian,weight, /bus", 0,
		  "STATUS    big-endian  weight\n"
		  "-         -           <0x14>\n"
		  "disabled  <>          <0x100>\n"
		  "-         -           <0x3>\n"
		  "-         -           -\n" },
		{ "ls -c name,compatible,irq /bus/a*", 0, "/bus/a@9000:\n" },
		{ "ls -d -c compatible,name /bus/a*", 0,
		  "COMPATIBLE                    NAME\nexample,a-device-with-a-name  a@9000\n" },
		{ "ls -c heavy /bus", ENOENT,
		  "ls: -c heavy: not a column, and no node here has this property\n" },
		{ "ls -c , /bus", ENOENT, "ls: -c: it names no column\n" },
		{ "ls -c a,b,c,d,e,f,g,h,i,j,k,l,m", E2BIG, "ls: -c: more than 12 columns\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(bus, rows);
}

static void nodes_are_sorted(void **state)
{
	static const struct fake_line rows[] = {
		{ "ls -s name -d /bus/*@*", 0, "/bus/a@9000\n/bus/b@200\n/bus/c@100\n" },
		{ "ls -s weight -c name,weight /bus", 0,
		  "NAME    weight\na@9000  <0x3>\nc@100   <0x14>\nb@200   <0x100>\nd       -\n" },
		{ "ls -s reg -r -d /bus/*@*", 0, "/bus/b@200\n/bus/c@100\n/bus/a@9000\n" },
		{ "ls -s size /bus", 0,
		  "#address-cells\n#size-cells\nranges\nb@200/\nc@100/\na@9000/\nd/\n" },
		{ "ls -r /bus", 0,
		  "#address-cells\n#size-cells\nranges\nd/\na@9000/\nb@200/\nc@100/\n" },
		{ "ls -s path -c path /bus", 0,
		  "PATH\n/bus/a@9000\n/bus/b@200\n/bus/c@100\n/bus/d\n" },
		{ "ls -l -s status -e /bus", 0,
		  "#address-cells   4  <0x1>\n"
		  "#size-cells      4  <0x1>\n"
		  "ranges          12  <0x0 0x10000 0x1000>\n"
		  "c@100/           -  -\n"
		  "a@9000/          -  example,a-device-with-a-name\n"
		  "d/               -  -\n" },
		{ "ls -s heavy /bus", ENOENT,
		  "#address-cells\n#size-cells\nranges\n"
		  "ls: -s heavy: not a column, and no node here has this property\n" },
		{ "ls -l -d -s heavy /bus", ENOENT,
		  "ls: -s heavy: not a column, and no node here has this property\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(bus, rows);
}

static void disabled_branches_are_left_out(void **state)
{
	static const struct fake_line rows[] = {
		{ "ls -e /bus", 0, "#address-cells\n#size-cells\nranges\nc@100/\na@9000/\nd/\n" },
		{ "ls -e /off", 0, "status\n" },
		{ "ls -e -d /off /off/x /bus/d", 0, "/bus/d\n" },
		{ "ls -e -c name /off", 0, "" },
		{ "tree -e", 0, "/\n  aliases/\n  bus/\n    c@100/\n    a@9000/\n    d/\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(bus, rows);
}

static void programs_get_properties_and_nodes(void **state)
{
	static const struct fake_line rows[] = {
		{ "ls -j /bus/c@100 off/status", 0,
		  "{\"properties\":[\n"
		  "{\"node\":\"/bus/c@100\",\"name\":\"reg\",\"bytes\":8,\"type\":\"cells\","
		  "\"value\":\"<0x100 0x10>\"},\n"
		  "{\"node\":\"/bus/c@100\",\"name\":\"weight\",\"bytes\":4,\"type\":\"cells\","
		  "\"value\":\"<0x14>\"},\n"
		  "{\"node\":\"/bus/c@100\",\"name\":\"phandle\",\"bytes\":4,\"type\":\"cells\","
		  "\"value\":\"<0x7>\"},\n"
		  "{\"node\":\"/off\",\"name\":\"status\",\"bytes\":5,\"type\":\"strings\","
		  "\"value\":\"\\\"fail\\\"\"}\n],\n\"nodes\":[]}\n" },
		{ "ls -l -j -d /bus/b@200", 0,
		  "{\"properties\":[],\n\"nodes\":[\n"
		  "{\"path\":\"/bus/b@200\",\"name\":\"b@200\",\"depth\":2,"
		  "\"alias\":[\"b0\",\"b1\"],\"status\":\"disabled\",\"compatible\":[],"
		  "\"reg\":\"0x10200\",\"size\":\"0x8\",\"irq\":[]}\n]}\n" },
		{ "ls -j -d -r -c name,phandle,weight,name /bus/c@100 /bus/d", 0,
		  "{\"properties\":[],\n\"nodes\":[\n{\"name\":\"d\"},\n"
		  "{\"name\":\"c@100\",\"phandle\":7,\"weight\":\"<0x14>\"}\n]}\n" },
		{ "ls -j -e -s name -c name /bus /off", 0,
		  "{\"properties\":[],\n\"nodes\":[\n{\"name\":\"a@9000\"},\n"
		  "{\"name\":\"c@100\"},\n{\"name\":\"d\"}\n]}\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(bus, rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_one_a_line),
		cmocka_unit_test(long_form_has_three_columns),
		cmocka_unit_test(programs_get_properties_and_nodes),
		cmocka_unit_test(text_of_the_tree_is_escaped),
		cmocka_unit_test(missing_operands_are_reported),
		cmocka_unit_test(globs_name_several),
		cmocka_unit_test(columns_are_chosen),
		cmocka_unit_test(nodes_are_sorted),
		cmocka_unit_test(disabled_branches_are_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
