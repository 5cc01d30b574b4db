/* Keys from bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "shell/line/keys.h"

enum { ROW_KEYS = 6, ENTER = SHELL_CTRL('M') };

struct keys_row {
	const char *bytes;
	size_t len;
	int keys[ROW_KEYS]; /* 0 ends them */
};

#define BYTES(text) text, sizeof(text) - 1

static const struct keys_row rows[] = {
	{ BYTES("a"), { 'a' } },
	{ BYTES("\001\177"), { 1, 0x7f } },
	{ BYTES("\303\251"), { 0xc3, 0xa9 } },
	{ BYTES("\0a\0"), { 'a' } },
	/* Line ends. */
	{ BYTES("\r"), { ENTER } },
	{ BYTES("\n"), { ENTER } },
	{ BYTES("\r\n"), { ENTER } },
	{ BYTES("\r\0\n"), { ENTER } },
	{ BYTES("\n\r"), { ENTER, ENTER } },
	{ BYTES("\r\r\n\n"), { ENTER, ENTER, ENTER } },
	{ BYTES("\ra\n"), { ENTER, 'a', ENTER } },
	{ BYTES("\033OM\n"), { ENTER } },
	/* Arrow keys and others, from various terminals. */
	{ BYTES("\033[A\033[B\033[C\033[D"),
	  { SHELL_KEY_UP, SHELL_KEY_DOWN, SHELL_KEY_RIGHT, SHELL_KEY_LEFT } },
	{ BYTES("\033OA\033OB\033OC\033OD"),
	  { SHELL_KEY_UP, SHELL_KEY_DOWN, SHELL_KEY_RIGHT, SHELL_KEY_LEFT } },
	{ BYTES("\033[H\033OH\033[1~\033[7~"),
	  { SHELL_KEY_HOME, SHELL_KEY_HOME, SHELL_KEY_HOME, SHELL_KEY_HOME } },
	{ BYTES("\033[F\033OF\033[4~\033[8~"),
	  { SHELL_KEY_END, SHELL_KEY_END, SHELL_KEY_END, SHELL_KEY_END } },
	{ BYTES("\033[3~\033[3;5~"), { SHELL_KEY_DELETE, SHELL_KEY_DELETE } },
	{ BYTES("\033[1;5C\033[1;5D"), { SHELL_KEY_WORD_RIGHT, SHELL_KEY_WORD_LEFT } },
	{ BYTES("\033[1;3C\033Oc\033Od\033[5D"),
	  { SHELL_KEY_WORD_RIGHT, SHELL_KEY_WORD_RIGHT, SHELL_KEY_WORD_LEFT,
	    SHELL_KEY_WORD_LEFT } },
	{ BYTES("\033b\033f\033d\033\177\033\b"),
	  { SHELL_KEY_WORD_LEFT, SHELL_KEY_WORD_RIGHT, SHELL_KEY_KILL_WORD,
	    SHELL_KEY_KILL_WORD_LEFT, SHELL_KEY_KILL_WORD_LEFT } },
	{ BYTES("\033[200~x\033[201~"), { SHELL_KEY_PASTE, 'x', SHELL_KEY_PASTE_END } },
	/* An unknown sequence is discarded as a whole. */
	{ BYTES("\033[1;5Px"), { 'x' } },
	{ BYTES("\033[15~x"), { 'x' } },
	{ BYTES("\033[?1;2cx"), { 'x' } },
	{ BYTES("\033[24;80Rx"), { 'x' } },
	{ BYTES("\033[1;2;3;4;5;6;7 qx"), { 'x' } },
	{ BYTES("\033[99999999999999999999~x"), { 'x' } },
	{ BYTES("\033OPx"), { 'x' } },
	{ BYTES("\033zx"), { 'x' } },
	{ BYTES("\033[[Ax"), { 'x' } },
	{ BYTES("\033\303x"), { 'x' } },
	/* Control characters end a sequence and are keys themselves. */
	{ BYTES("\033\003"), { 3 } },
	{ BYTES("\033[\r\n"), { ENTER } },
	{ BYTES("\033[1;\003x"), { 3, 'x' } },
	{ BYTES("\033\033[A"), { SHELL_KEY_UP } },
	{ BYTES("\033[1\033[A"), { SHELL_KEY_UP } },
};

static void bytes_make_keys(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct shell_keys keys = { 0 };
		int got[ROW_KEYS + 1] = { 0 }, count = 0;

		for (size_t b = 0; b < rows[i].len; b++) {
			int key = shell_keys_feed(&keys, (unsigned char)rows[i].bytes[b]);

			if (key == SHELL_KEY_NONE)
				continue;
			assert_true(count < ROW_KEYS);
			got[count++] = key;
		}
		if (memcmp(got, rows[i].keys, sizeof(rows[i].keys)) != 0)
			fail_msg("row %zu", i);
	}
}

/* A sequence that was cut short does not hide Ctrl-C. */
static void no_prefix_hides_ctrl_c(void **state)
{
	static const char *const prefixes[] = { "\033", "\033[", "\033O", "\033[1;5", "\033[[" };

	(void)state;
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		struct shell_keys keys = { 0 };

		for (const char *c = prefixes[i]; *c; c++)
			shell_keys_feed(&keys, (unsigned char)*c);
		assert_int_equal(shell_keys_feed(&keys, 3), 3);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_make_keys),
		cmocka_unit_test(no_prefix_hides_ctrl_c),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
