/* Devices that must be probed to know whether they are consoles. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_choice.h"
#include "tests/unit/fake/fake_machine.h"
#include "tests/unit/fake/fake_text.h"

/* --- a family that is probed: the address decides what is there ------------------------------- */

enum {
	NONE = 0x1000,
	ONE = 0x2000,
	THREE = 0x3000,
	BROKEN = 0x4000,
	TRAPS = 0x5000,
	PARTLY = 0x6000
};

static int starts;

static int fake_start(struct console *console)
{
	unsigned consoles = console->regs.base & 0x1000 ? 3 : 1;

	starts++;
	switch (console->regs.base & ~UINT64_C(0xfff)) {
	case NONE:
		return -ENODEV;
	case BROKEN:
		return console->instance ? -ENODEV : -EIO;
	case PARTLY: /* the first of three does not start */
		return console->instance == 0 ? -EIO : console->instance < 3 ? 0 : -ENODEV;
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

static const struct console_ops probed_ops = { .start = fake_start, .write = fake_write };
static const char *const probed_compatible[] = { "test,probed", NULL };
static const struct console_driver probed_driver = {
	.name = "probed",
	.compatible = probed_compatible,
	.ops = &probed_ops,
	.layout = { .shift = 2, .width = 4, .count = 1 },
	.probed = "test device",
	.several = true,
};
CONSOLE_DRIVER(probed_driver);

/* --- trees ------------------------------------------------------------------------------------ */

#define PROBED(address)                                                                            \
	TREE_NODE("probed@" #address), TREE_TEXT("compatible", "test,probed"),                     \
		TREE_CELLS("reg", 0x##address, 0x100), TREE_END

static const struct fake_item probed_nodes[] = {
	PROBED(1000), PROBED(2000), PROBED(1100), PROBED(3000), PROBED(4000), PROBED(5000), { 0 },
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
	starts = 0;
	fake_machine_reset(0);
	choose_on(tree);
	assert_int_equal(starts, 0);
}

static void assert_unprobed(const char *text)
{
	struct console_unlisted all;

	fake_text_start();
	for (int i = CONSOLE_UNPROBED; console_unlisted(&choice, i, &all); i++) {
		if (!all.nodes)
			continue;
		console_put_unlisted(&fake_out, &all);
		dt_putc(&fake_out, '\n');
	}
	assert_string_equal(fake_text(), text);
}

static void assert_row(int index, const char *name, uint64_t base, int err)
{
	const struct console_candidate *row = &choice.candidate[index];

	assert_string_equal(row->name, name);
	assert_int_equal(row->console.regs.base, base);
	assert_int_equal(row->err, err);
	assert_false(row->unprobed);
	assert_int_equal(row->console.started, !err);
}

static void probing_adds_rows_of_consoles(void **state)
{
	const struct fake_item items[] = { TREE_ROWS(probed_nodes), TREE_ROWS(three_uarts), { 0 } };

	(void)state;
	choose("console=sifive", items);
	assert_int_equal(choice.candidates, 3);
	assert_int_equal(fake_unprobed(&choice), 6);
	assert_unprobed("6 test devices not probed: /probed@1000 to @5000\n");
	assert_int_equal(console_probe(&choice), 4);
	assert_int_equal(choice.candidates, 3 + 6);
	assert_row(3, "probed.0", ONE, 0);
	assert_row(4, "probed.1", THREE, 0);
	assert_row(5, "probed.2", BROKEN, -EIO);
	assert_row(6, "probed.3", TRAPS, -EFAULT);
	assert_row(7, "probed.4", THREE, 0);
	assert_row(8, "probed.5", THREE, 0);
	assert_int_equal(choice.candidate[8].console.instance, 2);
	assert_string_equal(choice.candidate[6].why, console_failure(-EFAULT));
	assert_chosen("/serial@1");
	starts = 0;
	assert_int_equal(console_probe(&choice), 0);
	assert_int_equal(starts, 0);
}

/* One that does not start hides neither those after it, nor why it does not. */
static void a_broken_one_is_not_the_last(void **state)
{
	static const struct fake_item items[] = { PROBED(6000), { 0 } };

	(void)state;
	choose("console=sbi", items);
	assert_int_equal(console_probe(&choice), 2);
	assert_int_equal(choice.candidates, 3);
	assert_row(0, "probed", PARTLY, -EIO);
	assert_row(1, "probed.1", PARTLY, 0);
	assert_row(2, "probed.2", PARTLY, 0);
	assert_int_equal(starts, 4);
	choose("console=probed console=sbi", items); /* the same where its row has a name */
	assert_int_equal(console_probe(&choice), 2);
	assert_int_equal(choice.candidates, 3);
}

static void the_first_one_found_is_chosen(void **state)
{
	static const struct fake_item single[] = { PROBED(1000), PROBED(2000), { 0 } };

	(void)state;
	choose("", probed_nodes);
	assert_chosen("SBI");
	assert_false(choice.hunt);
	assert_int_equal(console_probe(&choice), 4);
	assert_chosen("/probed@2000");
	assert_true(choice.hunt);
	choose("", single);
	assert_int_equal(console_probe(&choice), 1);
	assert_chosen("/probed@2000");
	assert_false(choice.hunt);
	assert_said("chosen: probed at 0x2000 (first enabled)\n");
	choose("console=sbi", probed_nodes);
	assert_int_equal(console_probe(&choice), 4);
	assert_chosen("SBI");
}

static void named_devices_have_rows(void **state)
{
	(void)state;
	choose("console=/probed@2000", probed_nodes);
	assert_chosen("/probed@2000");
	assert_true(choice.chosen->unprobed);
	assert_int_equal(fake_unprobed(&choice), 5);
	assert_int_equal(console_probe(&choice), 4);
	assert_row(0, "probed", ONE, 0);
	choose("console=/probed@1100", probed_nodes);
	assert_chosen("/probed@1100");
	assert_int_equal(console_probe(&choice), 4);
	assert_row(0, "probed", 0x1100, -ENODEV);
	assert_string_equal(choice.candidate[0].why, "it is not a console");
	choose("console=probed", probed_nodes);
	assert_int_equal(choice.candidates, 6);
	assert_int_equal(fake_unprobed(&choice), 0);
	assert_chosen("/probed@1000");
	assert_false(choice.hunt);
	console_select_next(&choice, -ENODEV, NULL);
	assert_chosen("/probed@2000");
}

static void a_started_one_is_not_started_again(void **state)
{
	(void)state;
	choose("console=/probed@2000", probed_nodes);
	assert_int_equal(console_start(&choice.chosen->console), 0);
	starts = 0;
	(void)console_probe(&choice);
	assert_false(choice.chosen->unprobed);
	assert_int_equal(choice.chosen->err, 0);
	/* All others that may be consoles; @3000's and @4000's, too. */
	assert_int_equal(starts, 1 + 5 + 3 + 1);
}

/* A second start would hide that it failed. */
static void a_failed_one_is_not_started_again(void **state)
{
	struct console *console;

	(void)state;
	choose("console=/probed@2000", probed_nodes);
	console = &choice.chosen->console;
	assert_int_equal(console_start(console), 0);
	console->failed = -ETIMEDOUT;
	console->started = false;
	starts = 0;
	(void)console_probe(&choice);
	assert_false(choice.chosen->unprobed);
	assert_int_equal(console->failed, -ETIMEDOUT);
	assert_false(console->started);
	assert_int_equal(starts, 5 + 3 + 1);
	choose("console=probed", probed_nodes);
	assert_chosen("/probed@1000");
	console_select_next(&choice, -ENODEV, NULL);
	assert_false(choice.candidate[0].unprobed);
}

static void unprobed_rows_touch_no_device(void **state)
{
	(void)state;
	choose("", probed_nodes);
	console_add_unprobed(&choice);
	assert_int_equal(choice.candidates, 6);
	assert_int_equal(starts, 0);
	for (int i = 0; i < 6; i++)
		assert_true(choice.candidate[i].unprobed && !choice.candidate[i].err);
	assert_string_equal(choice.candidate[5].name, "probed.5");
	assert_chosen("SBI");
	console_add_unprobed(&choice);
	assert_int_equal(choice.candidates, 6);
	console_select(NULL, &choice);
	console_add_unprobed(&choice);
	assert_int_equal(console_probe(&choice), 0);
	assert_int_equal(choice.candidates, 0);
}

static void rows_are_bounded(void **state)
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
	memcpy(at, (const struct fake_item[]){ PROBED(3000) }, 4 * sizeof(*at));
	choose("console=ns16550", items);
	assert_int_equal(choice.candidates, CONSOLE_CANDIDATES_MAX - 2);
	assert_int_equal(console_probe(&choice), 2);
	assert_int_equal(choice.candidates, CONSOLE_CANDIDATES_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(probing_adds_rows_of_consoles),
		cmocka_unit_test(a_broken_one_is_not_the_last),
		cmocka_unit_test(the_first_one_found_is_chosen),
		cmocka_unit_test(named_devices_have_rows),
		cmocka_unit_test(a_started_one_is_not_started_again),
		cmocka_unit_test(a_failed_one_is_not_started_again),
		cmocka_unit_test(unprobed_rows_touch_no_device),
		cmocka_unit_test(rows_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
