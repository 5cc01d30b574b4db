/* How bootargs choose the console: by Linux's names and ours, one and several, and by addresses. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_choice.h"

/* Rows: serial0 is a SiFive UART; ns16550.0 has no alias; serial1 is the second 16550. */
static const struct fake_item aliased[] = {
	TREE_NODE("aliases"),
	TREE_TEXT("serial0", "/serial@1"),
	TREE_TEXT("serial1", "/soc/serial@3"),
	TREE_TEXT("serial5", "/off"),
	TREE_END,
	TREE_ROWS(three_uarts),
	TREE_NODE("off"),
	TREE_TEXT("compatible", "ns16550"),
	TREE_CELLS("reg", 0x5000, 0x100),
	DISABLED,
	TREE_END,
	{ 0 },
};
/* Rows: sifive, ns16550.0 and ns16550.1. */
static const struct fake_item plain[] = {
	TREE_NODE("memory@80000000"),
	TREE_TEXT("device_type", "memory"),
	TREE_CELLS("reg", 0x80000000, 0x1000),
	TREE_END,
	TREE_ROWS(three_uarts),
	{ 0 },
};
static const struct fake_item single[] = { UART(1, 0x1000), TREE_END, { 0 } };

struct row {
	const char *bootargs, *path; /* path: stdout-path, or NULL */
	const struct fake_item *tree;
	const char *chosen, *reason; /* chosen: the row's name, or "sbi" */
	const char *outs;            /* names, each after a blank */
	bool hunt;
	const char *said;
};

static const char by_console[] = "bootargs console=";
static const char by_earlycon[] = "bootargs earlycon";
static const char by_path[] = "stdout-path";
static const char by_alias[] = "alias serial0";
static const char by_search[] = "first enabled";

static const struct row rows[] = {
	/* Linux's ports: by the alias of that number where it fits, else in the tree's order */
	{ "console=ttyS1", "/serial@1", aliased, "serial1", by_console, "", false,
	  "bootargs console=ttyS1: ns16550 at 0x3000\n" },
	{ "console=ttyS1,115200n8", NULL, aliased, "serial1", by_console, "", false,
	  "bootargs console=\"ttyS1,115200n8\"\n" },
	{ "console=ttyS0", NULL, aliased, "ns16550.0", by_console, "", false, NULL },
	{ "console=ttyS0:9600", NULL, plain, "ns16550.0", by_console, "", false, NULL },
	{ "console=ttyS1", NULL, plain, "ns16550.1", by_console, "", false, NULL },
	{ "console=ttyS2", "/serial@1", plain, "sifive", by_path, "", false,
	  "bootargs console=ttyS2: there is no such UART; ignored\n" },
	{ "console=ttyS5", "/serial@1", aliased, "serial0", by_path, "", false,
	  "ttyS5: there is no such UART" },
	{ "console=ttySIF0", "/soc/serial@2", aliased, "serial0", by_console, "", false, NULL },
	{ "console=ttySIF1", "/soc/serial@2", aliased, "ns16550.0", by_path, "", false,
	  "ttySIF1: there is no such UART" },
	{ "console=ttyS", "/serial@1", plain, "sifive", by_path, "", false,
	  "ttyS: not a path, alias, driver or port; ignored\n" },
	{ "console=ttyS1234", "/serial@1", plain, "sifive", by_path, "", false, "not a path" },
	{ "console=hvc0", "/serial@1", plain, "sbi", by_console, "", false,
	  "\"hvc0\": Linux's name for SBI's or a virtio console\n" },
	{ "console=tty0", "/serial@1", plain, "sifive", by_path, "", false,
	  "tty0: not a path, alias, driver or port; ignored\n" },
	{ "console=", "/serial@1", plain, "sifive", by_path, "", false,
	  "console=\"\": not the name of a console; ignored\n" },
	{ "console", "/serial@1", plain, "sifive", by_path, "", false,
	  "not the name of a console" },
	{ "console=averyveryveryverylongname", "/serial@1", plain, "sifive", by_path, "", false,
	  "\"averyveryveryverylongname\": not the name of a console; ignored\n" },
	/* ours */
	{ "console=serial1", "/serial@1", aliased, "serial1", by_console, "", false, NULL },
	{ "console=ns16550.0", "/serial@1", aliased, "ns16550.0", by_console, "", false,
	  "ns16550.0: ns16550 at 0x2000\n" },
	{ "console=sifive,fu540-c000-uart", "/soc/serial@2", plain, "sifive", by_console, "", false,
	  NULL },
	{ "console=ns16550a,115200", "/serial@1", plain, "ns16550.0", by_console, "", false, NULL },
	/* several: the last one that is a console decides, the others are outputs */
	{ "console=ttySIF0 console=ttyS0", NULL, aliased, "ns16550.0", by_console, " serial0",
	  false,
	  "serial0: used as well: for output only; the last console= in bootargs is chosen\n" },
	{ "console=ttyS0 console=ttySIF0 console=tty0", NULL, aliased, "serial0", by_console,
	  " ns16550.0", false, NULL },
	{ "console=ttyS0 console=ttyS1 console=ttySIF0", NULL, aliased, "serial0", by_console,
	  " ns16550.0 serial1", false, NULL },
	{ "console=ttyS0 console=/soc/serial@2", NULL, aliased, "ns16550.0", by_console, "", false,
	  NULL },
	{ "console=/soc/serial@3 console=ns16550", NULL, plain, "ns16550.0", by_console,
	  " ns16550.1", false, NULL },
	{ "console=ns16550 console=/soc/serial@3", NULL, plain, "ns16550.1", by_console,
	  " ns16550.0", false, NULL },
	{ "console=sbi console=ttyS0", NULL, plain, "ns16550.0", by_console, " sbi", false,
	  "sbi: used as well: for output only; the last console= in bootargs is chosen\n" },
	{ "console=ttyS0 console=sbi", NULL, plain, "sbi", by_console, " ns16550.0", false, NULL },
	{ "console=sbi console=hvc0", NULL, plain, "sbi", by_console, "", false, NULL },
	{ "console=/off console=ttyS0", NULL, aliased, "ns16550.0", by_console, " serial5", false,
	  NULL },
	{ "console=1 console=2 console=ttyS0 console=4 console=5 console=6 console=7 console=8 "
	  "console=ttyS1 console=ttySIF0",
	  NULL, aliased, "serial0", by_console, " ns16550.0 serial1", false, NULL },
	{ "console=ttyS0 console=2 console=3 console=4 console=5 console=6 console=7 console=8 "
	  "console=ttySIF0",
	  NULL, aliased, "serial0", by_console, "", false, NULL },
	/* hunt: requested, or several consoles and nothing names one */
	{ "console=hunt", "/soc/serial@2", plain, "ns16550.0", by_path, "", true, NULL },
	{ "console=ttySIF0 console=hunt", NULL, aliased, "serial0", by_console, "", true, NULL },
	{ "console=hunt console=ttySIF0", NULL, aliased, "serial0", by_console, "", false, NULL },
	{ "console=uart", NULL, plain, "sifive", by_search, "", true, "hunt: several are usable" },
	{ "console=uart", "/soc/serial@2", plain, "ns16550.0", by_path, "", false, NULL },
	{ "quiet", NULL, plain, "sifive", by_search, "", true, NULL },
	{ "quiet", NULL, aliased, "serial0", by_alias, "", true, "hunt: several are usable, and" },
	{ "quiet", "/off", aliased, "serial0", by_alias, "", true, NULL },
	{ "quiet", "/nowhere", plain, "sifive", by_search, "", true, NULL },
	{ "quiet", NULL, single, "ns16550", by_search, "", false, NULL },
	{ "console=sbi", NULL, plain, "sbi", by_console, "", false, NULL },
	{ "earlycon=sbi", NULL, plain, "sbi", by_earlycon, "", false, NULL },
	/* addresses: of a row, or of a new one */
	{ "console=uart8250,mmio32,0x2000,115200", "/serial@1", plain, "ns16550.0", by_console, "",
	  false, "bootargs console=: ns16550 at 0x2000\n" },
	{ "console=uart,mmio,0x9000", "/serial@1", plain, "ns16550.2", by_console, "", false,
	  "chosen: ns16550 at 0x9000 (bootargs console=)\n" },
	{ "console=uart,io,0x3f8,9600", "/serial@1", plain, "sifive", by_path, "", false,
	  "RISC-V has no I/O ports: give the address as mmio\n" },
	{ "console=uart8250,mmio32,0x80000010", "/serial@1", plain, "sifive", by_path, "", false,
	  "bootargs console=: its address overlaps RAM\n" },
	{ "console=ttyS0 console=uart,mmio,0x9000", NULL, plain, "ns16550.2", by_console,
	  " ns16550.0", false, NULL },
	/* earlycon: weaker than console=, stronger than stdout-path */
	{ "earlycon=sbi console=ttyS0", "/serial@1", plain, "ns16550.0", by_console, "", false,
	  NULL },
	{ "earlycon=sbi console=tty0", "/serial@1", plain, "sbi", by_earlycon, "", false,
	  "sifive: not chosen: stdout-path names it, but bootargs name another\n" },
	{ "earlycon", "/soc/serial@2", plain, "ns16550.0", by_earlycon, "", false,
	  "/soc/serial@2: bootargs earlycon\n" },
	{ "earlycon", NULL, aliased, "serial0", by_alias, "", true, NULL },
	{ "earlycon=sifive,0x1000", "/soc/serial@2", plain, "sifive", by_earlycon, "", false,
	  "bootargs earlycon=: sifive at 0x1000\n" },
	{ "earlycon=ns16550a,0x3000,115200n8", "/serial@1", plain, "ns16550.1", by_earlycon, "",
	  false, NULL },
	{ "earlycon=uart8250,mmio32,0x9000 console=ttySIF0", NULL, plain, "sifive", by_console, "",
	  false, "ns16550.2: not chosen: earlycon names it, but console= names another\n" },
	{ "earlycon=uart8250,mmio,0x1000 earlycon=sifive,0x1000", "/soc/serial@2", plain, "sifive",
	  by_earlycon, "", false, NULL },
	{ "earlycon=pl010,mmio32,0x9000", "/serial@1", plain, "sifive", by_path, "", false,
	  "earlycon=\"pl010,mmio32,0x9000\": there is no such driver\n" },
	{ "earlycon=ns16550", "/serial@1", plain, "ns16550.0", by_earlycon, "", false, NULL },
	{ "earlycon=smh", "/serial@1", plain, "sifive", by_path, "", false,
	  "bootargs earlycon=smh: not a path, alias, driver or port; ignored\n" },
};

static void choose_by(const struct row *row)
{
	struct fake_item items[] = {
		TREE_NODE("chosen"),
		{ .kind = FAKE_BYTES, .name = "bootargs" },
		{ .kind = FAKE_BYTES, .name = "stdout-path" },
		TREE_END,
		TREE_ROWS(row->tree),
		{ 0 },
	};

	items[1].data = row->bootargs;
	items[1].len = strlen(row->bootargs) + 1;
	items[2].data = row->path;
	items[2].len = row->path ? strlen(row->path) + 1 : 0;
	if (!row->path)
		items[2].name = "linux,initrd-start";
	choose_on(items);
}

static void assert_outs(const struct row *row)
{
	char outs[128] = "";

	for (int i = 0; i < choice.candidates; i++)
		if (choice.candidate[i].ways) {
			assert_int_equal(choice.candidate[i].ways, CONSOLE_OUT);
			strcat(strcat(outs, " "), choice.candidate[i].name);
		}
	if (choice.sbi_ways)
		strcat(outs, " sbi");
	if (strcmp(outs, row->outs) != 0)
		fail_msg("%s: outputs are%s, not%s:\n%s", row->bootargs, outs, row->outs,
			 choice.why);
}

static void words_of_bootargs(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct row *row = &rows[i];
		const char *chosen;

		choose_by(row);
		chosen = choice.chosen ? choice.chosen->name : "sbi";
		if (strcmp(chosen, row->chosen) != 0 || strcmp(choice.reason, row->reason) != 0)
			fail_msg("%s: chosen %s (%s), not %s (%s):\n%s", row->bootargs, chosen,
				 choice.reason, row->chosen, row->reason, choice.why);
		if (choice.hunt != row->hunt)
			fail_msg("%s: hunt is %d:\n%s", row->bootargs, choice.hunt, choice.why);
		assert_outs(row);
		if (row->said)
			assert_said(row->said);
	}
}

static void earlycon_says_the_layout(void **state)
{
	static const struct {
		const char *bootargs;
		uint8_t shift, width;
		bool big_endian;
	} layouts[] = {
		{ "earlycon=uart8250,0x9000", 0, 1, false },
		{ "earlycon=uart8250,mmio,0x9000", 0, 1, false },
		{ "earlycon=uart8250,mmio16,0x9000", 1, 2, false },
		{ "earlycon=uart8250,mmio32,0x9000", 2, 4, false },
		{ "earlycon=uart8250,mmio32be,0x9000,115200", 2, 4, true },
		{ "earlycon=uart8250,mmio32native,0x9000", 2, 4, false },
		{ "earlycon=ns16550a,mmio32,36864", 2, 4, false },
		{ "earlycon=sifive,mmio,0x9000", 2, 4, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(layouts) / sizeof(*layouts); i++) {
		const struct row row = { .bootargs = layouts[i].bootargs, .tree = plain };

		choose_by(&row);
		assert_non_null(choice.chosen);
		assert_true(choice.chosen->node.offset < 0);
		assert_null(choice.chosen->compatible);
		assert_int_equal(choice.chosen->rank, CONSOLE_BY_EARLYCON);
		assert_int_equal(choice.chosen->console.regs.base, 0x9000);
		assert_int_equal(choice.chosen->console.regs.shift, layouts[i].shift);
		assert_int_equal(choice.chosen->console.regs.width, layouts[i].width);
		assert_int_equal(choice.chosen->console.regs.big_endian, layouts[i].big_endian);
	}
}

/* Outputs come before consoles that nothing names. */
static void next_is_an_output(void **state)
{
	const struct row row = { .bootargs = "console=ttyS1 console=sbi console=ttySIF0",
				 .path = "/soc/serial@2",
				 .tree = aliased };

	(void)state;
	choose_by(&row);
	assert_string_equal(choice.chosen->name, "serial0");
	assert_int_equal(choice.sbi_ways, CONSOLE_OUT);
	console_select_next(&choice, -EIO, NULL);
	assert_string_equal(choice.chosen->name, "serial1");
	assert_int_equal(choice.chosen->ways, 0);
	assert_string_equal(choice.reason, by_console);
	console_select_next(&choice, -EIO, NULL);
	assert_string_equal(choice.chosen->name, "ns16550.0");
	assert_true(choice.firmware_same);
	assert_null(console_select_next(&choice, -EIO, NULL));
	assert_string_equal(choice.reason, "no usable UART");
}

static void too_long_is_reported(void **state)
{
	static char bootargs[DT_PATH_MAX + 16];
	const struct row row = { .bootargs = bootargs, .path = "/serial@1", .tree = plain };

	(void)state;
	memset(bootargs, 'x', sizeof(bootargs) - 1);
	memcpy(bootargs, "console=", 8);
	choose_by(&row);
	assert_said("bootargs console=\"\": too long; ignored\n");
	assert_string_equal(choice.reason, by_path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_of_bootargs),
		cmocka_unit_test(earlycon_says_the_layout),
		cmocka_unit_test(next_is_an_output),
		cmocka_unit_test(too_long_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
