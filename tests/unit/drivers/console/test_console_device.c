/* UARTs with a device on their line are left alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_choice.h"

#define CHIP TREE_NODE("bluetooth"), TREE_TEXT("compatible", "brcm,bcm43438-bt")

static struct fake_item on_the_line[] = {
	UART(1, 0x1000), CHIP, TREE_END, TREE_END, UART(2, 0x2000), TREE_END, { 0 },
};

static const char *device_of(int row)
{
	struct dt_node device = console_line_device(&choice.candidate[row]);

	return dt_found(device) ? dt_name(device) : NULL;
}

static void it_is_chosen_last(void **state)
{
	static const struct fake_item both[] = {
		UART(1, 0x1000), CHIP,     TREE_END, TREE_END, UART(2, 0x2000), CHIP,
		TREE_END,        TREE_END, { 0 },
	};
	static const struct fake_item by_alias[] = {
		ALIAS("serial0", "/serial@1"),
		TREE_ROWS(on_the_line),
		{ 0 },
	};

	(void)state;
	choose_on(on_the_line);
	assert_string_equal(device_of(0), "bluetooth");
	assert_null(device_of(1));
	assert_chosen("/serial@2");
	assert_string_equal(choice.reason, "first enabled");
	assert_false(choice.hunt); /* only one is usable */
	assert_said("ns16550.0: not chosen: left alone: a device is on its line");
	choose_on(by_alias);
	assert_chosen("/serial@2");
	choose_on(both); /* better than none */
	assert_chosen("/serial@1");
	assert_false(choice.hunt);
}

static void a_name_counts_for_more(void **state)
{
	static const struct fake_item named[][4] = {
		{ CHOSEN("bootargs", "console=/serial@1"), TREE_ROWS(on_the_line) },
		{ CHOSEN("bootargs", "earlycon=ns16550,0x1000"), TREE_ROWS(on_the_line) },
		{ CHOSEN("stdout-path", "/serial@1:115200"), TREE_ROWS(on_the_line) },
		{ CHOSEN("linux,stdout-path", "/serial@1"), TREE_ROWS(on_the_line) },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(named) / sizeof(*named); i++) {
		const struct fake_item items[] = {
			named[i][0], named[i][1], named[i][2], named[i][3], { 0 },
		};

		choose_on(items);
		assert_chosen("/serial@1");
		assert_null(device_of(0));
	}
}

static void used_it_is_not_left_alone(void **state)
{
	(void)state;
	choose_on(on_the_line);
	choice.candidate[0].console.ways = CONSOLE_OUT;
	assert_null(device_of(0));
}

/* Only what is there, and says what it is. */
static void other_children_do_not_count(void **state)
{
	static const struct fake_item rows[][5] = {
		{ CHIP, DISABLED, TREE_END },
		{ TREE_NODE("settings"), TREE_FLAG("fast"), TREE_END },
	};
	const struct fake_item second[] = {
		UART(1, 0x1000), TREE_ROWS(rows[0]), TREE_ROWS(rows[1]), CHIP, TREE_END, TREE_END,
		{ 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct fake_item items[] = {
			UART(1, 0x1000), TREE_ROWS(rows[i]), TREE_END,
			UART(2, 0x2000), TREE_END,           { 0 },
		};

		choose_on(items);
		assert_null(device_of(0));
		assert_true(choice.hunt);
	}
	choose_on(second);
	assert_string_equal(device_of(0), "bluetooth");
}

/* What only a probe finds may be the console where each UART has a device on its line. */
static void the_rest_is_probed_first(void **state)
{
	static const struct fake_item virtio[] = {
		TREE_NODE("virtio@8000"),
		TREE_TEXT("compatible", "virtio,mmio"),
		TREE_CELLS("reg", 0x8000, 0x1000),
		TREE_END,
		{ 0 },
	};
	const struct fake_item alone[] = {
		UART(1, 0x1000), CHIP, TREE_END, TREE_END, TREE_ROWS(virtio), { 0 },
	};
	const struct fake_item beside[] = { TREE_ROWS(on_the_line), TREE_ROWS(virtio), { 0 } };

	(void)state;
	choose_on(alone);
	assert_chosen("/serial@1");
	assert_non_null(choice.probe);
	choose_on(beside);
	assert_chosen("/serial@2");
	assert_null(choice.probe);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_chosen_last),
		cmocka_unit_test(a_name_counts_for_more),
		cmocka_unit_test(used_it_is_not_left_alone),
		cmocka_unit_test(other_children_do_not_count),
		cmocka_unit_test(the_rest_is_probed_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
