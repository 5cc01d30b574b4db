#include "tests/unit/fake/fake_choice.h"
/* Tests of the choice of the console: makes the tree, chooses, checks the result. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_text.h"

struct console_choice choice;

const struct fake_item three_uarts[] = {
	TREE_NODE("serial@1"),
	TREE_TEXT("compatible", "sifive,fu540-c000-uart\0sifive,uart0"),
	TREE_CELLS("reg", 0x1000, 0x100),
	TREE_END,
	TREE_NODE("soc"),
	TREE_FLAG("ranges"),
	TREE_CELLS("#address-cells", 1),
	TREE_CELLS("#size-cells", 1),
	UART(2, 0x2000),
	TREE_END,
	UART(3, 0x3000),
	TREE_END,
	TREE_END,
	{ 0 },
};

void choose_on(const struct fake_item *items)
{
	const struct fake_item rows[] = {
		TREE_CELLS("#address-cells", 1),
		TREE_CELLS("#size-cells", 1),
		TREE_ROWS(items),
		{ 0 },
	};

	memset(&choice, 0xa5, sizeof(choice));
	console_select(fake_tree(rows), &choice);
	assert_int_equal(strlen(choice.why), choice.why_len);
}

/* As `console why` has it. */
static void put_verdict(const char *name, const struct console_candidate *row)
{
	struct console_verdict verdict = console_verdict(&choice, row);

	dt_puts(&fake_out, name);
	dt_puts(&fake_out, ": ");
	dt_puts(&fake_out, verdict.word);
	dt_puts(&fake_out, ": ");
	dt_puts(&fake_out, verdict.why);
	dt_putc(&fake_out, '\n');
}

const char *story(void)
{
	fake_text_start();
	dt_puts(&fake_out, choice.why);
	for (int i = 0; i < choice.candidates; i++) {
		const struct console_candidate *row = &choice.candidate[i];

		if (row != choice.chosen && !row->err)
			put_verdict(row->name, row);
	}
	if (choice.sbi_ways)
		put_verdict("sbi", NULL);
	console_put_chosen(&fake_out, &choice);
	dt_putc(&fake_out, '\n');
	return fake_text();
}

void assert_said(const char *text)
{
	if (!strstr(story(), text))
		fail_msg("\"%s\" is not in:\n%s", text, story());
}

void assert_chosen(const char *path)
{
	char found[DT_PATH_MAX] = "SBI";

	if (choice.chosen)
		assert_true(dt_path(choice.chosen->node, found, sizeof(found)) > 0);
	if (strcmp(found, path) != 0)
		fail_msg("chosen %s, not %s:\n%s", found, path, choice.why);
}

int fake_unprobed(const struct console_choice *of)
{
	int nodes = 0;

	for (int i = 0; i < CONSOLE_PROBED_MAX; i++)
		nodes += of->unprobed[i].nodes;
	return nodes;
}

static void assert_choice(const struct choice_row *row)
{
	choose_on(row->items);
	assert_chosen(row->chosen);
	assert_string_equal(choice.reason, row->reason);
	if (choice.firmware_same != row->firmware_same)
		fail_msg("firmware_same is %d:\n%s", choice.firmware_same, choice.why);
	for (int i = 0; i < 3 && row->said[i]; i++)
		assert_said(row->said[i]);
}

void assert_choices(const struct choice_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_choice(&rows[i]);
}
