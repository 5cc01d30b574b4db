/* UARTs that are known by name but have no driver. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>
#include "drivers/predict/linux_drivers.h"
#include "drivers/predict/opensbi_drivers.h"
#include "drivers/predict/u_boot_drivers.h"
#include "tests/unit/fake/fake_choice.h"

static const char *known(const char *compatible, size_t len)
{
	const struct fake_item items[] = {
		TREE_NODE("uart"),
		{ .kind = FAKE_BYTES, .name = "compatible", .data = compatible, .len = len },
		TREE_END,
		{ 0 },
	};
	const struct dt_tree *tree = fake_tree(items);

	const struct console_undriven *found = console_undriven(dt_find(dt_root(tree), "uart", 4));

	return found ? found->compatible : NULL;
}

static void strings_are_known(void **state)
{
	static const struct {
		const char *compatible;
		bool known;
	} rows[] = {
		/* the first and last rows: of the table, of a vendor, without a vendor */
		{ "coreboot-serial", true },
		{ "nulldev-serial", true },
		{ "actions,owl-uart", true },
		{ "esp,esp32s3-acm", true },
		{ "esp,esp32s31-uart", true },
		{ "fsl,imx21-uart", true },
		{ "fsl,imx6q-uart", true },
		{ "fsl,imx7d-uart", true },
		{ "fsl,vf610-lpuart", true },
		{ "st,asc", true },
		{ "lantiq,asc", true },
		{ "rda,8810pl-uart", true },
		{ "qcom,msm-uartdm", true },
		{ "qcom,msm-uartdm-v1.4", true },
		{ "ti,omap4-uart", true },
		{ "xen,xen", true },
		/* similar strings that are not in the table */
		{ "fsl,imx6q-uar", false },
		{ "fsl,imx6q-uartx", false },
		{ "fsl,asc", false },
		{ "fsl,", false },
		{ "fsl", false },
		{ "imx6q-uart", false },
		{ "fsl,imx6q-uart imx6sx-uart", false },
		{ "xen", false },
		{ "", false },
		{ ",", false },
		/* driven */
		{ "ns16550a", false },
		{ "sifive,uart0", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *text = rows[i].compatible, *found = known(text, strlen(text) + 1);

		if (rows[i].known ? !found || strcmp(found, text) != 0 : found != NULL)
			fail_msg("\"%s\": %s", text, found ? found : "unknown");
	}
	assert_string_equal(known("acme,a\0fsl,imx6ul-uart\0fsl,imx6q-uart", 38),
			    "fsl,imx6ul-uart");
	assert_string_equal(known("fsl,imx6q-uart", 14), "fsl,imx6q-uart");
}

static void the_table_has_no_driven_uart(void **state)
{
	const struct console_driver *const *it;

	(void)state;
	SET_FOREACH (it, console_drivers)
		for (const char *const *own = (*it)->compatible; *own; own++)
			if (known(*own, strlen(*own) + 1))
				fail_msg("%s is driven by %s", *own, (*it)->name);
}

static void assert_not_in_table(const struct predict_driver *const *driver)
{
	for (; *driver; driver++)
		for (const char *const *own = (*driver)->compatible; *own; own++)
			if (known(*own, strlen(*own) + 1))
				fail_msg("%s is also in the list of %s", *own, (*driver)->name);
}

/* A fact is in one table: predictions use this one for what is in no list of theirs. */
static void the_table_has_no_uart_of_a_prediction(void **state)
{
	(void)state;
	assert_not_in_table(predict_linux_drivers);
	assert_not_in_table(predict_opensbi_drivers);
	assert_not_in_table(predict_u_boot_drivers);
}

static void sources_are_told_apart(void **state)
{
	static const struct {
		const char *compatible;
		uint8_t by;
	} rows[] = {
		{ "st,asc", CONSOLE_KNOWN_TO_U_BOOT },
		{ "lantiq,asc", CONSOLE_KNOWN_TO_LINUX },
		{ "fsl,imx6q-uart", CONSOLE_KNOWN_TO_U_BOOT | CONSOLE_KNOWN_TO_LINUX },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct fake_item items[] = {
			TREE_NODE("uart"),
			{ .kind = FAKE_BYTES,
			  .name = "compatible",
			  .data = rows[i].compatible,
			  .len = strlen(rows[i].compatible) + 1 },
			TREE_END,
			{ 0 },
		};
		const struct console_undriven *uart = console_undriven(
			dt_find(dt_root(fake_tree(items)), "uart", 4));

		assert_int_equal(uart->by, rows[i].by);
	}
}

static void walks_enabled_uarts(void **state)
{
	static const struct fake_item items[] = {
		TREE_NODE("a"),
		TREE_TEXT("compatible", "fsl,imx6q-uart"),
		TREE_END,
		TREE_NODE("b"),
		TREE_TEXT("compatible", "fsl,imx6q-uart"),
		DISABLED,
		TREE_END,
		TREE_NODE("c"),
		TREE_TEXT("compatible", "acme,rtc"),
		TREE_END,
		TREE_NODE("d"),
		TREE_TEXT("compatible", "fsl,imx6q-uart\0ns16550a"),
		TREE_END,
		TREE_NODE("bus"),
		DISABLED,
		TREE_NODE("e"),
		TREE_TEXT("compatible", "st,asc"),
		TREE_END,
		TREE_END,
		TREE_NODE("soc"),
		TREE_NODE("f"),
		TREE_TEXT("compatible", "acme,asc\0st,asc"),
		TREE_END,
		TREE_END,
		{ 0 },
	};
	const struct dt_tree *tree = fake_tree(items);
	struct console_undriven_walk it;
	char path[32];

	(void)state;
	console_undriven_init(&it, tree);
	assert_true(console_undriven_next(&it));
	assert_true(dt_path(dt_trail_node(&it.trail), path, sizeof(path)) > 0);
	assert_string_equal(path, "/a");
	assert_string_equal(it.uart->compatible, "fsl,imx6q-uart");
	assert_true(console_undriven_next(&it));
	assert_true(dt_path(dt_trail_node(&it.trail), path, sizeof(path)) > 0);
	assert_string_equal(path, "/soc/f");
	assert_string_equal(it.uart->compatible, "st,asc");
	assert_false(console_undriven_next(&it));
	assert_false(console_undriven_next(&it));
}

static void a_known_stdout_is_reported(void **state)
{
	static const struct fake_item items[] = {
		CHOSEN("stdout-path", "/uart"),
		TREE_NODE("uart"),
		TREE_TEXT("compatible", "acme,uart\0fsl,imx6q-uart"),
		TREE_END,
		TREE_ROWS(three_uarts),
		{ 0 },
	};

	(void)state;
	choose_on(items);
	assert_chosen("/serial@1");
	assert_said(
		"stdout-path: known, not driven: fsl,imx6q-uart (NXP i.MX UART, known to U-Boot "
		"and Linux); ignored\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strings_are_known),
		cmocka_unit_test(the_table_has_no_driven_uart),
		cmocka_unit_test(the_table_has_no_uart_of_a_prediction),
		cmocka_unit_test(sources_are_told_apart),
		cmocka_unit_test(walks_enabled_uarts),
		cmocka_unit_test(a_known_stdout_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
