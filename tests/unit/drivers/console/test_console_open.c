/* Opening a UART by its address: the words, the options, and what is refused. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_choice.h"

static const struct fake_item board[] = {
	TREE_NODE("memory@80000000"),
	TREE_TEXT("device_type", "memory"),
	TREE_CELLS("reg", 0x80000000, 0x1000),
	TREE_END,
	UART(80000800, 0x80000800),
	TREE_END,
	TREE_ROWS(three_uarts),
	{ 0 },
};

struct row {
	const char *text;
	int err;
	const char *why;  /* of a refusal */
	const char *name; /* of the row */
	struct regs regs;
};

static const struct row rows[] = {
	{ "ns16550,0x10000000", 0, NULL, "ns16550.3", { 0x10000000, 0, 1, false } },
	{ "ns16550a,0X9000,shift=2,width=4", 0, NULL, "ns16550.3", { 0x9000, 2, 4, false } },
	{ "ns16550,0x9000,be,width=2,shift=1", 0, NULL, "ns16550.3", { 0x9000, 1, 2, true } },
	{ "ns16550,0x9000,offset=0x20", 0, NULL, "ns16550.3", { 0x9020, 0, 1, false } },
	{ "uart8250,mmio32,0x9000,115200n8", 0, NULL, "ns16550.3", { 0x9000, 2, 4, false } },
	{ "sifive,0x10010000", 0, NULL, "sifive.1", { 0x10010000, 2, 4, false } },
	{ "sifive,fu540-c000-uart,0x9000", 0, NULL, "sifive.1", { 0x9000, 2, 4, false } },
	/* one that the tree has */
	{ "ns16550,0x2000", 0, NULL, "ns16550.1", { 0x2000, 0, 1, false } },
	{ "ns16550,0x2000,shift=2", 0, NULL, "ns16550.1", { 0x2000, 0, 1, false } },
	{ "sifive,0x2000", 0, NULL, "sifive.1", { 0x2000, 2, 4, false } },
	/* refused */
	{ "ns16550,0x80000800", -EINVAL, "its address overlaps RAM", NULL, { 0 } },
	{ "ns16550,0x80000000", -EINVAL, "its address overlaps RAM", NULL, { 0 } },
	{ "ns16550,0x80000fff", -EINVAL, "its address overlaps RAM", NULL, { 0 } },
	{ "ns16550,0x7ffffffb", -EINVAL, "its address overlaps RAM", NULL, { 0 } },
	{ "ns16550,0x7ffffffa", 0, NULL, "ns16550.3", { 0x7ffffffa, 0, 1, false } },
	{ "ns16550,0x9002,shift=2,width=4",
	  -EINVAL,
	  "the registers are not aligned to their width",
	  NULL,
	  { 0 } },
	{ "ns16550,0x9000,width=4",
	  -EINVAL,
	  "reg-io-width is more than the registers' distance",
	  NULL,
	  { 0 } },
	{ "ns16550,0x9000,shift=2,width=3", -EINVAL, "reg-io-width is not 1, 2 or 4", NULL, { 0 } },
	{ "ns16550,0xfffffffffffffffe",
	  -EINVAL,
	  "the registers reach past the last address",
	  NULL,
	  { 0 } },
	{ "ns16550,0x9000,shift=5",
	  -EINVAL,
	  "the options are shift=0 to 4, width=1, 2 or 4, offset=N and be",
	  NULL,
	  { 0 } },
	{ "ns16550,0x9000,foo",
	  -EINVAL,
	  "the options are shift=0 to 4, width=1, 2 or 4, offset=N and be",
	  NULL,
	  { 0 } },
	{ "ns16550,0x9000,",
	  -EINVAL,
	  "the options are shift=0 to 4, width=1, 2 or 4, offset=N and be",
	  NULL,
	  { 0 } },
	{ "ns16550,0xfffffffffffffff0,offset=0x10",
	  -EINVAL,
	  "the options are shift=0 to 4, width=1, 2 or 4, offset=N and be",
	  NULL,
	  { 0 } },
	{ "ns16550,0x90g0", -EINVAL, "the address is not a number", NULL, { 0 } },
	{ "ns16550,0x10000000000000000", -EINVAL, "the address is not a number", NULL, { 0 } },
	{ "ns16550,io,0x3f8",
	  -EINVAL,
	  "RISC-V has no I/O ports: give the address as mmio",
	  NULL,
	  { 0 } },
	{ "acme,0x9000", -EINVAL, "there is no such driver", NULL, { 0 } },
	{ "htif,0x9000", -ENXIO, "its registers cannot be given as an address", NULL, { 0 } },
	{ "ns16550", -EINVAL, "expected DRIVER,ADDRESS, such as ns16550,0x10000000", NULL, { 0 } },
	{ "ns16550,mmio",
	  -EINVAL,
	  "expected DRIVER,ADDRESS, such as ns16550,0x10000000",
	  NULL,
	  { 0 } },
	{ "0x9000", -EINVAL, "expected DRIVER,ADDRESS, such as ns16550,0x10000000", NULL, { 0 } },
	{ "/soc/serial@2",
	  -EINVAL,
	  "expected DRIVER,ADDRESS, such as ns16550,0x10000000",
	  NULL,
	  { 0 } },
	{ "", -EINVAL, "expected DRIVER,ADDRESS, such as ns16550,0x10000000", NULL, { 0 } },
};

static void assert_opened(const struct row *row, const struct console_candidate *opened)
{
	const struct regs *regs = &opened->console.regs;

	assert_string_equal(opened->name, row->name);
	assert_string_equal(opened->console.name, opened->driver->name);
	assert_ptr_equal(opened->console.ops, opened->driver->ops);
	assert_int_equal(opened->err, 0);
	assert_true(regs->base == row->regs.base && regs->shift == row->regs.shift &&
		    regs->width == row->regs.width && regs->big_endian == row->regs.big_endian);
}

static void opens_and_refuses(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct console_candidate *opened = &choice.candidate[0];
		const char *why = NULL;
		int err;

		choose_on(board);
		err = console_open(&choice, rows[i].text, &opened, &why);
		if (err != rows[i].err)
			fail_msg("%s: %d, %s", rows[i].text, err, why ? why : "-");
		if (err) {
			assert_string_equal(why, rows[i].why);
			assert_int_equal(choice.candidates, 4);
		} else {
			assert_opened(&rows[i], opened);
		}
	}
}

static void no_more_rows_than_fit(void **state)
{
	struct console_candidate *row;
	const char *why = NULL;
	char text[40];

	(void)state;
	choose_on(three_uarts);
	for (int i = 3; i < CONSOLE_CANDIDATES_MAX; i++) {
		snprintf(text, sizeof(text), "ns16550,0x%x000", i + 16);
		assert_int_equal(console_open(&choice, text, &row, &why), 0);
		snprintf(text, sizeof(text), "ns16550.%d", i - 1);
		assert_string_equal(row->name, text);
	}
	assert_int_equal(console_open(&choice, "ns16550,0x90000", &row, &why), -ENOSPC);
	assert_string_equal(why, "there is no room for one more");
	assert_null(row);
	assert_int_equal(console_open(&choice, "ns16550,0x13000", &row, &why), 0);
}

/* A UART that a person opened can follow a failed console only after it was started. */
static void an_opened_uart_is_next_only_after_a_start(void **state)
{
	struct console_candidate *row;
	const char *why;
	const struct fake_item items[] = { UART(1, 0x1000), TREE_END, { 0 } };

	(void)state;
	for (int started = 0; started < 2; started++) {
		choose_on(items);
		assert_int_equal(console_open(&choice, "sifive,0x9000", &row, &why), 0);
		row->console.started = started;
		assert_ptr_equal(console_select_next(&choice, -EIO, NULL), started ? row : NULL);
	}
}

/* A UART that failed as the console can be opened again; one that was refused cannot. */
static void a_failed_one_opens_again(void **state)
{
	struct console_candidate *row;
	const char *why = NULL;

	(void)state;
	choose_on(three_uarts);
	choice.chosen = &choice.candidate[1];
	choice.chosen->console.failed = -EIO;
	console_select_next(&choice, -EIO, "broken");
	assert_int_equal(console_open(&choice, "ns16550,0x2000", &row, &why), 0);
	assert_ptr_equal(row, &choice.candidate[1]);
	row->console.failed = 0;
	assert_int_equal(console_open(&choice, "ns16550,0x2000", &row, &why), -EIO);
	assert_string_equal(why, "broken");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(opens_and_refuses),
		cmocka_unit_test(no_more_rows_than_fit),
		cmocka_unit_test(an_opened_uart_is_next_only_after_a_start),
		cmocka_unit_test(a_failed_one_opens_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
