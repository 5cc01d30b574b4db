/* reg: every kind of number in reg, and each step of the translation to the CPU that can fail. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_session.h"

static const struct fake_item tree[] = {
	TREE_CELLS("#address-cells", 2),
	TREE_CELLS("#size-cells", 2),
	TREE_NODE("cpus"),
	TREE_CELLS("#address-cells", 1),
	TREE_CELLS("#size-cells", 0),
	TREE_NODE("cpu@17"),
	TREE_CELLS("reg", 0x17),
	TREE_END,
	TREE_END,
	TREE_NODE("soc"),
	TREE_CELLS("#address-cells", 1),
	TREE_CELLS("#size-cells", 1),
	TREE_CELLS("ranges", 0, 0, 0x10000000, 0x4000, 0x8000, 0xffffffff, 0xfffffff0, 0x100),
	TREE_NODE("device@1000"),
	TREE_CELLS("reg", 0x1000, 0x100, 0x4000, 0x10, 0x800f, 1, 0x8010, 1, 0x8000, 0x11),
	TREE_TEXT("reg-names", "control\0d\033ta"),
	TREE_END,
	TREE_NODE("cut"),
	TREE_CELLS("reg", 0x1000, 0x100, 0x2000),
	TREE_END,
	TREE_NODE("empty"),
	TREE_FLAG("reg"),
	TREE_END,
	TREE_NODE("i2c@2000"),
	TREE_CELLS("#address-cells", 1),
	TREE_CELLS("#size-cells", 0),
	TREE_CELLS("reg", 0x2000, 0x100),
	TREE_NODE("sensor@48"),
	TREE_CELLS("reg", 0x48),
	TREE_NODE("inside"),
	TREE_CELLS("reg", 0, 1, 2),
	TREE_END,
	TREE_END,
	TREE_END,
	TREE_NODE("none"),
	TREE_CELLS("#address-cells", 0),
	TREE_NODE("x"),
	TREE_CELLS("reg", 1),
	TREE_END,
	TREE_END,
	TREE_NODE("wide"),
	TREE_CELLS("#address-cells", 4),
	TREE_NODE("x"),
	TREE_CELLS("reg", 1, 2, 3, 4, 5),
	TREE_END,
	TREE_END,
	TREE_NODE("sizes"),
	TREE_CELLS("#size-cells", 3),
	TREE_NODE("x"),
	TREE_CELLS("reg", 1, 2, 3, 4, 5),
	TREE_END,
	TREE_END,
	TREE_END,
	TREE_NODE("pci@30000000"),
	TREE_CELLS("#address-cells", 3),
	TREE_CELLS("#size-cells", 2),
	TREE_TEXT("device_type", "pci"),
	TREE_CELLS("reg", 0, 0x30000000, 0, 0x10000000),
	TREE_CELLS("ranges", 0x1000000, 0, 0, 0, 0x3000000, 0, 0x10000, 0x42000000, 0, 0x40000000,
		   0, 0x50000000, 0, 0x1000),
	TREE_NODE("ethernet@1f,7"),
	TREE_CELLS("reg", 0xabff10, 0, 0, 0, 0, 0x1000014, 0, 0x20, 0, 0x20, 0x2000018, 0,
		   0x40000010, 0, 0x10, 0x3000018, 0, 0x40001000, 0, 0x10),
	TREE_END,
	TREE_END,
	TREE_NODE("spaces"),
	TREE_CELLS("#address-cells", 3),
	TREE_CELLS("#size-cells", 1),
	TREE_CELLS("ranges", 7, 0, 0, 0, 0x60000000, 0x100),
	TREE_NODE("x"),
	TREE_CELLS("reg", 7, 0, 0x20, 1, 8, 1, 0x20, 1),
	TREE_END,
	TREE_END,
	{ 0 },
};

static const struct fake_line rows[] = {
	{ "reg /cpus/cpu@17", 0, "reg[0]  hart 23\n" },
	{ "reg /soc/device", 0,
	  "reg[0] \"control\"  bus 0x1000  cpu 0x10001000  size 0x100\n"
	  "reg[1] \"d\\x1bta\"  bus 0x4000  cpu -  size 0x10"
	  "  /soc: no ranges window covers it: 0x4000\n"
	  "reg[2]  bus 0x800f  cpu 0xffffffffffffffff  size 0x1\n"
	  "reg[3]  bus 0x8010  cpu -  size 0x1  /soc: its window in ranges wraps: 0x8010\n"
	  "reg[4]  bus 0x8000  cpu 0xfffffffffffffff0  size 0x11"
	  "  /soc/device@1000: reg wraps around the end of memory\n" },
	{ "reg /soc/cut", 0,
	  "reg[0]  bus 0x1000  cpu 0x10001000  size 0x100\n"
	  "reg[1]  -  /soc/cut: reg ends within an entry\n" },
	{ "reg /soc/empty", ENOENT, "reg: /soc/empty: no reg; -r looks below it, too\n" },
	{ "reg /", ENOENT, "reg: /: no reg; -r looks below it, too\n" },
	{ "cd /soc/i2c; reg; reg sensor", 0,
	  "reg[0]  bus 0x2000  cpu 0x10002000  size 0x100\nreg[0]  number 0x48\n" },
	{ "reg -r; cd /", 0,
	  "/soc/i2c@2000  reg[0]  bus 0x2000  cpu 0x10002000  size 0x100\n"
	  "/soc/i2c@2000/sensor@48  reg[0]  number 0x48\n"
	  "/soc/i2c@2000/sensor@48/inside  reg[0]  bus 0x1  cpu -  size 0x2"
	  "  /soc/i2c@2000/sensor@48: no ranges\n" },
	{ "reg /soc/none/x", 0, "reg[0]  -  /soc/none: #address-cells is 0\n" },
	{ "reg /soc/wide/x", 0, "reg[0]  -  /soc/wide: #address-cells is over 3\n" },
	{ "reg /soc/sizes/x", 0, "reg[0]  -  /soc/sizes: #size-cells is over 2\n" },
	{ "reg /pci/ethernet", 0,
	  "reg[0]  pci ab:1f.7 register 0x10\n"
	  "reg[1]  bus io 0x20  cpu 0x3000020  size 0x20\n"
	  "reg[2]  bus mem32 0x40000010  cpu 0x50000010  size 0x10\n"
	  "reg[3]  bus mem64 0x40001000  cpu -  size 0x10"
	  "  /pci@30000000: no ranges window covers it: 0x40001000\n" },
	{ "reg /spaces/x", 0,
	  "reg[0]  bus <0x7 0x0 0x20>  cpu 0x60000020  size 0x1\n"
	  "reg[1]  bus <0x8 0x1 0x20>  cpu -  size 0x1"
	  "  /spaces: no ranges window covers it: 0x100000020\n" },
	{ "reg -r / | wc", 0, "21 206 1594\n" },
	{ "reg /nowhere", ENOENT, "reg: /nowhere: no such node; 'tree' shows all\n" },
	{ NULL, 0, NULL },
};

static void registers(void **state)
{
	(void)state;
	fake_session(tree, rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(registers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
