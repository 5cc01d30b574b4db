/* find: each criterion, how criteria combine, and each form of output. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_session.h"

static const struct fake_item tree[] = {
	TREE_CELLS("#address-cells", 1),
	TREE_CELLS("#size-cells", 1),
	TREE_NODE("aliases"),
	TREE_TEXT("serial0", "/soc/serial@1000"),
	TREE_TEXT("console", "/soc/serial@1000"),
	TREE_END,
	TREE_NODE("soc"),
	TREE_CELLS("#address-cells", 1),
	TREE_CELLS("#size-cells", 1),
	TREE_TEXT("compatible", "simple-bus"),
	TREE_CELLS("interrupt-parent", 1),
	TREE_CELLS("ranges", 0, 0x10000000, 0x10000),
	TREE_NODE("plic@0"),
	TREE_CELLS("reg", 0, 0x1000),
	TREE_CELLS("phandle", 1),
	TREE_CELLS("#interrupt-cells", 1),
	TREE_CELLS("#address-cells", 0),
	TREE_FLAG("interrupt-controller"),
	TREE_END,
	TREE_NODE("gic@8000"),
	TREE_CELLS("linux,phandle", 2), /* as in trees older than the specification */
	TREE_CELLS("#interrupt-cells", 3),
	TREE_FLAG("interrupt-controller"),
	TREE_END,
	TREE_NODE("serial@1000"),
	TREE_BYTES("compatible", "acme,uart\0ns16550a\0"),
	TREE_CELLS("reg", 0x1000, 0x100, 0x2000, 0x10),
	TREE_CELLS("interrupts", 10, 11),
	TREE_CELLS("clock-frequency", 0x384000),
	TREE_END,
	TREE_NODE("serial@3000"),
	TREE_TEXT("compatible", "acme,uart2"),
	TREE_CELLS("reg", 0x3000, 0),
	TREE_CELLS("interrupts-extended", 2, 0, 10, 4),
	TREE_TEXT("status", "disabled"),
	TREE_CELLS("clock", 0, 7),
	TREE_END,
	TREE_NODE("i2c@4000"),
	TREE_TEXT("compatible", "acmeuart,i2c"),
	TREE_CELLS("#address-cells", 1),
	TREE_CELLS("#size-cells", 0),
	TREE_CELLS("reg", 0x4000, 0x100),
	TREE_TEXT("status", "disabled"),
	TREE_NODE("eeprom@50"),
	TREE_CELLS("reg", 0x50),
	TREE_TEXT("status", "ok"),
	TREE_TEXT("label", "spare parts"),
	TREE_END,
	TREE_END,
	TREE_END,
	{ 0 },
};

static void each_criterion_finds(void **state)
{
	static const struct fake_line rows[] = {
		{ "find", 0,
		  "/\n/aliases\n/soc\n/soc/plic@0\n/soc/gic@8000\n/soc/serial@1000\n"
		  "/soc/serial@3000\n/soc/i2c@4000\n/soc/i2c@4000/eeprom@50\n" },
		{ "find soc/i2c", 0, "/soc/i2c@4000\n/soc/i2c@4000/eeprom@50\n" },
		{ "find /soc/[ip]*", 0, "/soc/plic@0\n/soc/i2c@4000\n/soc/i2c@4000/eeprom@50\n" },
		{ "find -name serial", 0, "/soc/serial@1000\n/soc/serial@3000\n" },
		{ "find -name *@?000", 0,
		  "/soc/gic@8000\n/soc/serial@1000\n/soc/serial@3000\n/soc/i2c@4000\n" },
		{ "find -path /soc/*0/*", 0, "/soc/i2c@4000/eeprom@50\n" },
		{ "find -label [a-g]*", 0, "/soc/gic@8000\n" },
		{ "find -alias serial?", 0, "/soc/serial@1000\n" },
		{ "find -alias cons*", 0, "/soc/serial@1000\n" },
		{ "find -compatible ns16550*", 0, "/soc/serial@1000\n" },
		{ "find -compatible acme,uart", 0, "/soc/serial@1000\n" },
		{ "find -vendor acme", 0, "/soc/serial@1000\n/soc/serial@3000\n" },
		{ "find -status okay -bus soc", 0,
		  "/soc/plic@0\n/soc/gic@8000\n/soc/serial@1000\n" },
		{ "find -status ok", 0, "/soc/i2c@4000/eeprom@50\n" },
		{ "find -status dis*", 0, "/soc/serial@3000\n/soc/i2c@4000\n" },
		{ "find -p clock*", 0, "/soc/serial@1000\n/soc/serial@3000\n" },
		{ "find -p clock-frequency=3686400", 0, "/soc/serial@1000\n" },
		{ "find -p clock=0x7", 0, "/soc/serial@3000\n" },
		{ "find -p compatible=ns*", 0, "/soc/serial@1000\n" },
		{ "find -p 'label=spare parts'", 0, "/soc/i2c@4000/eeprom@50\n" },
		{ "find -p status=", SHELL_FAILED, "" },
		{ "find -p '*=<0 7>'", 0, "/soc/serial@3000\n" },
		{ "find -p interrupt-parent='<&plic>'", 0, "/soc\n" },
		{ "find -p interrupts-extended='<&gic 0 10 4>'", 0, "/soc/serial@3000\n" },
		{ "find -p '*=\"acme,uart\", \"ns16550a\"'", 0, "/soc/serial@1000\n" },
		{ "find -p '*=[00 00 00 0a 00 00 00 0b]'", 0, "/soc/serial@1000\n" },
		{ "find -p '*=<0 8>'", SHELL_FAILED, "" },
		{ "find -p interrupt-controller", 0, "/soc/plic@0\n/soc/gic@8000\n" },
		{ "find -irq 10", 0, "/soc/serial@1000\n/soc/serial@3000\n" },
		{ "find -irq &plic:10", 0, "/soc/serial@1000\n" },
		{ "find -irq /soc/gic:10-12", 0, "/soc/serial@3000\n" },
		{ "find -irq '>10'", 0, "/soc/serial@1000\n" },
		{ "find -bus i2c", 0, "/soc/i2c@4000/eeprom@50\n" },
		{ "find -bus simple-bus -name s*", 0, "/soc/serial@1000\n/soc/serial@3000\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void addresses_are_those_of_the_cpu(void **state)
{
	static const struct fake_line rows[] = {
		{ "find -a 0x10001000", 0, "/soc/serial@1000\n" },
		{ "find -a 0x100010ff", 0, "/soc/serial@1000\n" },
		{ "find -a 0x1000200f", 0, "/soc/serial@1000\n" },
		/* An entry without a size is a single address. */
		{ "find -a 0x10003000", 0, "/soc/serial@3000\n" },
		/* No node's register, so the window of the bus is found. */
		{ "find -a 0x10003001", 0, "/soc\n" },
		{ "find -a 0x10010000", SHELL_FAILED, "" },
		{ "find -a 0x1000", SHELL_FAILED, "" },
		{ "find -not -a 0x10001000 -name serial", 0, "/soc/serial@3000\n" },
		{ "find -reg 0x10002000", 0, "/soc/serial@1000\n" },
		{ "find -reg 0x10003000-0x10004000", 0, "/soc/serial@3000\n/soc/i2c@4000\n" },
		{ "find -reg 0x10004000-", 0, "/soc/i2c@4000\n" },
		/* On a bus that is not mapped to the CPU. */
		{ "find -reg -0x50", 0, "/soc/i2c@4000/eeprom@50\n" },
		{ "find -reg '<0x51'", 0, "/soc/i2c@4000/eeprom@50\n" },
		{ "find -reg '<=0x50'", 0, "/soc/i2c@4000/eeprom@50\n" },
		{ "find -reg '<0x50'", SHELL_FAILED, "" },
		{ "find -reg '>0x10003fff'", 0, "/soc/i2c@4000\n" },
		{ "find -reg '>=0x10004000'", 0, "/soc/i2c@4000\n" },
		{ "find -reg '>0x10004000'", SHELL_FAILED, "" },
		{ "find -size 0x10", 0, "/soc/serial@1000\n" },
		{ "find -size '>0x100'", 0, "/soc/plic@0\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void criteria_are_combined(void **state)
{
	static const struct fake_line rows[] = {
		{ "find -name serial -status okay", 0, "/soc/serial@1000\n" },
		{ "find -name serial -not -status okay", 0, "/soc/serial@3000\n" },
		{ "find -not -not -name gic", 0, "/soc/gic@8000\n" },
		{ "find -name gic -or -name plic", 0, "/soc/plic@0\n/soc/gic@8000\n" },
		{ "find -name serial -irq 11 -or -name gic -or -name x -reg 1", 0,
		  "/soc/gic@8000\n/soc/serial@1000\n" },
		{ "find -name x -or -not -name *", SHELL_FAILED, "" },
		/* Disabled, or below a disabled node. */
		{ "find soc -e", 0, "/soc\n/soc/plic@0\n/soc/gic@8000\n/soc/serial@1000\n" },
		{ "find soc/i2c/eeprom -e", SHELL_FAILED, "" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void output_has_forms(void **state)
{
	static const struct fake_line rows[] = {
		{ "find -count", 0, "9\n" },
		{ "find -name x -count", SHELL_FAILED, "0\n" },
		{ "find -name [se]* -l", 0,
		  "/soc                            -  simple-bus\n"
		  "/soc/serial@1000                -  acme,uart ns16550a\n"
		  "/soc/serial@3000         disabled  acme,uart2\n"
		  "/soc/i2c@4000/eeprom@50        ok  -\n" },
		{ "find -name [se]*@* -t", 0,
		  "/\n  soc/\n    serial@1000/\n    serial@3000/\n    i2c@4000/\n"
		  "      eeprom@50/\n" },
		{ "find soc -t -name i2c -or -bus i2c", 0,
		  "/\n  soc/\n    i2c@4000/\n      eeprom@50/\n" },
		{ "find -t -name soc -or -name plic", 0, "/\n  soc/\n    plic@0/\n" },
		{ "find -name *@* -c path,reg,irq -s reg", 0,
		  "PATH                     REG         IRQ\n"
		  "/soc/i2c@4000/eeprom@50  0x50        -\n"
		  "/soc/plic@0              0x10000000  -\n"
		  "/soc/serial@1000         0x10001000  10 11\n"
		  "/soc/serial@3000         0x10003000  10\n"
		  "/soc/i2c@4000            0x10004000  -\n"
		  "/soc/gic@8000            -           -\n" },
		{ "find -vendor acme* -r", 0,
		  "/soc/i2c@4000\n/soc/serial@3000\n/soc/serial@1000\n" },
		{ "find -vendor acme* -s compatible -r -l", 0,
		  "/soc/i2c@4000     disabled  acmeuart,i2c\n"
		  "/soc/serial@3000  disabled  acme,uart2\n"
		  "/soc/serial@1000         -  acme,uart ns16550a\n" },
		{ "find -name x -c path", SHELL_FAILED, "" },
		{ "find -alias serial0 -j", 0,
		  "{\"nodes\":[\n{\"path\":\"/soc/"
		  "serial@1000\",\"name\":\"serial@1000\",\"depth\":2,"
		  "\"alias\":[\"serial0\",\"console\"],\"compatible\":[\"acme,uart\",\"ns16550a\"],"
		  "\"reg\":\"0x10001000\",\"size\":\"0x100\",\"irq\":[10,11]}\n]}\n" },
		{ "find -vendor acme -s reg -r -c name,clock -j", 0,
		  "{\"nodes\":[\n{\"name\":\"serial@3000\",\"clock\":\"<0x0 0x7>\"},\n"
		  "{\"name\":\"serial@1000\"}\n]}\n" },
		{ "find -name x -j", SHELL_FAILED, "{\"nodes\":[]}\n" },
		{ "find -name x -l -j", SHELL_FAILED, "{\"nodes\":[]}\n" },
		{ "find -name x -r -j", SHELL_FAILED, "{\"nodes\":[]}\n" },
		{ "find -count -j", 0, "{\"found\":{\"count\":9}}\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void wrong_criteria_are_reported(void **state)
{
	static const char usage[] = "usage: find [-j] [PATH] [CRITERIA]\n";
	static const struct {
		const char *line, *output;
	} wrong[] = {
		{ "find -nmae x", "find: -nmae: no such criterion (did you mean -name?)\n" },
		{ "find -frobnicate",
		  "find: -frobnicate: no such criterion; 'help find' lists them\n" },
		{ "find -thisiswaytoolongforaword",
		  "find: -thisiswaytoolongforaword: no such criterion; 'help find' lists them\n" },
		{ "find / x", "find: x: not a criterion: criteria begin with -\n" },
		{ "find -name", "find: -name needs a value\n" },
		{ "find -c", "find: -c needs a value\n" },
		{ "find -not", "find: nothing after -not\n" },
		{ "find -name x -or", "find: nothing after -or\n" },
		{ "find -or -name x", "find: nothing before -or\n" },
		{ "find -name x -or -or -name y", "find: nothing before -or\n" },
		{ "find -name x -not -or -name y", "find: nothing before -or\n" },
		{ "find -a here", "find: here: not a number\n" },
		{ "find -reg 1-x", "find: x: not a number\n" },
		{ "find -reg x-1", "find: x: not a number\n" },
		{ "find -reg -", "find: : not a number\n" },
		{ "find -reg '<'", "find: : not a number\n" },
		{ "find -reg '<0'", "find: <0: there is no such number\n" },
		{ "find -size '>0xffffffffffffffff'",
		  "find: >0xffffffffffffffff: there is no such number\n" },
		{ "find -size 0x10000000000000000-",
		  "find: 0x10000000000000000: more than 64 bits\n" },
		{ "find -t -r",
		  "find: -t cannot be used with -c, -s and -r: it keeps the tree's order\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		char output[200];
		struct fake_line rows[] = { { wrong[i].line, EINVAL, output }, { NULL, 0, NULL } };

		strcat(strcpy(output, wrong[i].output), usage);
		fake_session(tree, rows);
	}
}

static void missing_nodes_are_reported(void **state)
{
	static const struct fake_line rows[] = {
		{ "find /sok", ENOENT, "find: /sok: no such node (did you mean /soc?)\n" },
		{ "find -irq &plik:1", ENOENT,
		  "find: &plik: no such node (did you mean /soc/plic@0?)\n" },
		{ "find -p 'a=<&{/soc}>'", ENOENT, "find: &{/soc} has no phandle\n" },
		{ "find -c heavy", ENOENT,
		  "find: -c heavy: not a column, and no node here has this property\n" },
		{ "find -p a -p a -p a -p a -p a -p a -p a -p a -p a -p a -p a -p a -p a -p a -p a "
		  "-p a -p a -p a -p a -p a -p a -p a -p a -p a -p a",
		  E2BIG, "find: more than 24 criteria\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_criterion_finds),
		cmocka_unit_test(addresses_are_those_of_the_cpu),
		cmocka_unit_test(criteria_are_combined),
		cmocka_unit_test(output_has_forms),
		cmocka_unit_test(wrong_criteria_are_reported),
		cmocka_unit_test(missing_nodes_are_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
