/* The history, and the keys that recall its lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_editor.h"

#define UP   "\033[A"
#define DOWN "\033[B"

static void history_fill(struct shell_history *history, const char *const *lines)
{
	memset(history, 0, sizeof(*history));
	for (; *lines; lines++)
		shell_history_add(history, *lines);
}

static void a_line_is_kept_once(void **state)
{
	static const struct {
		const char *added[6], *kept; /* newest first */
	} rows[] = {
		{ { "a" }, "a," },
		{ { "a", "b", "c" }, "c,b,a," },
		{ { "a", "a" }, "a," },
		{ { "a", "b", "a" }, "a,b," },
		{ { "a", "b", "c", "b" }, "b,c,a," },
		{ { "", "   ", "\t", "a" }, "a," },
		{ { "a", "a ", " a" }, "a ,a," },
		{ { "a", " b", "\tc" }, "\tc,a," },
	};
	static struct shell_history history;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char kept[64] = "";
		const char *line;

		history_fill(&history, rows[i].added);
		for (int age = 0; (line = shell_history_get(&history, age)); age++) {
			strcat(kept, line);
			strcat(kept, ",");
		}
		assert_string_equal(kept, rows[i].kept);
		assert_null(shell_history_get(&history, -1));
	}
}

/* The oldest of 32 lines is dropped; the longest line is kept whole. */
static void the_oldest_is_dropped(void **state)
{
	static struct shell_history history;
	char line[SHELL_LINE_MAX + 2];

	(void)state;
	memset(&history, 0, sizeof(history));
	for (int i = 0; i < 3 * SHELL_HISTORY_MAX; i++) {
		snprintf(line, sizeof(line), "line %d", i);
		shell_history_add(&history, line);
	}
	for (int age = 0; age < SHELL_HISTORY_MAX; age++) {
		snprintf(line, sizeof(line), "line %d", 3 * SHELL_HISTORY_MAX - 1 - age);
		assert_string_equal(shell_history_get(&history, age), line);
	}
	assert_null(shell_history_get(&history, SHELL_HISTORY_MAX));
	memset(line, 'x', SHELL_LINE_MAX + 1);
	line[SHELL_LINE_MAX + 1] = '\0';
	shell_history_add(&history, line);
	assert_string_equal(shell_history_get(&history, 0), "line 95");
	line[SHELL_LINE_MAX] = '\0';
	shell_history_add(&history, line);
	assert_string_equal(shell_history_get(&history, 0), line);
	assert_string_equal(shell_history_get(&history, SHELL_HISTORY_MAX - 1), "line 65");
}

static void text_is_searched(void **state)
{
	static const char *const lines[] = { "ls /soc", "cat x", "ls /cpus", NULL };
	static struct shell_history history;

	(void)state;
	history_fill(&history, lines);
	assert_int_equal(shell_history_search(&history, 0, "ls"), 0);
	assert_int_equal(shell_history_search(&history, 1, "ls"), 2);
	assert_int_equal(shell_history_search(&history, 0, "at x"), 1);
	assert_int_equal(shell_history_search(&history, 2, "cat"), -ENOENT);
	assert_int_equal(shell_history_search(&history, 3, ""), -ENOENT);
}

/* The line after the keys; the history is "ls /soc", "cat x", "ls /cpus". */
static const struct history_row {
	const char *keys, *text;
	int cursor;
	const char *lead;
} rows[] = {
	{ UP, "ls /cpus", 8, "/> " },
	{ UP UP UP, "ls /soc", 7, "/> " },
	{ UP UP UP UP, "ls /soc", 7, "/> " },
	{ "\020\020\016", "ls /cpus", 8, "/> " },
	{ "dr" UP DOWN, "dr", 2, "/> " },
	{ "dr" UP UP DOWN DOWN DOWN, "dr", 2, "/> " },
	{ UP "X" UP DOWN, "ls /cpus", 8, "/> " },
	{ DOWN, "", 0, "/> " },
	/* Ctrl-R. */
	{ "\022", "", 0, "search '': " },
	{ "\022l", "ls /cpus", 0, "search 'l': " },
	{ "\022ls /s", "ls /soc", 0, "search 'ls /s': " },
	{ "\022ls\022", "ls /soc", 0, "search 'ls': " },
	{ "\022ls\022\022", "ls /soc", 0, "no line has 'ls': " },
	{ "\022ls\022\022\177", "ls /cpus", 0, "search 'l': " },
	{ "\022/c", "ls /cpus", 3, "search '/c': " },
	{ "\022zz", "", 0, "no line has 'zz': " },
	{ "dr\022ca", "cat x", 0, "search 'ca': " },
	{ "dr\022ca\007", "dr", 2, "/> " },
	{ "dr\022ca\003", "dr", 2, "/> " },
	{ "dr\022\003", "dr", 2, "/> " },
	{ "dr\022zz\003", "dr", 2, "/> " },
	{ "\022ca\005y", "cat xy", 6, "/> " },
	{ "\022ca\001y", "ycat x", 1, "/> " },
	{ "\022ca\033[Cy", "cyat x", 2, "/> " },
	{ "\022ca" UP, "ls /soc", 7, "/> " },
	{ "\022ca" DOWN DOWN, "", 0, "/> " },
	{ "\022\177\177x", "cat x", 4, "search 'x': " },
	{ "\022ca\tb", "bcat x", 1, "/> " },
};

static void keys_recall_lines(void **state)
{
	static const char *const lines[] = { "ls /soc", "cat x", "ls /cpus", NULL };
	static struct fake_editor editor;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		fake_editor_init(&editor, "/> ", false);
		history_fill(&editor.history, lines);
		fake_editor_type(&editor, rows[i].keys, strlen(rows[i].keys));
		assert_int_equal(editor.event, SHELL_LINE_OPEN);
		assert_string_equal(editor.line.text, rows[i].text);
		assert_int_equal(editor.line.cursor, rows[i].cursor);
		assert_string_equal(editor.line.lead, rows[i].lead);
	}
}

/* Enter during a search runs the line; the screen keeps it after the usual prompt. */
static void found_line_is_run(void **state)
{
	static const char *const lines[] = { "ls /soc", NULL };
	static struct fake_editor editor;

	(void)state;
	fake_editor_init(&editor, "/> ", false);
	history_fill(&editor.history, lines);
	fake_editor_type(&editor, "\022so\r", 4);
	assert_int_equal(editor.event, SHELL_LINE_DONE);
	assert_string_equal(editor.line.text, "ls /soc");
	assert_string_equal(fake_screen_text(&editor.screen), "/> ls /soc\n");
	assert_int_equal(editor.screen.row, 1);
}

/* The searched text has a limit; characters beyond it ring the bell. */
static void query_has_a_limit(void **state)
{
	static struct fake_editor editor;

	(void)state;
	fake_editor_init(&editor, "/> ", false);
	fake_editor_type(&editor, "\022", 1);
	for (int i = 0; i <= SHELL_QUERY_MAX; i++)
		fake_editor_type(&editor, "x", 1);
	assert_int_equal(strlen(editor.line.query), SHELL_QUERY_MAX);
	assert_int_equal(editor.screen.bells, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_is_kept_once), cmocka_unit_test(the_oldest_is_dropped),
		cmocka_unit_test(text_is_searched),    cmocka_unit_test(keys_recall_lines),
		cmocka_unit_test(found_line_is_run),   cmocka_unit_test(query_has_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
