/* Finding a console by what a person types: names, paths, aliases, drivers, addresses. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_choice.h"

static const struct fake_item board[] = {
	TREE_NODE("aliases"),
	TREE_TEXT("uart7", "/serial@1"),
	TREE_TEXT("serial1", "/serial@1"),
	TREE_TEXT("console0", "/serial@1"),
	TREE_TEXT("debug", "/soc/serial@3"),
	TREE_TEXT("sbi", "/soc/serial@2"),
	TREE_TEXT("ns16550", "/soc/serial@2"),
	TREE_TEXT("Serial7", "/soc/serial@2"),
	TREE_TEXT("a-name-that-is-longer-than-a-row-has-room-for", "/soc/serial@2"),
	TREE_TEXT("serial9", "/elsewhere/serial@2"),
	TREE_TEXT("rtc0", "/rtc"),
	TREE_END,
	TREE_ROWS(three_uarts),
	TREE_NODE("rtc"),
	TREE_END,
	{ 0 },
};

static const char *found(const char *text)
{
	struct console_candidate *row = &choice.candidate[0];
	int err = console_find(&choice, text, &row);

	if (!err)
		return row->name;
	assert_null(row);
	return err == -ENOENT ? "none" : err == -EEXIST ? "several" : "?";
}

static void rows_have_names(void **state)
{
	(void)state;
	choose_on(board);
	assert_int_equal(choice.candidates, 3);
	assert_string_equal(choice.candidate[0].name, "serial1");
	assert_string_equal(choice.candidate[1].name, "ns16550.0");
	assert_string_equal(choice.candidate[2].name, "debug");
}

static void finds_what_is_typed(void **state)
{
	static const struct {
		const char *text, *name;
	} rows[] = {
		{ "serial1", "serial1" },
		{ "uart7", "serial1" },
		{ "serial1:115200n8", "serial1" },
		{ "/serial@1", "serial1" },
		{ "/serial", "serial1" },
		{ "sifive", "serial1" },
		{ "0x1000", "serial1" },
		{ "4096", "serial1" },
		{ "ns16550.0", "ns16550.0" },
		{ "/soc/serial@2", "ns16550.0" },
		{ "debug", "debug" },
		{ "ns16550", "ns16550.0" }, /* an alias that is a driver's name */
		{ "0x1001", "none" },
		{ "0x1000x", "none" },
		{ "/soc", "none" },
		{ "/rtc", "none" },
		{ "rtc0", "none" },
		{ "ns1655", "none" },
		{ "ns16550.1", "none" },
		{ "0", "none" },
		{ "", "none" },
	};

	(void)state;
	choose_on(board);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_string_equal(found(rows[i].text), rows[i].name);
	choose_on(three_uarts);
	assert_string_equal(found("ns16550"), "several");
	assert_string_equal(found("sifive"), "sifive");
	choose_on(&board[sizeof(board) / sizeof(*board) - 1]);
	assert_string_equal(found("sifive"), "none");
}

static void finds_without_a_tree(void **state)
{
	struct console_candidate *row;
	const char *why;

	(void)state;
	memset(&choice, 0xa5, sizeof(choice));
	console_select(NULL, &choice);
	assert_string_equal(found("ns16550"), "none");
	assert_int_equal(console_open(&choice, "ns16550,0x5000", &row, &why), 0);
	assert_string_equal(found("ns16550"), "ns16550");
	assert_string_equal(found("0x5000"), "ns16550");
}

static void knows_the_row_of_a_console(void **state)
{
	struct console other = { 0 };

	(void)state;
	choose_on(three_uarts);
	assert_ptr_equal(console_candidate_of(&choice, &choice.candidate[2].console),
			 &choice.candidate[2]);
	assert_null(console_candidate_of(&choice, &other));
	assert_null(console_candidate_of(&choice, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_have_names),
		cmocka_unit_test(finds_what_is_typed),
		cmocka_unit_test(finds_without_a_tree),
		cmocka_unit_test(knows_the_row_of_a_console),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
