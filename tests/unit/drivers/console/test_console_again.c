/* The choice after a probe: names that only a probe finds, and consoles that may have no input. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_choice.h"
#include "tests/unit/fake/fake_machine.h"

/* --- two families that are probed: bit 12 of the address says whether there is one ---------- */

enum { BROKEN = 0xa000 }; /* but there is one that does not start */

static int starts;

static int fake_start(struct console *console)
{
	starts++;
	return console->regs.base & 0x1000 && console->instance < 2 ? 0 : -ENODEV;
}

static int fake_start_one(struct console *console)
{
	starts++;
	if (console->regs.base == BROKEN)
		return -EIO;
	return console->regs.base & 0x1000 ? 0 : -ENODEV;
}

static int fake_write(struct console *console, const char *text, size_t len)
{
	(void)console;
	(void)text;
	return (int)len;
}

static const struct console_ops hvc_ops = { .start = fake_start_one, .write = fake_write };
static const struct console_ops card_ops = { .start = fake_start, .write = fake_write };
static const char *const hvc_compatible[] = { "test,hvc", NULL };
static const char *const card_compatible[] = { "test,card", NULL };

static const struct console_driver hvc_driver = {
	.name = "vcon",
	.tty = "hvc",
	.compatible = hvc_compatible,
	.ops = &hvc_ops,
	.layout = { .shift = 2, .width = 4, .count = 1 },
	.probed = "test device",
};
CONSOLE_DRIVER(hvc_driver);

/* A card has two ports. */
static const struct console_driver card_driver = {
	.name = "card",
	.tty = "ttyS",
	.compatible = card_compatible,
	.ops = &card_ops,
	.layout = { .shift = 2, .width = 4, .count = 1 },
	.probed = "test card",
	.several = true,
};
CONSOLE_DRIVER(card_driver);

/* --- trees ------------------------------------------------------------------------------------ */

#define NODE(name, address, what)                                                                  \
	TREE_NODE(name "@" #address), TREE_TEXT("compatible", what),                               \
		TREE_CELLS("reg", 0x##address, 0x100), TREE_END
#define PORT     NODE("serial", 100, "ns16550a")
#define OTHER    NODE("serial", 200, "ns16550a")
#define HTIF     NODE("htif", 300, "ucb,htif0")
#define HVC0     NODE("hvc", 9000, "test,hvc"), NODE("hvc", 8000, "test,hvc")
#define HVC1     NODE("hvc", 7000, "test,hvc")
#define CARD     NODE("card", b000, "test,card")
#define TREE(of) static const struct fake_item of[]

TREE(uart) = { PORT, { 0 } };
TREE(uart_hvc) = { PORT, HVC0, { 0 } };
TREE(uart_hvcs) = { HVC1, PORT, HVC0, { 0 } };
TREE(uart_none) = { PORT, NODE("hvc", 8000, "test,hvc"), { 0 } };
TREE(uart_broken) = { PORT, NODE("hvc", a000, "test,hvc"), { 0 } };
TREE(uart_card) = { CARD, PORT, { 0 } };
TREE(uarts_card) = { CARD, ALIAS("serial1", "/serial@100"), PORT, OTHER, { 0 } };
TREE(all) = { CARD, PORT, HVC0, { 0 } };
TREE(hvc) = { HVC0, { 0 } };
TREE(hvcs) = { HVC0, HVC1, { 0 } };
TREE(card) = { CARD, { 0 } };
TREE(htif) = { HTIF, { 0 } };
TREE(htif_hvc) = { HTIF, HVC0, { 0 } };
TREE(htif_hvcs) = { HTIF, HVC0, HVC1, { 0 } };
TREE(htif_uart_hvc) = { HTIF, PORT, HVC0, { 0 } };

enum { SBI = 1, PROBES = 2, HUNTS = 4 };

struct row {
	const struct fake_item *tree;
	const char *path, *bootargs; /* path: stdout-path, or NULL */
	int how;                     /* SBI: it has a console; what is expected: PROBES, HUNTS */
	const char *used;            /* the chosen one, then the others: "vcon sbi=3 card=2" */
};

static const char serial[] = "/serial@100";

static const struct row rows[] = {
	/* the usual ways: nothing is probed */
	{ uart_hvc, serial, "", SBI, "ns16550" },
	{ all, serial, "console=ttyS0", SBI, "ns16550" },
	{ all, serial, "console=ttyS0 console=tty0", SBI, "ns16550" },
	{ all, serial, "console=sbi", SBI, "sbi" },
	{ all, serial, "earlycon=sbi", SBI, "sbi" },
	{ all, serial, "console=ttySIF0", SBI, "ns16550" },
	{ all, serial, "console=nonsense", SBI, "ns16550" },
	{ all, NULL, "", SBI, "ns16550" },
	{ uart, serial, "console=hvc0", SBI, "sbi" },
	{ uart, serial, "console=hvc0", 0, "ns16550" },
	{ uart, serial, "console=ttyS1", SBI, "ns16550" },
	{ htif, NULL, "", SBI, "htif" },
	{ htif_uart_hvc, NULL, "", SBI | HUNTS, "htif" },
	{ htif_hvc, "/htif@300", "console=htif", SBI, "htif" },
	{ htif_hvc, "/htif@300", "console=sbi", SBI, "sbi" },
	/* hvcN: SBI's console, the virtio console of that number, or of the one before */
	{ uart_hvc, serial, "console=hvc0", SBI | PROBES, "vcon sbi=3" },
	{ uart_hvc, serial, "console=hvc0", PROBES, "vcon" },
	{ uart_hvc, serial, "console=hvc1", SBI | PROBES, "vcon" },
	{ uart_hvc, serial, "console=hvc1", PROBES, "ns16550 vcon=3" },
	{ uart_hvc, serial, "console=hvc2", SBI | PROBES, "ns16550 vcon=3" },
	{ uart_hvcs, serial, "console=hvc0", SBI | PROBES, "vcon.0 sbi=3" },
	{ uart_hvcs, serial, "console=hvc1", SBI | PROBES, "vcon.1 vcon.0=3" },
	{ uart_hvcs, serial, "console=hvc1", PROBES, "vcon.1" },
	{ uart_hvcs, serial, "console=hvc2", SBI | PROBES, "vcon.1" },
	{ uart_none, serial, "console=hvc0", SBI | PROBES, "sbi" },
	{ uart_none, serial, "console=hvc0", PROBES, "ns16550" },
	{ uart_card, serial, "console=hvc0", SBI | PROBES, "sbi card=3 card.1=3" },
	{ uart_card, serial, "console=hvc0", PROBES, "ns16550 card=3 card.1=3" },
	/* ttySN: aliases first; what is on a card comes after what is in the tree */
	{ uart_card, serial, "console=ttyS1", SBI | PROBES, "card" },
	{ uart_card, serial, "console=ttyS2,115200", SBI | PROBES, "card.1" },
	{ uart_card, serial, "console=ttyS3", SBI | PROBES, "ns16550 card=3 card.1=3" },
	{ uarts_card, serial, "console=ttyS0", SBI, "ns16550.1" },
	{ uarts_card, serial, "console=ttyS1", SBI, "serial1" },
	{ uarts_card, serial, "console=ttyS2", SBI | PROBES, "card" },
	{ card, NULL, "console=ttyS0", SBI | PROBES, "card" },
	{ card, NULL, "console=ttyS1", SBI | PROBES, "card.1" },
	{ uart_hvc, serial, "console=ttyS1", SBI | PROBES, "ns16550 vcon=3" },
	/* our own names */
	{ uart_card, serial, "console=card.1", SBI | PROBES, "card.1" },
	{ uart_card, serial, "console=card.7", SBI | PROBES, "ns16550 card=3 card.1=3" },
	{ uart_hvc, serial, "console=vcon", SBI | PROBES, "vcon.0" },
	/* several: the last that is there decides, the others are outputs */
	{ all, serial, "console=hvc0 console=ttyS0", SBI | PROBES, "ns16550 vcon=2 sbi=2" },
	{ all, serial, "console=ttyS0 console=hvc0", SBI | PROBES, "vcon ns16550=2 sbi=3" },
	{ all, serial, "console=ttyS1 console=ttyS0", SBI | PROBES, "ns16550 card=2" },
	{ all, serial, "console=ttyS0 console=ttyS9", SBI | PROBES, "ns16550" },
	{ all, serial, "console=hvc0 console=hunt", SBI | PROBES | HUNTS, "vcon sbi=2" },
	/* only HTIF or SBI: what is found is used as well; several of those are hunted for */
	{ hvc, NULL, "", SBI | PROBES, "vcon sbi=3" },
	{ hvc, NULL, "", PROBES, "vcon" },
	{ hvc, NULL, "console=hvc0", SBI | PROBES, "vcon sbi=3" },
	{ hvc, NULL, "console=ttyS0", SBI | PROBES, "vcon sbi=3" },
	{ hvc, NULL, "console=tty0", SBI | PROBES, "vcon sbi=3" },
	{ hvc, NULL, "earlycon=sbi", SBI | PROBES, "sbi vcon=3" },
	{ hvcs, NULL, "", SBI | PROBES | HUNTS, "vcon.0" },
	{ hvcs, NULL, "console=hvc1", SBI | PROBES, "vcon.1 vcon.0=3" },
	{ htif_hvc, NULL, "", SBI | PROBES, "htif vcon=3" },
	{ htif_hvc, "/htif@300", "", SBI | PROBES, "htif vcon=3" },
	{ htif_hvc, "/htif@300", "earlycon", SBI | PROBES, "htif vcon=3" },
	{ htif_hvc, NULL, "console=hvc0", SBI | PROBES, "vcon sbi=3" },
	{ htif_hvc, NULL, "console=ttyS0", PROBES, "htif vcon=3" },
	{ htif_hvcs, NULL, "", SBI | PROBES | HUNTS, "htif" },
	{ htif_hvcs, "/htif@300", "", SBI | PROBES, "htif vcon.0=3 vcon.1=3" },
};

static void choose(const struct row *row)
{
	struct fake_item items[] = {
		TREE_NODE("chosen"),
		{ .kind = FAKE_BYTES, .name = "bootargs" },
		{ .kind = FAKE_BYTES, .name = row->path ? "stdout-path" : "bootargs-2" },
		TREE_END,
		TREE_ROWS(row->tree),
		{ 0 },
	};

	items[1].data = row->bootargs;
	items[1].len = strlen(row->bootargs) + 1;
	items[2].data = row->path;
	items[2].len = row->path ? strlen(row->path) + 1 : 0;
	fake_machine_reset(0);
	fake_machine_sbi(row->how & SBI);
	choose_on(items);
}

static void add_way(char *text, const char *name, int ways)
{
	size_t len = strlen(text);

	if (ways)
		snprintf(text + len, 128 - len, " %s=%d", name, ways);
}

static void assert_used(const struct row *row)
{
	char used[128];

	snprintf(used, sizeof(used), "%s", choice.chosen ? choice.chosen->name : "sbi");
	for (int i = 0; i < choice.candidates; i++)
		add_way(used, choice.candidate[i].name, choice.candidate[i].ways);
	add_way(used, "sbi", choice.sbi_ways);
	if (strcmp(used, row->used) != 0 || choice.hunt != !!(row->how & HUNTS))
		fail_msg("\"%s\": %s%s, not %s:\n%s", row->bootargs, used,
			 choice.hunt ? ", hunt" : "", row->used, choice.why);
	assert_int_equal(choice.until_key, strstr(row->used, "=3") != NULL);
}

/* As boot does it. */
static void names_and_inputs(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		choose(&rows[i]);
		if (!(rows[i].how & SBI))
			console_select_no_sbi(&choice);
		if (!choice.probe != !(rows[i].how & PROBES))
			fail_msg("\"%s\": probe: %s:\n%s", rows[i].bootargs, choice.probe,
				 choice.why);
		if (choice.probe)
			(void)console_probe(&choice);
		assert_null(choice.probe);
		assert_used(&rows[i]);
	}
}

static void it_says_what_it_does(void **state)
{
	const struct row row = { uart_hvc, serial, "console=hvc0", SBI, "" };

	(void)state;
	choose(&row);
	assert_said("bootargs console=hvc0: SBI\n");
	assert_said("to be probed first: a console= may be the name of what only a probe finds\n"
		    "ns16550: not chosen: stdout-path names it, but bootargs name another\n"
		    "chosen: SBI (bootargs console=)\n");
	(void)console_probe(&choice);
	assert_said("1 console found by the probe\n"
		    "bootargs console=hvc0: vcon at 0x9000 and SBI\n");
	assert_said("sbi: used as well: until a key is pressed on one of them\n"
		    "chosen: vcon at 0x9000 (bootargs console=)\n");
	assert_null(strstr(story(), "chosen: SBI"));
	starts = 0;
	(void)console_probe(&choice);
	assert_int_equal(starts, 0);
}

static void it_says_what_did_not_start(void **state)
{
	const struct row row = { uart_broken, serial, "console=hvc0", SBI, "" };

	(void)state;
	choose(&row);
	(void)console_probe(&choice);
	assert_said("\nno console found by the probe\n"
		    "vcon at 0xa000\n  not usable: its registers do not answer\n"
		    "bootargs console=hvc0: SBI\n");
}

static void what_is_no_console_takes_no_name(void **state)
{
	const struct row row = { uart_hvc, serial, "console=vcon", SBI, "" };
	struct console_candidate *found;

	(void)state;
	choose(&row);
	assert_int_equal(console_find(&choice, "vcon", &found), -EEXIST);
	(void)console_probe(&choice);
	assert_int_equal(console_find(&choice, "vcon", &found), 0);
	assert_ptr_equal(found, choice.chosen);
}

static void the_key_decides(void **state)
{
	const struct row row = { uart_hvcs, serial, "console=ttyS9", SBI, "" };

	(void)state;
	choose(&row);
	(void)console_probe(&choice);
	assert_true(choice.until_key);
	console_select_found(&choice, &choice.candidate[1].console);
	assert_false(choice.until_key);
	for (int i = 0; i < choice.candidates; i++)
		assert_int_equal(choice.candidate[i].ways, 0);
	assert_string_equal(choice.reason, "a key pressed there");
}

static void one_that_fails_has_a_successor(void **state)
{
	const struct row row = { uart_hvc, serial, "console=hvc0", SBI, "" };

	(void)state;
	choose(&row);
	(void)console_probe(&choice);
	console_select_next(&choice, -EIO, NULL);
	assert_string_equal(choice.chosen->name, "ns16550");
	console_select_no_sbi(&choice);
	assert_false(choice.until_key);
}

static void the_last_of_several_is_not_one_of_several(void **state)
{
	const struct row row = { uart_hvc, serial, "console=ttyS9", 0, "" };

	(void)state;
	choose(&row);
	(void)console_probe(&choice);
	assert_true(choice.until_key);
	console_select_next(&choice, -EIO, NULL);
	assert_string_equal(choice.chosen->name, "vcon");
	assert_false(choice.until_key);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_and_inputs),
		cmocka_unit_test(it_says_what_it_does),
		cmocka_unit_test(it_says_what_did_not_start),
		cmocka_unit_test(what_is_no_console_takes_no_name),
		cmocka_unit_test(the_key_decides),
		cmocka_unit_test(one_that_fails_has_a_successor),
		cmocka_unit_test(the_last_of_several_is_not_one_of_several),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
