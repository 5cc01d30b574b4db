/* What names the console, in which order, and the report of it. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_choice.h"

static const struct choice_row rows[] = {
	/* stdout-path in its forms */
	{ { CHOSEN("stdout-path", "/soc/serial@3"), TREE_ROWS(three_uarts) },
	  "/soc/serial@3",
	  "stdout-path",
	  true,
	  { "bootargs console=: not given\n", "stdout-path: \"/soc/serial@3\"\n",
	    "\nns16550.0: not chosen: not in bootargs, stdout-path or alias serial0\n" } },
	{ { CHOSEN("stdout-path", "/soc/serial@3:115200n8"), TREE_ROWS(three_uarts) },
	  "/soc/serial@3",
	  "stdout-path",
	  true,
	  { "\"/soc/serial@3:115200n8\"\n" } },
	{ { CHOSEN("stdout-path", "uart7:115200"), ALIAS("uart7", "/soc/serial@2"),
	    TREE_ROWS(three_uarts) },
	  "/soc/serial@2",
	  "stdout-path",
	  true,
	  { "/soc/serial@2: stdout-path\n" } },
	{ { CHOSEN("linux,stdout-path", "/soc/serial@2"), TREE_ROWS(three_uarts) },
	  "/soc/serial@2",
	  "linux,stdout-path",
	  true,
	  { "stdout-path: not given\n", "linux,stdout-path: \"/soc/serial@2\"\n" } },
	{ { TREE_NODE("chosen"), TREE_TEXT("linux,stdout-path", "/soc/serial@2"),
	    TREE_TEXT("stdout-path", "/soc/serial@3"), TREE_END, TREE_ROWS(three_uarts) },
	  "/soc/serial@3",
	  "stdout-path",
	  true,
	  { "linux,stdout-path: \"/soc/serial@2\"\n" } },
	/* stdout-path to no node */
	{ { CHOSEN("stdout-path", "uart0:115200"), ALIAS("serial0", "/soc/serial@3"),
	    TREE_ROWS(three_uarts) },
	  "/soc/serial@3",
	  "alias serial0",
	  false,
	  { "stdout-path: \"uart0:115200\" names no node; ignored\n" } },
	{ { CHOSEN("stdout-path", "/nowhere"), TREE_ROWS(three_uarts) },
	  "/serial@1",
	  "first enabled",
	  true,
	  { "\"/nowhere\" names no node" } },
	{ { CHOSEN("stdout-path", ""), TREE_ROWS(three_uarts) },
	  "/serial@1",
	  "first enabled",
	  true,
	  { "stdout-path: empty\n" } },
	{ { TREE_NODE("chosen"), TREE_FLAG("stdout-path"), TREE_END, TREE_ROWS(three_uarts) },
	  "/serial@1",
	  "first enabled",
	  true,
	  { "stdout-path: not given\n" } },
	{ { CHOSEN("stdout-path", "/chosen"), TREE_ROWS(three_uarts) },
	  "/serial@1",
	  "first enabled",
	  true,
	  { "stdout-path: the node has no compatible; ignored\n" } },
	{ { CHOSEN("stdout-path", "/uart"), TREE_NODE("uart"),
	    TREE_TEXT("compatible", "acme,\033[2Juart\0acme,uart"), TREE_END,
	    TREE_ROWS(three_uarts) },
	  "/serial@1",
	  "first enabled",
	  true,
	  { "stdout-path: no driver for \"acme,\\x1b[2Juart\"; ignored\n" } },
	/* nothing is named */
	{ { TREE_ROWS(three_uarts) },
	  "/serial@1",
	  "first enabled",
	  true,
	  { "stdout-path: not given\n" } },
	{ { ALIAS("serial0", "/soc/serial@2"), TREE_ROWS(three_uarts) },
	  "/soc/serial@2",
	  "alias serial0",
	  false,
	  { "/soc/serial@2: alias serial0\n" } },
	{ { ALIAS("serial0", "/uart"), TREE_NODE("uart"), TREE_END, TREE_ROWS(three_uarts) },
	  "/serial@1",
	  "first enabled",
	  true,
	  { "alias serial0: the node has no compatible; ignored\n" } },
	{ { TREE_NODE("cpus"), TREE_END },
	  "SBI",
	  "no usable UART",
	  false,
	  { "chosen: SBI (no usable UART)\n" } },
	/* console= */
	{ { TREE_NODE("chosen"), TREE_TEXT("bootargs", "quiet console=/soc/serial@2 x"),
	    TREE_TEXT("stdout-path", "/soc/serial@3"), TREE_END, TREE_ROWS(three_uarts) },
	  "/soc/serial@2",
	  "bootargs console=",
	  false,
	  { "bootargs console=\"/soc/serial@2\"\n", "/soc/serial@3: stdout-path\n" } },
	{ { TREE_NODE("chosen"), TREE_TEXT("bootargs", "console=/soc/serial@2,115200n8"),
	    TREE_TEXT("stdout-path", "/soc/serial@2"), TREE_END, TREE_ROWS(three_uarts) },
	  "/soc/serial@2",
	  "bootargs console=",
	  true,
	  { NULL } },
	{ { CHOSEN("bootargs", "console=tty2:9600"), ALIAS("tty2", "/soc/serial@2"),
	    TREE_ROWS(three_uarts) },
	  "/soc/serial@2",
	  "bootargs console=",
	  false,
	  { NULL } },
	{ { CHOSEN("bootargs", "console=tty2,9600"), ALIAS("tty2", "/soc/serial@2"),
	    TREE_ROWS(three_uarts) },
	  "/soc/serial@2",
	  "bootargs console=",
	  false,
	  { NULL } },
	{ { CHOSEN("bootargs", "console=/serial@1 console=/soc/serial@3"), TREE_ROWS(three_uarts) },
	  "/soc/serial@3",
	  "bootargs console=",
	  false,
	  { NULL } },
	{ { CHOSEN("bootargs", "console=/uart@0,5"), TREE_NODE("uart@0,5"),
	    TREE_TEXT("compatible", "ns8250"), TREE_CELLS("reg", 0x5000, 8), TREE_END,
	    TREE_ROWS(three_uarts) },
	  "/uart@0,5",
	  "bootargs console=",
	  true,
	  { NULL } },
	{ { CHOSEN("bootargs", "console=ns16550"), TREE_ROWS(three_uarts) },
	  "/soc/serial@2",
	  "bootargs console=",
	  false,
	  { "/soc/serial@2: bootargs console=\n" } },
	{ { CHOSEN("bootargs", "console=htif"), TREE_ROWS(three_uarts) },
	  "/serial@1",
	  "first enabled",
	  true,
	  { "bootargs console=htif: no enabled node for that driver; ignored\n" } },
	{ { CHOSEN("bootargs", "console=ns16550a"), TREE_ROWS(three_uarts) },
	  "/soc/serial@2",
	  "bootargs console=",
	  false,
	  { NULL } },
	{ { CHOSEN("bootargs", "console=ns"), TREE_ROWS(three_uarts) },
	  "/serial@1",
	  "first enabled",
	  true,
	  { "not a path, alias, driver or port; ignored\n" } },
	{ { TREE_NODE("chosen"), TREE_TEXT("bootargs", "console=sbi"),
	    TREE_TEXT("stdout-path", "/soc/serial@3"), TREE_END, TREE_ROWS(three_uarts) },
	  "SBI",
	  "bootargs console=",
	  false,
	  { "chosen: SBI (bootargs console=)\n" } },
	{ { CHOSEN("bootargs", "console=sbi,115200"), TREE_ROWS(three_uarts) },
	  "SBI",
	  "bootargs console=",
	  false,
	  { NULL } },
	{ { CHOSEN("bootargs", "console=sb"), TREE_ROWS(three_uarts) },
	  "/serial@1",
	  "first enabled",
	  true,
	  { "not a path, alias, driver or port; ignored\n" } },
	{ { CHOSEN("bootargs", "console=sbix"), TREE_ROWS(three_uarts) },
	  "/serial@1",
	  "first enabled",
	  true,
	  { "not a path, alias, driver or port; ignored\n" } },
};

static void order_of_choice(void **state)
{
	(void)state;
	assert_choices(rows, sizeof(rows) / sizeof(*rows));
}

static void the_whole_report(void **state)
{
	static const struct fake_item items[] = {
		CHOSEN("stdout-path", "serial0:115200n8"),
		ALIAS("serial0", "/soc/serial@3"),
		TREE_ROWS(three_uarts),
		{ 0 },
	};

	(void)state;
	choose_on(items);
	assert_string_equal(story(),
			    "bootargs console=: not given\n"
			    "stdout-path: \"serial0:115200n8\"\n"
			    "/serial@1\n"
			    "  sifive,fu540-c000-uart: driver sifive, 0x1000 shift 2 width 4\n"
			    "/soc/serial@2\n"
			    "  ns16550a: driver ns16550, 0x2000 shift 0 width 1\n"
			    "/soc/serial@3: stdout-path\n"
			    "  ns16550a: driver ns16550, 0x3000 shift 0 width 1\n"
			    "sifive: not chosen: not in bootargs, stdout-path or alias serial0\n"
			    "ns16550.0: not chosen: not in bootargs, stdout-path or alias serial0\n"
			    "chosen: ns16550 at 0x3000 (stdout-path)\n");
}

static void without_a_tree(void **state)
{
	(void)state;
	memset(&choice, 0xa5, sizeof(choice));
	console_select(NULL, &choice);
	assert_null(choice.chosen);
	assert_int_equal(choice.candidates, 0);
	assert_false(choice.firmware_same);
	assert_string_equal(story(), "chosen: SBI (no tree)\n");
}

/* --- the next console after a failure --------------------------------------------------------- */

static void next_follows_the_same_order(void **state)
{
	static const struct fake_item items[] = {
		TREE_NODE("chosen"),
		TREE_TEXT("bootargs", "console=sifive"),
		TREE_TEXT("stdout-path", "/soc/serial@3"),
		TREE_END,
		TREE_ROWS(three_uarts),
		{ 0 },
	};
	const struct console_candidate *failed, *next;

	(void)state;
	choose_on(items);
	assert_chosen("/serial@1");
	assert_false(choice.firmware_same);
	failed = choice.chosen;
	next = console_select_next(&choice, -ETIMEDOUT, "never ready");
	assert_ptr_equal(next, choice.chosen);
	assert_chosen("/soc/serial@3");
	assert_int_equal(failed->err, -ETIMEDOUT);
	assert_string_equal(failed->why, "never ready");
	assert_said("sifive at 0x1000 failed: never ready\n");
	console_select_next(&choice, -EIO, NULL);
	assert_chosen("/soc/serial@2");
	assert_false(choice.firmware_same);
	assert_null(console_select_next(&choice, -EIO, NULL));
	assert_chosen("SBI");
	assert_said("chosen: SBI (no usable UART)\n");
	assert_null(console_select_next(&choice, -EIO, NULL));
}

static void firmware_without_a_console(void **state)
{
	static const struct fake_item items[] = {
		CHOSEN("bootargs", "console=/soc/serial@2 console=sbi"),
		TREE_ROWS(three_uarts),
		{ 0 },
	};
	static const struct fake_item outputs[] = {
		CHOSEN("bootargs", "console=sbi console=/soc/serial@2"),
		TREE_ROWS(three_uarts),
		{ 0 },
	};

	(void)state;
	choose_on(items);
	assert_chosen("SBI");
	console_select_no_sbi(&choice);
	assert_chosen("/soc/serial@2");
	assert_string_equal(choice.reason, "bootargs console=");
	assert_said("SBI has no console\n");
	assert_said("chosen: ns16550 at 0x2000 (bootargs console=)\n");
	choose_on(outputs);
	assert_int_equal(choice.sbi_ways, CONSOLE_OUT);
	console_select_no_sbi(&choice);
	assert_int_equal(choice.sbi_ways, 0);
	assert_chosen("/soc/serial@2");
}

static void the_console_that_answers_is_chosen(void **state)
{
	static const struct fake_item items[] = { TREE_ROWS(three_uarts), { 0 } };
	struct console elsewhere = { 0 };

	(void)state;
	choose_on(items);
	assert_true(choice.hunt);
	assert_chosen("/serial@1");
	console_select_found(&choice, &choice.candidate[1].console);
	assert_chosen("/soc/serial@2");
	assert_string_equal(choice.reason, "a key pressed there");
	assert_false(choice.firmware_same);
	assert_said("chosen: ns16550 at 0x2000 (a key pressed there)\n");
	assert_string_equal(console_verdict(&choice, &choice.candidate[1]).word, "chosen");
	assert_string_equal(console_verdict(&choice, &choice.candidate[0]).why,
			    "a key was pressed on another console");
	console_select_found(&choice, &choice.candidate[0].console);
	assert_true(choice.firmware_same);
	console_select_found(&choice, &elsewhere);
	assert_chosen("SBI");
	assert_false(choice.firmware_same);
	assert_said("chosen: SBI (a key pressed there)\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_of_choice),
		cmocka_unit_test(the_whole_report),
		cmocka_unit_test(without_a_tree),
		cmocka_unit_test(next_follows_the_same_order),
		cmocka_unit_test(firmware_without_a_console),
		cmocka_unit_test(the_console_that_answers_is_chosen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
