/* irq: from a device to the controller's number of its interrupt, and where that fails. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_session.h"

enum { HART0 = 1, HART7, PLIC, WIDE, IMSIC, APLIC, ROOT, GPIO, NOWHERE = 99 };

#define HART(node, hart, handle)                                                                   \
	TREE_NODE(node), TREE_CELLS("reg", hart), TREE_NODE("interrupt-controller"),               \
		TREE_TEXT("compatible", "riscv,cpu-intc"), TREE_CELLS("phandle", handle),          \
		TREE_CELLS("#interrupt-cells", 1), TREE_FLAG("interrupt-controller"), TREE_END,    \
		TREE_END

#define CHIP(node, model, handle, count)                                                           \
	TREE_NODE(node), TREE_TEXT("compatible", model), TREE_CELLS("phandle", handle),            \
		TREE_CELLS("#interrupt-cells", count), TREE_FLAG("interrupt-controller")

static const struct fake_item tree[] = {
	TREE_NODE("cpus"),
	TREE_CELLS("#address-cells", 1),
	TREE_CELLS("#size-cells", 0),
	HART("cpu@0", 0, HART0),
	HART("cpu@7", 7, HART7),
	TREE_END,
	CHIP("plic@c000000", "sifive,plic-1.0.0", PLIC, 1),
	TREE_CELLS("interrupts-extended", HART0, 11, HART0, 9, HART7, 0xffffffff),
	TREE_END,
	CHIP("wide", "thead,c900-plic", WIDE, 2),
	TREE_CELLS("interrupts-extended", HART0, 11, HART7, 11),
	TREE_END,
	CHIP("imsics", "riscv,imsics", IMSIC, 0),
	TREE_CELLS("interrupts-extended", HART0, 9, HART7, 9),
	TREE_END,
	CHIP("aplic@d000000", "riscv,aplic", APLIC, 2),
	TREE_CELLS("msi-parent", IMSIC),
	TREE_END,
	CHIP("aplic@e000000", "riscv,aplic", ROOT, 2),
	TREE_CELLS("riscv,delegation", APLIC, 1, 20),
	TREE_CELLS("interrupts-extended", NOWHERE, 11),
	TREE_END,
	CHIP("gpio@1000", "sifive,gpio0", GPIO, 3),
	TREE_END,
	TREE_NODE("soc"),
	TREE_CELLS("interrupt-parent", PLIC),
	TREE_NODE("uart"),
	TREE_CELLS("interrupts", 10, 0x10000),
	TREE_TEXT("interrupt-names", "tx"),
	TREE_END,
	TREE_NODE("all"),
	TREE_CELLS("interrupts-extended", WIDE, 1, 1, WIDE, 2, 2, WIDE, 3, 3, WIDE, 4, 8, WIDE, 5,
		   5, WIDE, 6, 0),
	TREE_END,
	TREE_NODE("messages"),
	TREE_CELLS("interrupts-extended", APLIC, 10, 4, ROOT, 20, 4, ROOT, 21, 4, IMSIC, GPIO, 1, 2,
		   0xffffffff),
	TREE_END,
	TREE_NODE("timer"),
	TREE_CELLS("interrupts-extended", HART0, 5, HART7, 2, HART7, 7, HART0, 4, HART7, 13),
	TREE_END,
	TREE_NODE("broken"),
	TREE_CELLS("interrupts-extended", PLIC, 1, NOWHERE, 1),
	TREE_END,
	TREE_NODE("nothing"),
	TREE_CELLS("interrupt-parent", IMSIC),
	TREE_CELLS("interrupts", 1),
	TREE_END,
	TREE_NODE("nexus"),
	TREE_CELLS("#address-cells", 0),
	TREE_CELLS("#interrupt-cells", 1),
	TREE_CELLS("interrupt-map", 1, PLIC, 33),
	TREE_NODE("x"),
	TREE_CELLS("interrupts", 1, 2, 1),
	TREE_END,
	TREE_END,
	TREE_END,
	{ 0 },
};

static const struct fake_line rows[] = {
	{ "irq /soc/uart", 0,
	  "irq[0] \"tx\"  /plic@c000000  10  plic source 10, hart 0 S-mode\n"
	  "irq[1]  /plic@c000000  0x10000  plic source 0x10000, hart 0 S-mode\n" },
	{ "irq /soc/all", 0,
	  "irq[0]  /wide  1 1  plic source 1 edge-rising, harts 0,7 M-mode\n"
	  "irq[1]  /wide  2 2  plic source 2 edge-falling, harts 0,7 M-mode\n"
	  "irq[2]  /wide  3 3  plic source 3 edge-both, harts 0,7 M-mode\n"
	  "irq[3]  /wide  4 8  plic source 4 level-low, harts 0,7 M-mode\n"
	  "irq[4]  /wide  5 5  plic source 5, harts 0,7 M-mode\n"
	  "irq[5]  /wide  6 0  plic source 6, harts 0,7 M-mode\n" },
	{ "irq /soc/messages", 0,
	  "irq[0]  /aplic@d000000  10 4  aplic source 10 level-high, msi by imsic, harts 0,7 "
	  "S-mode\n"
	  "irq[1]  /aplic@e000000  20 4  aplic source 20 level-high delegated to /aplic@d000000, "
	  "msi by imsic, harts 0,7 S-mode\n"
	  "irq[2]  /aplic@e000000  21 4  aplic source 21 level-high, no hart\n"
	  "irq[3]  /imsics  -  imsics\n"
	  "irq[4]  /gpio@1000  1 2 0xffffffff  gpio source 1\n" },
	{ "irq /soc/timer", 0,
	  "irq[0]  /cpus/cpu@0/interrupt-controller  5  hart 0 S-mode timer\n"
	  "irq[1]  /cpus/cpu@7/interrupt-controller  2  hart 7 VS-mode software\n"
	  "irq[2]  /cpus/cpu@7/interrupt-controller  7  hart 7 M-mode timer\n"
	  "irq[3]  /cpus/cpu@0/interrupt-controller  4  hart 0 interrupt 4\n"
	  "irq[4]  /cpus/cpu@7/interrupt-controller  13  hart 7 interrupt 13\n" },
	{ "irq plic@c000000 | tail 1", 0,
	  "irq[2]  /cpus/cpu@7/interrupt-controller  0xffffffff  hart 7 not connected\n" },
	{ "irq /soc/broken", 0,
	  "irq[0]  /plic@c000000  1  plic source 1, hart 0 S-mode\n"
	  "irq[1]  -  /soc/broken: an interrupt parent is missing\n" },
	{ "irq /soc/nothing", 0,
	  "irq[0]  -  /soc/nothing: its interrupt parent takes no interrupts\n" },
	{ "irq -r /soc/nexus", 0,
	  "/soc/nexus/x  irq[0]  /plic@c000000  33  plic source 33, hart 0 S-mode  via "
	  "/soc/nexus\n"
	  "/soc/nexus/x  irq[1]  -  /soc/nexus: no row of an interrupt-map fits\n"
	  "/soc/nexus/x  irq[2]  /plic@c000000  33  plic source 33, hart 0 S-mode  via "
	  "/soc/nexus\n" },
	{ "irq /soc", ENOENT, "irq: /soc: no irq; -r looks below it, too\n" },
	{ "irq listen", ENODEV,
	  "/plic@c000000  not listened to: its controller's number of sources is not 1 to 1023\n"
	  "/wide  not listened to: its controller does not reach this hart in S-mode\n"
	  "/aplic@d000000  not listened to: its IMSIC has impossible properties riscv,num-ids or "
	  "riscv,*-index-*\n"
	  "/aplic@e000000  not listened to: its controller does not reach this hart in S-mode\n"
	  "irq: the tree has no interrupt controller that can be listened to\n" },
	{ "irq", ENODEV, "irq: without NODE it needs a machine; type 'irq -r' or 'irq NODE'\n" },
	{ NULL, 0, NULL },
};

static void interrupts(void **state)
{
	(void)state;
	fake_session(tree, rows);
}

#define CPU(n) HART("cpu@" #n, n, 0x100 + (n))

/* Hart numbers that do not fit in a line, and hart numbers that are too large to be listed. */
static const struct fake_item crowd[] = {
	TREE_NODE("cpus"),
	CPU(1000),
	CPU(2),
	CPU(4),
	CPU(6),
	CPU(1),
	CPU(100),
	CPU(102),
	CPU(104),
	CPU(106),
	CPU(108),
	CPU(110),
	CPU(1024),
	TREE_END,
	CHIP("few", "riscv,plic0", PLIC, 1),
	TREE_CELLS("interrupts-extended", 0x106, 9, 0x101, 9, 0x102, 9, 0x500, 9),
	TREE_END,
	CHIP("many", "riscv,plic0", WIDE, 1),
	TREE_CELLS("interrupts-extended", 0x4e8, 9, 0x102, 9, 0x104, 9, 0x106, 9, 0x164, 9, 0x166,
		   9, 0x168, 9, 0x16a, 9, 0x16c, 9, 0x16e, 9),
	TREE_END,
	TREE_NODE("x"),
	TREE_CELLS("interrupts-extended", PLIC, 1, WIDE, 1),
	TREE_END,
	{ 0 },
};

static const struct fake_line crowd_rows[] = {
	{ "irq /x", 0,
	  "irq[0]  /few  1  plic source 1, harts 1-2,6... S-mode\n"
	  "irq[1]  /many  1  plic source 1, harts 2,4,6,100,102,104,106,108,110... S-mode\n" },
	{ NULL, 0, NULL },
};

static void many_harts(void **state)
{
	(void)state;
	fake_session(crowd, crowd_rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(interrupts),
		cmocka_unit_test(many_harts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
