/* Completion: commands, filters, options, nodes, properties, aliases; inserting and listing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/core/index.h"
#include "shell/core.h"
#include "shell/line/line.h"
#include "tests/unit/fake/fake_port.h"
#include "tests/unit/fake/fake_screen.h"
#include "tests/unit/fake/fake_tree.h"

static int zz_run(struct shell *shell, const struct shell_args *args)
{
	(void)shell;
	(void)args;
	return 0;
}

static void value_complete(struct shell *shell, struct shell_completions *completions)
{
	(void)shell;
	shell_offer(completions, "opensbi", false);
	shell_offer(completions, "linux", false);
}

static const struct shell_option zz_options[] = {
	{ .letter = 'd', .value = "N", .summary = "depth" },
	{ .letter = 'l', .summary = "long" },
	{ .letter = 'f',
	  .value = "PROG",
	  .summary = "for",
	  .word = "for",
	  .complete = value_complete },
	{ 0 },
};

static const struct shell_command node_command = {
	.name = "zznode",
	.summary = "take nodes",
	.options = zz_options,
	.max_args = 9,
	.run = zz_run,
	.complete = shell_complete_node,
};
SHELL_COMMAND(node_command);

static const struct shell_command prop_command = {
	.name = "zzprop",
	.summary = "take properties",
	.max_args = 9,
	.run = zz_run,
	.complete = shell_complete_property,
};
SHELL_COMMAND(prop_command);

/* Offers the operand's number, and the operands before it. */
static void second_complete(struct shell *shell, struct shell_completions *completions)
{
	char text[80];

	(void)shell;
	sprintf(text, "operand%d", completions->operand);
	if (completions->operand > 0)
		strcat(text, completions->argv[0]);
	shell_offer(completions, text, false);
}

static const struct shell_command second_command = {
	.name = "zzsecond",
	.summary = "show what is completed",
	.options = zz_options,
	.max_args = 9,
	.run = zz_run,
	.complete = second_complete,
};
SHELL_COMMAND(second_command);

static const struct fake_item tree[] = {
	TREE_CELLS("#address-cells", 1),
	TREE_TEXT("model", "A"),
	TREE_NODE("aliases"),
	TREE_TEXT("serial0", "/soc/uart@1000"),
	TREE_END,
	TREE_NODE("chosen"),
	TREE_END,
	TREE_NODE("soc"),
	TREE_TEXT("compatible", "simple-bus"),
	TREE_FLAG("ranges"),
	TREE_NODE("uart@1000"),
	TREE_TEXT("status", "okay"),
	TREE_END,
	TREE_NODE("uart@2000"),
	TREE_NODE("child"),
	TREE_END,
	TREE_END,
	TREE_NODE("i2c@3000"),
	TREE_CELLS("phandle", 3),
	TREE_NODE("rtc"),
	TREE_END,
	TREE_END,
	TREE_NODE("odd name;x"),
	TREE_END,
	TREE_NODE("esc\033[2J"),
	TREE_END,
	TREE_END,
	{ 0 },
};

static struct fake_port fake;
static struct shell shell;
static struct dt_trees trees;
static struct shell_line line;
static struct fake_screen screen;

static void test_put(void *context, const char *text, size_t len)
{
	(void)context;
	fake_screen_put(&screen, text, len);
}

static void test_complete(void *context, struct shell_line *at, bool again)
{
	shell_complete(context, at, again);
}

/* Types into a new line; the current node is @cwd. */
static void type(const char *cwd, const char *keys)
{
	fake_port_init(&fake, "", 0);
	fake_shell_init(&shell, &fake);
	dt_index_drop(&trees.slot[0].tree);
	dt_trees_init(&trees, fake_tree(tree));
	shell.trees = &trees;
	shell.tree = &trees.slot[0].tree;
	strcpy(shell.cwd, cwd);
	fake_screen_init(&screen, false);
	memset(&line, 0, sizeof(line));
	line.put = test_put;
	line.complete = test_complete;
	line.context = &shell;
	shell_line_begin(&line, "> ");
	for (; *keys; keys++)
		assert_int_equal(shell_line_feed(&line, (unsigned char)*keys), SHELL_LINE_OPEN);
	shell_line_refresh(&line);
}

static const struct {
	const char *cwd, *keys, *text;
} rows[] = {
	/* Names. */
	{ "/", "zzse\t", "zzsecond " },
	{ "/", "zz\t", "zz" },
	{ "/", "his\t", "history " },
	{ "/", "echo a; his\t", "echo a; history " },
	{ "/", "echo a&&his\t", "echo a&&history " },
	{ "/", "echo a || his\t", "echo a || history " },
	{ "/", "echo a | g\t", "echo a | grep " },
	{ "/", "gre\t", "gre" },
	{ "/", "echo a | his\t", "echo a | his" },
	{ "/", "help gre\t", "help grep " },
	{ "/", "'his\t", "'history' " },
	{ "/", "# his\t", "# his" },
	{ "/", "nosuch /\t", "nosuch /" },
	/* Options. */
	{ "/", "zznode -l\t", "zznode -l " },
	{ "/", "zznode -x\t", "zznode -x" },
	{ "/", "zznode -d \t", "zznode -d " },
	{ "/", "zznode -d 3 /ch\t", "zznode -d 3 /chosen " },
	{ "/", "zznode --\t", "zznode --for " },
	{ "/", "zznode --fo\t", "zznode --for " },
	{ "/", "zznode --x\t", "zznode --x" },
	{ "/", "zznode --for l\t", "zznode --for linux " },
	{ "/", "zznode -f \t", "zznode -f " },
	{ "/", "zznode -f o\t", "zznode -f opensbi " },
	{ "/", "zznode --for linux /ch\t", "zznode --for linux /chosen " },
	/* Commands that run another. */
	{ "/", "repeat his\t", "repeat his" },
	{ "/", "repeat 3 his\t", "repeat 3 history " },
	{ "/", "repeat 3 repeat 2 his\t", "repeat 3 repeat 2 history " },
	{ "/", "repeat 3 echo a | g\t", "repeat 3 echo a | grep " },
	{ "/", "repeat 3 zznode -l /ch\t", "repeat 3 zznode -l /chosen " },
	{ "/", "repeat 3 zznode --for l\t", "repeat 3 zznode --for linux " },
	{ "/", "repeat 3 zzsecond x o\t", "repeat 3 zzsecond x operand1x " },
	{ "/", "repeat 3 nosuch /ch\t", "repeat 3 nosuch /ch" },
	{ "/", "repeat 3 grep /ch\t", "repeat 3 grep /ch" },
	/* Operands. */
	{ "/", "zzsecond o\t", "zzsecond operand0 " },
	{ "/", "zzsecond -l -d 3 x o\t", "zzsecond -l -d 3 x operand1x " },
	{ "/", "zzsecond 'x y' \t", "zzsecond 'x y' operand1x\\ y " },
	/* Nodes: one level at a time. */
	{ "/", "zznode /so\t", "zznode /soc/" },
	{ "/", "zznode so\t", "zznode soc/" },
	{ "/", "zznode /ch\t", "zznode /chosen " },
	{ "/", "zznode /soc/u\t", "zznode /soc/uart@" },
	{ "/", "zznode /soc/u\t1\t", "zznode /soc/uart@1000 " },
	{ "/", "zznode /soc/uart@2\tc\t", "zznode /soc/uart@2000/child " },
	{ "/soc", "zznode u\t2\t", "zznode uart@2000/" },
	{ "/soc", "zznode i\t\t", "zznode i2c@3000/rtc " },
	{ "/soc", "zznode ../ch\t", "zznode ../chosen " },
	{ "/soc", "zznode ./i\t", "zznode ./i2c@3000/" },
	{ "/soc/i2c@3000", "zznode \tr\t", "zznode rtc " },
	{ "/", "zznode /nosuch/\t", "zznode /nosuch/" },
	{ "/", "zznode so /ch\033[D\033[D\033[D\033[D\t", "zznode soc/ /ch" },
	/* Aliases. */
	{ "/", "zznode se\t", "zznode serial0 " },
	{ "/", "zznode /se\t", "zznode /se" },
	/* Labels. */
	{ "/", "zznode &\t", "zznode &i2c " },
	{ "/", "zznode &i2\t", "zznode &i2c " },
	{ "/", "zznode &i2c/\t", "zznode &i2c/rtc " },
	{ "/", "zznode &x\t", "zznode &x" },
	/* Globs are left alone. */
	{ "/", "zznode /soc/u*\t", "zznode /soc/u*" },
	{ "/", "zznode /s*/\t", "zznode /s*/" },
	/* Criteria, and files, which the shell does not know. */
	{ "/", "find -na\t", "find -name " },
	{ "/", "find so\t", "find soc/" },
	{ "/", "ls > so\t", "ls > so" },
	/* Properties, beside nodes. */
	{ "/", "zzprop /soc/com\t", "zzprop /soc/compatible " },
	{ "/soc", "zzprop ra\t", "zzprop ranges " },
	{ "/soc", "zznode ra\t", "zznode ra" },
	{ "/", "zzprop mo\t", "zzprop model " },
	{ "/", "zzprop serial0/st\t", "zzprop serial0/status " },
	/* Special characters are escaped, as the open quote requires. */
	{ "/", "zzprop \\#\t", "zzprop \\#address-cells " },
	{ "/", "zzprop /\\#\t", "zzprop /\\#address-cells " },
	{ "/", "zzprop /#\t", "zzprop /#address-cells " },
	{ "/", "zzprop \"#\t", "zzprop \"#address-cells\" " },
	{ "/soc", "zznode od\t", "zznode odd\\ name\\;x " },
	{ "/soc", "zznode 'od\t", "zznode 'odd name;x' " },
	{ "/soc", "zznode \"od\t", "zznode \"odd name;x\" " },
	{ "/soc", "zznode odd\\ n\t", "zznode odd\\ name\\;x " },
	/* Names that cannot be typed are not offered. */
	{ "/soc", "zznode esc\t", "zznode esc" },
	{ "/", "zznode 'a\\\t", "zznode 'a\\" },
	{ "/", "zznode a\\\t", "zznode a\\" },
};

static void word_is_completed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		type(rows[i].cwd, rows[i].keys);
		assert_string_equal(line.text, rows[i].text);
	}
}

/* The second tab lists in columns, and the line is printed again below. */
static void second_tab_lists(void **state)
{
	(void)state;
	type("/", "zz\t");
	assert_int_equal(screen.bells, 1);
	type("/", "zz\t\t");
	assert_string_equal(fake_screen_text(&screen),
			    "> zz\nzznode    zzprop    zzsecond\n> zz\n");
	type("/", "zznode /soc/u\t\t");
	assert_string_equal(fake_screen_text(&screen), "> zznode /soc/uart@\n"
						       "uart@1000   uart@2000/\n"
						       "> zznode /soc/uart@\n");
	type("/", "zznode -\t\t");
	assert_string_equal(fake_screen_text(&screen),
			    "> zznode -\n-d     -l     -f     --for\n> zznode -\n");
	type("/", "zznode x\t\t");
	assert_string_equal(fake_screen_text(&screen), "> zznode x\n");
	assert_int_equal(screen.bells, 2);
}

/* Without a tree there are no nodes, and nothing goes wrong. */
static void no_tree_offers_nothing(void **state)
{
	(void)state;
	type("/", "zznode ");
	shell.tree = NULL;
	shell_line_feed(&line, '\t');
	assert_string_equal(line.text, "zznode ");
}

/* As much as fits is inserted: a completion never makes the line too long. */
static void full_line_takes_what_fits(void **state)
{
	char keys[SHELL_LINE_MAX + 8];

	(void)state;
	memset(keys, ' ', sizeof(keys));
	strcpy(keys + SHELL_LINE_MAX - 11, "zzprop /so\t");
	type("/", keys);
	assert_int_equal(line.len, SHELL_LINE_MAX);
	assert_string_equal(line.text + SHELL_LINE_MAX - 4, "/soc");
	assert_int_equal(line.refused, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(word_is_completed),
		cmocka_unit_test(second_tab_lists),
		cmocka_unit_test(no_tree_offers_nothing),
		cmocka_unit_test(full_line_takes_what_fits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
