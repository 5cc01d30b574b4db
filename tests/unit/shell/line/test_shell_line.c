/* The line editor: from bytes to the line and the screen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_editor.h"

#define LEFT  "\033[D"
#define RIGHT "\033[C"
#define UP    "\033[A"
#define DOWN  "\033[B"
#define TEN   "0123456789"
#define LONG  TEN TEN TEN TEN TEN TEN TEN TEN /* 80 */

/* `^` in text is where the cursor is. */
struct edit_row {
	const char *keys, *text;
};

static const struct edit_row edits[] = {
	{ "abc", "abc^" },
	{ "ac" LEFT "b", "ab^c" },
	{ "abc\002\002\006X", "abX^c" },
	{ "abc" LEFT LEFT RIGHT LEFT LEFT LEFT "X", "X^abc" },
	{ "abc" RIGHT "d", "abcd^" },
	{ "bc\001a\005d", "abcd^" },
	{ "bc\033[Ha\033[Fd", "abcd^" },
	{ "abc\177", "ab^" },
	{ "abc\b\b", "a^" },
	{ "\177\b\033[3~\004", "^" },
	{ "abc\001\177", "^abc" },
	{ "abc\001\033[3~", "^bc" },
	{ "abc\001\004\004", "^c" },
	{ "abc\004", "abc^" },
	{ "a b c" LEFT LEFT "\013", "a b^" },
	{ "a b c" LEFT LEFT "\025", "^ c" },
	{ "one two  \027", "one ^" },
	{ "/soc/uart\027", "^" },
	{ "one two three\033b\033b\033d", "one ^ three" },
	{ "one two\033b\033b\033f\033f\033f", "one two^" },
	{ "/soc/uart@1000\033\177", "/soc/uart@^" },
	{ "/soc/uart\033\b\033\b", "/^" },
	{ "one two\001\033[1;5CX\033[1;5DY", "Y^oneX two" },
	{ "ab\024", "ba^" },
	{ "abc" LEFT "\024", "acb^" },
	{ "abc" LEFT LEFT "\024", "ba^c" },
	{ "a\024\001\024", "^a" },
	{ "\024", "^" },
	{ "one two\027\031\031", "one twotwo^" },
	{ "one two\001\013\031 \031", "one two one two^" },
	{ "one\025two\025\031", "two^" },
	{ "\031", "^" },
	{ "a\tb", "ab^" },
	{ "a\033[15~\033[?1;2cb", "ab^" },
	{ "caf\303\251", "caf\303\251^" },
	{ "a" UP DOWN "b", "ab^" },
	{ "ab\033[200~c\td\033[De\001\177f\033[201~g", "abc defg^" },
	/* Lines of several rows; the prompt has 3 columns. */
	{ LONG, LONG "^" },
	{ LONG LONG LONG, LONG LONG LONG "^" },
	{ LONG "\001X", "X^" LONG },
	{ LONG LONG "\001XY\005Z", "XY" LONG LONG "Z^" },
	{ LONG LONG "\001\004\004\004\004", "^456789" TEN TEN TEN TEN TEN TEN TEN LONG },
	{ LONG LONG "\025abc", "abc^" },
	{ "x" LONG LONG "\001\006\013", "x^" },
	{ LONG "\177\177\177\177\177\177", TEN TEN TEN TEN TEN TEN TEN "0123^" },
	/* The cursor and the end around a row's last column: 77 characters fill the first row. */
	{ TEN TEN TEN TEN TEN TEN TEN "0123456", TEN TEN TEN TEN TEN TEN TEN "0123456^" },
	{ TEN TEN TEN TEN TEN TEN TEN "0123456" LEFT RIGHT LEFT LEFT "X",
	  TEN TEN TEN TEN TEN TEN TEN "01234X^56" },
	{ TEN TEN TEN TEN TEN TEN TEN "0123456" LEFT "X", TEN TEN TEN TEN TEN TEN TEN "012345X^6" },
	{ TEN TEN TEN TEN TEN TEN TEN "01234567\177", TEN TEN TEN TEN TEN TEN TEN "0123456^" },
	{ TEN TEN TEN TEN TEN TEN TEN "01234567\177\177", TEN TEN TEN TEN TEN TEN TEN "012345^" },
	{ TEN TEN TEN TEN TEN TEN TEN "0123456\001\005Y", TEN TEN TEN TEN TEN TEN TEN "0123456Y^" },
	{ TEN TEN TEN TEN TEN TEN TEN "0123456\001\004\005",
	  "123456789" TEN TEN TEN TEN TEN TEN "0123456^" },
	{ TEN TEN TEN TEN TEN TEN TEN "0123456\024", TEN TEN TEN TEN TEN TEN TEN "0123465^" },
};

static void edit_expect(struct fake_editor *editor, const char *text)
{
	char line[SHELL_LINE_MAX + 2];

	snprintf(line, sizeof(line), "%.*s^%s", editor->line.cursor, editor->line.text,
		 editor->line.text + editor->line.cursor);
	assert_string_equal(line, text);
}

static void keys_edit_the_line(void **state)
{
	static struct fake_editor editor;

	(void)state;
	for (size_t i = 0; i < sizeof(edits) / sizeof(edits[0]); i++) {
		for (int at_once = 0; at_once < 2; at_once++) {
			fake_editor_init(&editor, "/> ", at_once);
			fake_editor_type(&editor, edits[i].keys, strlen(edits[i].keys));
			edit_expect(&editor, edits[i].text);
		}
	}
}

static void control_characters_are_ignored(void **state)
{
	static const char keys[] =
		"a\0\007\016\017\021\022\007\023\026\027b\030\032\034\035\036\037c";
	static struct fake_editor editor;

	(void)state;
	fake_editor_init(&editor, "/> ", false);
	fake_editor_type(&editor, keys, sizeof(keys) - 1);
	edit_expect(&editor, "bc^");
}

/* The screen is right after each of many random keys. */
static void screen_is_right_after_any_keys(void **state)
{
	static const char *const keys[] = {
		"a",       "b",
		" ",       "xyz",
		TEN,       "012345678901234567890123456789",
		LEFT,      "\033[D\033[D\033[D",
		RIGHT,     "\001",
		"\005",    "\177",
		"\004",    "\013",
		"\025",    "\027",
		"\031",    "\024",
		"\033b",   "\033f",
		"\033d",   UP,
		DOWN,      "\014",
		"\022",    "\022a",
		"\007",    "1",
		"\033[3~", "\t",
	};
	static struct fake_editor editor;
	uint32_t random = 1;

	(void)state;
	for (int round = 0; round < 300; round++) {
		fake_editor_init(&editor, round % 3 ? "/soc> " : LONG "> ", round % 2);
		shell_history_add(&editor.history, "a" LONG TEN TEN TEN);
		shell_history_add(&editor.history, "banana 1");
		for (int i = 0; i < 60; i++) {
			const char *key;

			random = random * 1664525 + 1013904223;
			key = keys[(random >> 16) % (sizeof(keys) / sizeof(keys[0]))];
			if (*key == '\004' && !editor.line.len)
				continue; /* it would end the line */
			fake_editor_type(&editor, key, strlen(key));
			assert_int_equal(editor.event, SHELL_LINE_OPEN);
		}
	}
}

/* Text typed at the end is echoed unchanged, also over several rows, and nothing else is sent. */
static void typed_text_is_echoed_alone(void **state)
{
	static const char text[] = LONG LONG LONG "caf\303\251 | grep x";
	static struct fake_editor editor;

	(void)state;
	fake_editor_init(&editor, "/> ", false);
	fake_editor_type(&editor, text, sizeof(text) - 1);
	fake_editor_type(&editor, "\r", 1);
	assert_int_equal(editor.event, SHELL_LINE_DONE);
	assert_string_equal(editor.line.text, text);
	assert_true(editor.sent_len == 3 + sizeof(text) - 1 + 1);
	assert_memory_equal(editor.sent, "/> ", 3);
	assert_memory_equal(editor.sent + 3, text, sizeof(text) - 1);
	assert_string_equal(editor.sent + 3 + sizeof(text) - 1, "\n");
}

/* Text is pasted into the middle, and the screen is refreshed only at the end. */
static void screen_may_be_refreshed_late(void **state)
{
	static struct fake_editor editor;
	size_t sent;

	(void)state;
	fake_editor_init(&editor, "/> ", false);
	fake_editor_type(&editor, "ad" LEFT, 2 + strlen(LEFT));
	sent = editor.sent_len;
	for (const char *c = LONG LONG LONG; *c; c++)
		shell_line_feed(&editor.line, (unsigned char)*c);
	assert_true(editor.sent_len == sent);
	shell_line_refresh(&editor.line);
	fake_editor_check(&editor);
	edit_expect(&editor, "a" LONG LONG LONG "^d");
	assert_in_range(editor.sent_len - sent, 240, 270);
}

/* Enter in the middle of a long line leaves the whole line on the screen; the cursor goes below
 * it. */
static void line_is_left_whole(void **state)
{
	static struct fake_editor editor;

	(void)state;
	for (int at_once = 0; at_once < 2; at_once++) {
		fake_editor_init(&editor, "/> ", at_once);
		fake_editor_type(&editor, LONG LONG "\001\r", 162);
		assert_int_equal(editor.event, SHELL_LINE_DONE);
		assert_string_equal(fake_screen_text(&editor.screen),
				    "/> " TEN TEN TEN TEN TEN TEN TEN "0123456\n"
				    "789" TEN TEN TEN TEN TEN TEN TEN "0123456\n"
				    "789\n");
		assert_int_equal(editor.screen.row, 3);
		assert_int_equal(editor.screen.column, 0);
	}
}

static void line_is_abandoned(void **state)
{
	static struct fake_editor editor;

	(void)state;
	fake_editor_init(&editor, "/> ", false);
	fake_editor_type(&editor, "abc\001\003", 5);
	assert_int_equal(editor.event, SHELL_LINE_ABANDONED);
	assert_string_equal(fake_screen_text(&editor.screen), "/> abc^C\n");
	assert_int_equal(editor.screen.row, 1);
}

static void ctrl_d_on_an_empty_line(void **state)
{
	static struct fake_editor editor;

	(void)state;
	fake_editor_init(&editor, "/> ", false);
	fake_editor_type(&editor, "a\001\004", 3);
	assert_int_equal(editor.event, SHELL_LINE_OPEN);
	fake_editor_type(&editor, "\004", 1);
	assert_int_equal(editor.event, SHELL_LINE_END);
}

/* A line has at most 512 characters; a longer one is refused, with the right count. */
static void long_line_is_refused(void **state)
{
	static struct fake_editor editor;

	(void)state;
	for (int extra = 0; extra < 3; extra++) {
		fake_editor_init(&editor, "/> ", false);
		for (int i = 0; i < SHELL_LINE_MAX + extra; i++)
			fake_editor_type(&editor, "x", 1);
		fake_editor_type(&editor, "\r", 1);
		assert_int_equal(editor.event, extra ? SHELL_LINE_TOO_LONG : SHELL_LINE_DONE);
		assert_int_equal(editor.line.refused, extra ? SHELL_LINE_MAX + extra : 0);
		assert_int_equal(editor.screen.bells, extra > 0);
	}
	/* A yank that does not fit only rings the bell. */
	fake_editor_init(&editor, "/> ", false);
	for (int i = 0; i < 300; i++)
		fake_editor_type(&editor, "x", 1);
	fake_editor_type(&editor, "\025\031\031", 3);
	assert_int_equal(editor.line.len, 300);
	assert_int_equal(editor.screen.bells, 1);
}

/* After the bell, the keys that delete characters lead back to a line that can be run. */
static void long_line_can_be_shortened(void **state)
{
	static const struct {
		int extra;
		const char *keys;
		enum shell_line_event event;
		size_t refused;
		int len, bells;
	} rows[] = {
		{ 1, "\177\r", SHELL_LINE_DONE, 0, SHELL_LINE_MAX, 1 },
		{ 1, "\b\r", SHELL_LINE_DONE, 0, SHELL_LINE_MAX, 1 },
		{ 1, "\177\177\177y\r", SHELL_LINE_DONE, 0, SHELL_LINE_MAX - 1, 1 },
		{ 1, "\177y", SHELL_LINE_OPEN, SHELL_LINE_MAX + 1, SHELL_LINE_MAX, 2 },
		{ 3, "\177\r", SHELL_LINE_TOO_LONG, SHELL_LINE_MAX + 2, SHELL_LINE_MAX, 1 },
		{ 3, "\177\177\177\r", SHELL_LINE_DONE, 0, SHELL_LINE_MAX, 1 },
		{ 3, "\025ls\r", SHELL_LINE_DONE, 0, 2, 1 },
		{ 3, "\027ls\r", SHELL_LINE_DONE, 0, 2, 1 },
		{ 3, "\033\177ls\r", SHELL_LINE_DONE, 0, 2, 1 },
		{ 3, "\003", SHELL_LINE_ABANDONED, SHELL_LINE_MAX + 3, SHELL_LINE_MAX, 1 },
		/* The other keys ring the bell. */
		{ 1, "\t\033[A\001\004\r", SHELL_LINE_TOO_LONG, SHELL_LINE_MAX + 1, SHELL_LINE_MAX,
		  5 },
	};
	static struct fake_editor editor;

	(void)state;
	for (size_t row = 0; row < sizeof(rows) / sizeof(rows[0]); row++) {
		fake_editor_init(&editor, "/> ", false);
		for (int i = 0; i < SHELL_LINE_MAX + rows[row].extra; i++)
			fake_editor_type(&editor, "x", 1);
		fake_editor_type(&editor, rows[row].keys, strlen(rows[row].keys));
		assert_int_equal(editor.event, rows[row].event);
		assert_int_equal(editor.line.refused, rows[row].refused);
		assert_int_equal(editor.line.len, rows[row].len);
		assert_int_equal(editor.screen.bells, rows[row].bells);
	}
}

static void second_tab_is_an_event(void **state)
{
	static struct fake_editor editor;

	(void)state;
	fake_editor_init(&editor, "/> ", false);
	fake_editor_type(&editor, "\t\t\ta\t\001\t", 7);
	assert_int_equal(editor.tabs, 5);
	assert_int_equal(editor.tabs_again, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_edit_the_line),
		cmocka_unit_test(control_characters_are_ignored),
		cmocka_unit_test(screen_is_right_after_any_keys),
		cmocka_unit_test(typed_text_is_echoed_alone),
		cmocka_unit_test(screen_may_be_refreshed_late),
		cmocka_unit_test(line_is_left_whole),
		cmocka_unit_test(line_is_abandoned),
		cmocka_unit_test(ctrl_d_on_an_empty_line),
		cmocka_unit_test(long_line_is_refused),
		cmocka_unit_test(long_line_can_be_shortened),
		cmocka_unit_test(second_tab_is_an_event),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
