/* paste and export: a tree passed through a terminal, with the damage that terminals do. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/export/lines.h"
#include "tests/unit/fake/fake_port.h"
#include "tests/unit/fake/fake_text.h"
#include "tests/unit/fake/fake_tree.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))
#define PROMPT      "Paste the lines now. A line with '.' alone, or Ctrl-C, ends it.\n"

enum { LINES_MAX = 16, INPUT_MAX = 4096 };

/* 253 bytes: seven lines. */
static const struct fake_item rows[] = {
	TREE_TEXT("model", "a board"),
	TREE_TEXT("compatible", "a,board"),
	TREE_NODE("soc"),
	TREE_CELLS("reg", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16),
	TREE_NODE("serial@10000000"),
	TREE_END,
	TREE_END,
	{ 0 },
};

static const struct dt_tree *tree;
static char text[INPUT_MAX];
static const char *line[LINES_MAX]; /* [0]: the first, then by number, then the last */
static uint32_t lines;

/* The tree's lines, as export prints them. */
static void make_lines(void)
{
	char *end = text;

	tree = fake_tree(rows);
	lines = dt_lines_of(tree->size);
	fake_text_start();
	dt_put_line_frame(&fake_out, "dtb", tree->blob, tree->size);
	for (uint32_t number = 1; number <= lines; number++)
		dt_put_line(&fake_out, tree->blob, tree->size, number);
	dt_put_line_frame(&fake_out, "end", tree->blob, tree->size);
	strcpy(text, fake_text());
	for (uint32_t i = 0; i < lines + 2; i++) {
		line[i] = end;
		end = strchr(end, '\n') + 1;
	}
}

struct session {
	const char *title;
	const char *input;  /* digits, '=', 'E': that line; 'S': silence; others: themselves */
	const char *output; /* after the prompt; $ is the message of success */
	int status;
};

static size_t make_input(char *input, const char *recipe, size_t *silent_at)
{
	size_t len = 0;

	for (; *recipe; recipe++) {
		uint32_t which = *recipe == '='   ? 0
				 : *recipe == 'E' ? lines + 1
						  : (uint32_t)(*recipe - '0');
		size_t part;

		if (*recipe == 'S') {
			*silent_at = len;
			continue;
		}
		if (which > lines + 1) {
			input[len++] = *recipe;
			continue;
		}
		part = (size_t)(strchr(line[which], '\n') + 1 - line[which]);
		memcpy(input + len, line[which], part);
		len += part;
	}
	return len;
}

static void expect(const char *got, const struct session *row)
{
	char expected[1024];
	const char *hole = strchr(row->output, '$');
	int head = hole ? (int)(hole - row->output) : (int)strlen(row->output);

	snprintf(expected, sizeof(expected), PROMPT "%.*s%s%s", head, row->output,
		 hole ? "tree 1: 253 bytes, 3 nodes; next: dt use 1\n" : "", hole ? hole + 1 : "");
	if (strcmp(got, expected))
		print_message("%s:\n", row->title);
	assert_string_equal(got, expected);
}

static void run_session(const struct session *row)
{
	static struct fake_port port;
	static struct dt_trees trees;
	static char input[INPUT_MAX];
	struct shell shell;
	size_t silent_at = 0, len = make_input(input, row->input, &silent_at);

	fake_port_init(&port, input, len);
	port.silent_at = silent_at;
	fake_shell_init(&shell, &port);
	dt_trees_init(&trees, tree);
	shell.trees = &trees;
	shell.tree = tree;
	assert_int_equal(shell_run(&shell, "paste dtb board"), row->status);
	expect(fake_port_output(&port), row);
	assert_false(port.raw);
	if (!row->status) {
		assert_string_equal(trees.slot[1].name, "board");
		assert_int_equal(trees.slot[1].tree.size, tree->size);
		assert_memory_equal(trees.slot[1].tree.blob, tree->blob, tree->size);
	}
	dt_trees_close(&trees, 1);
}

static void pasted_lines_make_a_tree(void **state)
{
	static const struct session sessions[] = {
		{ "as they were", "=1234567E", "7 lines, 0 others ignored\n$", 0 },
		{ "in any order, some twice", "7=632211E5E4",
		  "missing: 4-5\nmissing: 4\n7 lines, 0 others ignored\n$", 0 },
		{ "without the last line, then silence", "=1234567S",
		  "7 lines, 0 others ignored\n$", 0 },
		{ "without the first", "1234567E", "7 lines, 0 others ignored\n$", 0 },
		{ "some are missing, and come", "=14567E3 echo\n2S",
		  "missing: 2-3\n7 lines, 1 others ignored\n$", 0 },
		{ "noise before, between, after", "/> export dtb\n\n= > 12\r\n\n34 .\n567x\nE",
		  "7 lines, 3 others ignored\n$", 0 },
		{ "a terminal's marks around them", "\033[?~=1234567E",
		  "7 lines, 0 others ignored\n$", 0 },
		{ "no frame at all, then it comes", "12S34567E",
		  "missing: the first line or the last, which begin with '='\n7 lines, 0 others "
		  "ignored\n$",
		  0 },
		{ "a damaged line", "=123456x7S7E", "missing: 7\n7 lines, 1 others ignored\n$", 0 },
	};

	(void)state;
	make_lines();
	for (size_t i = 0; i < ROWS(sessions); i++)
		run_session(&sessions[i]);
}

static void paste_can_be_cancelled(void **state)
{
	static const struct session sessions[] = {
		{ "a point", "=1267.\n", "missing: 3-5\npaste: stopped before all lines came\n",
		  EIO },
		{ "the input ends", "=12", "missing: 3-7\npaste: stopped before all lines came\n",
		  EIO },
		{ "Ctrl-C", "=123\003", "^C\n", SHELL_INTERRUPTED },
		{ "nothing came", ".\n",
		  "missing: the first line or the last, which begin with '='\npaste: stopped "
		  "before all lines came\n",
		  EIO },
	};

	(void)state;
	make_lines();
	for (size_t i = 0; i < ROWS(sessions); i++)
		run_session(&sessions[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pasted_lines_make_a_tree),
		cmocka_unit_test(paste_can_be_cancelled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
