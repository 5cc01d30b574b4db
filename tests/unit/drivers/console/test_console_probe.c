/* Devices that only themselves can tell whether they are a console. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_choice.h"
#include "tests/unit/fake/fake_machine.h"

/* --- a family that is asked: the address says what is there ----------------------------------- */

enum { NOBODY = 0x1000, ONE = 0x2000, THREE = 0x3000, BROKEN = 0x4000, TRAPS = 0x5000 };

static int asked;

static int fake_start(struct console *console)
{
	unsigned consoles = console->regs.base & 0x1000 ? 3 : 1;

	asked++;
	switch (console->regs.base & ~UINT64_C(0xfff)) {
	case NOBODY:
		return -ENODEV;
	case BROKEN:
		return -EIO;
	case TRAPS:
		fake_machine_trap();
	default:
		return console->instance < consoles ? 0 : -ENODEV;
	}
}

static int fake_write(struct console *console, const char *text, size_t len)
{
	(void)console;
	(void)text;
	return (int)len;
}

static const struct console_ops asked_ops = { .start = fake_start, .write = fake_write };
static const char asked_compatible[] = "test,asked\0";
static const struct console_driver asked_driver = {
	.name = "asked\0",
	.compatible = asked_compatible,
	.ops = &asked_ops,
	.layout = { 2, 4, 1 },
	.asks = true,
	.many = true,
};
CONSOLE_DRIVER(asked_driver);

/* --- trees ------------------------------------------------------------------------------------ */

#define ASKED(address)                                                                             \
	TREE_NODE("asked@" #address), TREE_TEXT("compatible", "test,asked"),                       \
		TREE_CELLS("reg", 0x##address, 0x100), TREE_END

static const struct fake_item askers[] = {
	ASKED(1000), ASKED(2000), ASKED(1100), ASKED(3000), ASKED(4000), ASKED(5000), { 0 },
};

static void choose(const char *bootargs, const struct fake_item *items)
{
	struct fake_item tree[] = {
		TREE_NODE("chosen"),
		{ .kind = FAKE_BYTES, .name = "bootargs" },
		TREE_END,
		TREE_ROWS(items),
		{ 0 },
	};

	tree[1].data = bootargs;
	tree[1].len = strlen(bootargs) + 1;
	asked = 0;
	fake_machine_reset(0);
	choose_on(tree);
	assert_int_equal(asked, 0);
}

static void assert_row(int index, const char *name, uint64_t base, int err)
{
	const struct console_candidate *row = &choice.candidate[index];

	assert_string_equal(row->name, name);
	assert_int_equal(row->console.regs.base, base);
	assert_int_equal(row->err, err);
	assert_false(row->unasked);
	assert_int_equal(row->console.started, !err);
}

static void rows_of_those_that_are_there(void **state)
{
	const struct fake_item items[] = { TREE_ROWS(askers), TREE_ROWS(three_uarts), { 0 } };

	(void)state;
	choose("console=sifive", items);
	assert_int_equal(choice.candidates, 3);
	assert_int_equal(choice.unasked, 6);
	assert_said("6 not asked: only the device can tell\n");
	assert_int_equal(console_ask(&choice), 4);
	assert_int_equal(choice.candidates, 3 + 6);
	assert_row(3, "asked.0", ONE, 0);
	assert_row(4, "asked.1", THREE, 0);
	assert_row(5, "asked.2", BROKEN, -EIO);
	assert_row(6, "asked.3", TRAPS, -EFAULT);
	assert_row(7, "asked.4", THREE, 0);
	assert_row(8, "asked.5", THREE, 0);
	assert_int_equal(choice.candidate[8].console.instance, 2);
	assert_string_equal(choice.candidate[6].why, console_failure(-EFAULT));
	assert_chosen("/serial@1");
	asked = 0;
	assert_int_equal(console_ask(&choice), 0);
	assert_int_equal(asked, 0);
}

static void the_first_one_found_is_chosen(void **state)
{
	static const struct fake_item single[] = { ASKED(1000), ASKED(2000), { 0 } };

	(void)state;
	choose("", askers);
	assert_chosen("SBI");
	assert_false(choice.hunt);
	assert_int_equal(console_ask(&choice), 4);
	assert_chosen("/asked@2000");
	assert_true(choice.hunt);
	choose("", single);
	assert_int_equal(console_ask(&choice), 1);
	assert_chosen("/asked@2000");
	assert_false(choice.hunt);
	assert_said("2 not asked: only the device can tell\nchosen: SBI (no usable UART)\n");
	choose("console=sbi", askers);
	assert_int_equal(console_ask(&choice), 4);
	assert_chosen("SBI");
}

static void named_ones_have_rows(void **state)
{
	(void)state;
	choose("console=/asked@2000", askers);
	assert_chosen("/asked@2000");
	assert_true(choice.chosen->unasked);
	assert_int_equal(choice.unasked, 5);
	assert_int_equal(console_ask(&choice), 4);
	assert_row(0, "asked", ONE, 0);
	choose("console=/asked@1100", askers);
	assert_chosen("/asked@1100");
	assert_int_equal(console_ask(&choice), 4);
	assert_row(0, "asked", 0x1100, -ENODEV);
	assert_string_equal(choice.candidate[0].why, "it is no console");
	choose("console=asked", askers);
	assert_int_equal(choice.candidates, 6);
	assert_int_equal(choice.unasked, 0);
	assert_chosen("/asked@1000");
	assert_false(choice.hunt);
	console_select_next(&choice, -ENODEV, NULL);
	assert_chosen("/asked@2000");
}

static void a_started_one_is_not_started_again(void **state)
{
	(void)state;
	choose("console=/asked@2000", askers);
	assert_int_equal(console_start(&choice.chosen->console), 0);
	asked = 0;
	(void)console_ask(&choice);
	assert_false(choice.chosen->unasked);
	assert_int_equal(choice.chosen->err, 0);
	assert_int_equal(asked, 1 + 5 + 3); /* not it, but what else there may be; @3000's, too */
}

/* It would look as if it had never failed. */
static void nor_is_one_that_died(void **state)
{
	struct console *console;

	(void)state;
	choose("console=/asked@2000", askers);
	console = &choice.chosen->console;
	assert_int_equal(console_start(console), 0);
	console->failed = -ETIMEDOUT;
	console->started = false;
	asked = 0;
	(void)console_ask(&choice);
	assert_false(choice.chosen->unasked);
	assert_int_equal(console->failed, -ETIMEDOUT);
	assert_false(console->started);
	assert_int_equal(asked, 5 + 3);
	choose("console=asked", askers);
	assert_chosen("/asked@1000");
	console_select_next(&choice, -ENODEV, NULL);
	assert_false(choice.candidate[0].unasked);
}

static void unasked_rows_for_who_has_no_devices(void **state)
{
	(void)state;
	choose("", askers);
	console_unasked(&choice);
	assert_int_equal(choice.candidates, 6);
	assert_int_equal(asked, 0);
	for (int i = 0; i < 6; i++)
		assert_true(choice.candidate[i].unasked && !choice.candidate[i].err);
	assert_string_equal(choice.candidate[5].name, "asked.5");
	assert_chosen("SBI");
	console_unasked(&choice);
	assert_int_equal(choice.candidates, 6);
	console_select(NULL, &choice);
	console_unasked(&choice);
	assert_int_equal(console_ask(&choice), 0);
	assert_int_equal(choice.candidates, 0);
}

static void no_more_rows_than_there_are(void **state)
{
	static struct fake_item items[4 * CONSOLE_CANDIDATES_MAX + 8];
	static char names[CONSOLE_CANDIDATES_MAX + 1][24];
	struct fake_item *at = items;

	(void)state;
	for (uint32_t i = 0; i < CONSOLE_CANDIDATES_MAX - 2; i++, at += 4) {
		const struct fake_item node[] = { TREE_NODE(names[i]),
						  TREE_TEXT("compatible", "ns16550a"),
						  TREE_CELLS("reg", 0x100 * i, 0x100), TREE_END };

		snprintf(names[i], sizeof(names[i]), "serial@%x", 0x100 * i);
		memcpy(at, node, sizeof(node));
	}
	memcpy(at, (const struct fake_item[]){ ASKED(3000) }, 4 * sizeof(*at));
	choose("console=ns16550", items);
	assert_int_equal(choice.candidates, CONSOLE_CANDIDATES_MAX - 2);
	assert_int_equal(console_ask(&choice), 2);
	assert_int_equal(choice.candidates, CONSOLE_CANDIDATES_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_of_those_that_are_there),
		cmocka_unit_test(the_first_one_found_is_chosen),
		cmocka_unit_test(named_ones_have_rows),
		cmocka_unit_test(a_started_one_is_not_started_again),
		cmocka_unit_test(nor_is_one_that_died),
		cmocka_unit_test(unasked_rows_for_who_has_no_devices),
		cmocka_unit_test(no_more_rows_than_there_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
