/* Which nodes can be consoles, with many rows, deep trees and long names. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "drivers/console/console_private.h"
#include "tests/unit/fake/fake_choice.h"

static const struct choice_row rows[] = {
	/* compatible: any of the strings, exactly */
	{ { TREE_NODE("uart"), TREE_TEXT("compatible", "ns16550ab\0xns16550a\0\0ns\0ns16550"),
	    TREE_CELLS("reg", 0x4000, 8), TREE_END },
	  "/uart",
	  "first enabled",
	  true,
	  { "  ns16550: driver ns16550, 0x4000 shift 0 width 1\n" } },
	{ { TREE_NODE("uart"), TREE_BYTES("compatible", "ns16550a"), TREE_CELLS("reg", 0x4000, 8),
	    TREE_END },
	  "/uart",
	  "first enabled",
	  true,
	  { NULL } },
	{ { TREE_NODE("uart"), TREE_BYTES("compatible", "ns1"), TREE_CELLS("reg", 0x4000, 8),
	    TREE_END, TREE_NODE("b"), TREE_FLAG("compatible"), TREE_END },
	  "SBI",
	  "no usable UART",
	  false,
	  { NULL } },
	/* If a driver cannot use the node, the driver of the next string is tried. */
	{ { TREE_NODE("uart"), TREE_TEXT("compatible", "ucb,htif0\0ns16550a"),
	    TREE_CELLS("reg", 0x4004, 8), TREE_END },
	  "/uart",
	  "first enabled",
	  true,
	  { "  ns16550a: driver ns16550, 0x4004" } },
	/* not usable */
	{ { CHOSEN("stdout-path", "/htif"), TREE_NODE("htif"), TREE_TEXT("compatible", "ucb,htif0"),
	    TREE_END },
	  "SBI",
	  "no usable UART",
	  false,
	  { "/htif: stdout-path\n  ucb,htif0: driver htif, not usable: no reg: its registers are "
	    "in the firmware's memory" } },
	{ { CHOSEN("stdout-path", "/serial@4"), UART(4, 0x4000), TREE_CELLS("reg-shift", 64),
	    TREE_END, TREE_ROWS(three_uarts) },
	  "/serial@1",
	  "first enabled",
	  false,
	  { "not usable: reg-shift" } },
	{ { TREE_NODE("cpus"), TREE_FLAG("ranges"), TREE_CELLS("#address-cells", 1),
	    TREE_CELLS("#size-cells", 0), TREE_NODE("cpu@1"), TREE_TEXT("compatible", "ns16550a"),
	    TREE_CELLS("reg", 1), TREE_END, TREE_END },
	  "SBI",
	  "no usable UART",
	  false,
	  { NULL } },
	/* The first of two compatible counts, as everywhere. */
	{ { TREE_NODE("uart"), TREE_TEXT("compatible", "acme,uart"),
	    TREE_TEXT("compatible", "ns16550a"), TREE_CELLS("reg", 0x4000, 8), TREE_END },
	  "SBI",
	  "no usable UART",
	  false,
	  { NULL } },
	/* RAM */
	{ { TREE_NODE("memory@80000000"), TREE_TEXT("device_type", "memory"),
	    TREE_CELLS("reg", 0x40000000, 0x1000, 0x80000000, 0x1000), TREE_END,
	    UART(80000fff, 0x80000fff), TREE_END, UART(80001000, 0x80001000), TREE_END },
	  "/serial@80001000",
	  "first enabled",
	  true,
	  { "ns16550 at 0x80000fff refused: its address overlaps RAM\n" } },
	{ { UART(40000000, 0x40000000), TREE_END, TREE_NODE("memory"),
	    TREE_TEXT("device_type", "memory"), TREE_CELLS("reg", 0x40000000, 0x1000), TREE_END },
	  "SBI",
	  "no usable UART",
	  false,
	  { "overlaps RAM\n" } },
	{ { TREE_NODE("memory@0"), TREE_TEXT("device_type", "memory"),
	    TREE_CELLS("reg", 0, 0x90000000), TREE_END, UART(1000, 0x1000), TREE_END },
	  "/serial@1000",
	  "first enabled",
	  true,
	  { NULL } },
	{ { TREE_NODE("bus"), TREE_NODE("memory"), TREE_TEXT("device_type", "memory"),
	    TREE_CELLS("reg", 0x1000, 0x1000), TREE_END, TREE_END, TREE_ROWS(three_uarts) },
	  "/serial@1",
	  "first enabled",
	  true,
	  { NULL } },
	/* disabled */
	{ { UART(4, 0x4000), DISABLED, TREE_END, TREE_ROWS(three_uarts) },
	  "/serial@1",
	  "first enabled",
	  true,
	  { NULL } },
	{ { CHOSEN("stdout-path", "/serial@4"), UART(4, 0x4000), DISABLED, TREE_END,
	    TREE_ROWS(three_uarts) },
	  "/serial@1",
	  "first enabled",
	  false,
	  { "/serial@4: stdout-path\n", "not usable: it, or a bus above it, is disabled\n" } },
	{ { CHOSEN("bootargs", "console=/bus/serial@4"), TREE_NODE("bus"), DISABLED,
	    TREE_FLAG("ranges"), TREE_CELLS("#address-cells", 1), TREE_CELLS("#size-cells", 1),
	    UART(4, 0x4000), TREE_END, TREE_END, TREE_ROWS(three_uarts) },
	  "/bus/serial@4",
	  "bootargs console=",
	  false,
	  { "used because bootargs name it\n" } },
	{ { TREE_NODE("bus"), DISABLED, TREE_FLAG("ranges"), TREE_CELLS("#address-cells", 1),
	    TREE_CELLS("#size-cells", 1), UART(4, 0x4000), TREE_END, TREE_END },
	  "SBI",
	  "no usable UART",
	  false,
	  { NULL } },
	{ { ALIAS("serial0", "/serial@4"), UART(4, 0x4000), DISABLED, TREE_END,
	    TREE_ROWS(three_uarts) },
	  "/serial@1",
	  "first enabled",
	  true,
	  { NULL } },
	{ { CHOSEN("bootargs", "console=ns16550"), UART(4, 0x4000), DISABLED, TREE_END,
	    TREE_ROWS(three_uarts) },
	  "/soc/serial@2",
	  "bootargs console=",
	  false,
	  { NULL } },
};

static void fit_to_be_a_console(void **state)
{
	(void)state;
	assert_choices(rows, sizeof(rows) / sizeof(*rows));
}

/* --- many, deep, long ------------------------------------------------------------------------- */

enum { MANY = 40 };

static char names[MANY][16];

/* @items: MANY UARTs at 0x1000, 0x1100, ...; the last one is named by stdout-path. */
static void many_uarts(struct fake_item *items)
{
	const struct fake_item chosen[] = { CHOSEN("stdout-path", "/serial@27") };

	memcpy(items, chosen, sizeof(chosen));
	items += 3;
	for (uint32_t i = 0; i < MANY; i++) {
		const struct fake_item uart[] = {
			TREE_NODE(names[i]),
			TREE_TEXT("compatible", "ns16550a"),
			TREE_CELLS("reg", 0x1000 + 0x100 * i, 0x100),
			TREE_END,
		};

		snprintf(names[i], sizeof(names[i]), "serial@%x", i);
		memcpy(items, uart, sizeof(uart));
		items += 4;
	}
	items->kind = FAKE_STOP;
}

static void a_named_uart_has_a_row_among_many(void **state)
{
	static struct fake_item items[4 * MANY + 4];

	(void)state;
	many_uarts(items);
	choose_on(items);
	assert_chosen("/serial@27");
	assert_int_equal(choice.candidates, CONSOLE_CANDIDATES_MAX);
	assert_int_equal(choice.more, MANY - CONSOLE_CANDIDATES_MAX);
	assert_said("20 more UARTs: the list is full\n");
	assert_said("chosen: ns16550 at 0x3700 (stdout-path)\n");
}

enum { DEEP = DT_DEPTH_MAX + 2 };

/* The UART's depth is @depth; every name takes @name_len characters. */
static void deep_uart(struct fake_item *items, int depth, int name_len)
{
	static char name[64];
	const struct fake_item bus[] = {
		TREE_NODE(name),
		TREE_FLAG("ranges"),
		TREE_CELLS("#address-cells", 1),
		TREE_CELLS("#size-cells", 1),
	};
	const struct fake_item uart[] = { UART(1, 0x1000), TREE_END };
	const struct fake_item end = TREE_END;

	memset(name, 'b', (size_t)name_len);
	name[name_len] = '\0';
	for (int i = 1; i < depth; i++, items += 4)
		memcpy(items, bus, sizeof(bus));
	memcpy(items, uart, sizeof(uart));
	items += 4;
	for (int i = 1; i < depth; i++)
		*items++ = end;
	items->kind = FAKE_STOP;
}

static void depth_is_bounded(void **state)
{
	static struct fake_item items[5 * DEEP + 5];

	(void)state;
	deep_uart(items, DT_DEPTH_MAX - 1, 1);
	choose_on(items);
	assert_non_null(choice.chosen);
	assert_int_equal(choice.chosen->console.regs.base, 0x1000);
	deep_uart(items, DT_DEPTH_MAX, 1);
	choose_on(items);
	assert_null(choice.chosen);
	deep_uart(items, 40, 63);
	choose_on(items);
	assert_non_null(choice.chosen);
	assert_said("/bbb");
	assert_said("/...\n  ns16550a: driver");
}

static void text_is_cut_with_a_mark(void **state)
{
	static const struct fake_item items[] = { TREE_ROWS(three_uarts), { 0 } };

	(void)state;
	choose_on(items);
	for (int i = 0; i < 100; i++) {
		choice.chosen = &choice.candidate[0];
		console_select_next(&choice, -EIO, "some reason that takes room in the text");
	}
	assert_true(choice.why_len < CONSOLE_WHY_MAX);
	assert_int_equal(strlen(choice.why), choice.why_len);
	assert_string_equal(choice.why + choice.why_len - 4, "...\n");
}

/* --- the drivers' tables ---------------------------------------------------------------------- */

static void no_compatible_twice(void **state)
{
	const struct console_driver *const *it;
	const char *seen[256];
	size_t count = 0;

	(void)state;
	SET_FOREACH (it, console_drivers)
		for (const char *const *known = (*it)->compatible; *known; known++) {
			assert_true(strlen(*known) >=
				    4); /* the search reads the fourth character */
			for (size_t i = 0; i < count; i++)
				assert_string_not_equal(*known, seen[i]);
			seen[count++] = *known;
		}
	assert_true(count > 20);
}

/* Even if the hashes of two families are equal. */
static void each_string_leads_to_its_driver(void **state)
{
	const struct console_driver *const *it;

	(void)state;
	SET_FOREACH (it, console_drivers)
		for (const char *const *known = (*it)->compatible; *known; known++) {
			const struct fake_item items[] = {
				TREE_NODE("uart"),
				{ .kind = FAKE_BYTES,
				  .name = "compatible",
				  .data = *known,
				  .len = strlen(*known) + 1 },
				TREE_CELLS("reg", 0, 0x4000, 0, 0x1000),
				TREE_END,
				{ 0 },
			};

			choose_on(items);
			assert_int_equal(choice.candidates + fake_unprobed(&choice), 1);
			console_add_unprobed(&choice);
			assert_ptr_equal(choice.candidate[0].driver, *it);
			assert_ptr_equal(choice.candidate[0].compatible, *known);
		}
}

/* Shorter strings of a tree are not looked up, and the hash reads before a string's end. */
static void no_string_is_too_short_for_the_hash(void **state)
{
	const struct console_driver *const *it;

	(void)state;
	SET_FOREACH (it, console_drivers)
		for (const char *const *known = (*it)->compatible; *known; known++)
			assert_true(strlen(*known) >= CONSOLE_MATCH_LEAST);
}

static void there_is_a_count_for_each_probing_driver(void **state)
{
	const struct console_driver *const *it;
	int probing = 0;

	(void)state;
	SET_FOREACH (it, console_drivers)
		probing += (*it)->probed != NULL;
	assert_in_range(probing, 2, CONSOLE_PROBED_MAX);
}

static void no_driver_twice(void **state)
{
	const struct console_driver *const *it, *const *other;

	(void)state;
	SET_FOREACH (it, console_drivers) {
		assert_string_not_equal((*it)->name, "sbi"); /* console=sbi is not a driver */
		SET_FOREACH (other, console_drivers)
			assert_true(it == other || strcmp((*it)->name, (*other)->name) != 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fit_to_be_a_console),
		cmocka_unit_test(a_named_uart_has_a_row_among_many),
		cmocka_unit_test(depth_is_bounded),
		cmocka_unit_test(text_is_cut_with_a_mark),
		cmocka_unit_test(no_compatible_twice),
		cmocka_unit_test(each_string_leads_to_its_driver),
		cmocka_unit_test(no_string_is_too_short_for_the_hash),
		cmocka_unit_test(there_is_a_count_for_each_probing_driver),
		cmocka_unit_test(no_driver_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
