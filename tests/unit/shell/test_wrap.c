#include "shell/wrap.h"
/* Wrapping: rows of a line, the screen's width, and what the screen shows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static char shown[4096];
static size_t len;

static void keep(void *context, const char *text, size_t size)
{
	assert_ptr_equal(context, shown);
	assert_true(len + size < sizeof(shown));
	memcpy(shown + len, text, size);
	shown[len += size] = '\0';
}

/* Wraps @text, which comes in pieces of @piece bytes. */
static const char *wrapped(const char *text, unsigned columns, size_t piece)
{
	struct shell_wrap wrap = { .columns = columns, .emit = keep };

	len = 0;
	shown[0] = '\0';
	for (size_t left = strlen(text); left; left -= piece, text += piece) {
		if (piece > left)
			piece = left;
		shell_wrap(&wrap, shown, text, piece);
	}
	shell_wrap_end(&wrap, shown);
	return shown;
}

static void lines(void **state)
{
	static const struct {
		unsigned columns;
		const char *text, *shown;
	} rows[] = {
		/* What fits stays, its blanks too; blanks at the end go. */
		{ 10, "", "" },
		{ 10, "\n\n", "\n\n" },
		{ 10, "a b   c\nd", "a b   c\nd" },
		{ 10, "0123456789\n", "0123456789\n" },
		{ 10, "a   \n  b \n", "a\n  b\n" },
		/* Words: a little further to the right than the line began. */
		{ 10, "one two three\n", "one two\n  three\n" },
		{ 10, "  one two three four\n", "  one two\n    three\n    four\n" },
		{ 10, "01234567 9\n", "01234567 9\n" },
		{ 10, "012345678 0\n", "012345678\n  0\n" },
		/* Columns: below the last that begins in the left half, whole where that is
		 * possible. */
		{ 20, "ab  cd  ef gh ij kl mn op\n", "ab  cd  ef gh ij kl\n        mn op\n" },
		{ 20, "ab  cdefghij  kl mn op\n", "ab  cdefghij\n    kl mn op\n" },
		{ 20, "abc  de fg hi jk lm no pq\n", "abc  de fg hi jk lm\n     no pq\n" },
		{ 20, "0123456789ab  cd  ef  gh\n", "0123456789ab  cd  ef\n  gh\n" },
		/* A word that fits in no row is let through; others move to the left. */
		{ 10, "abcdefghijklm n\n", "abcdefghijklm\n  n\n" },
		{ 10, "a abcdefghijklm n\n", "a\nabcdefghijklm\n  n\n" },
		{ 10, "a  bcdefghij\n", "a\n bcdefghij\n" },
		{ 12, "abc  defghijk lmnopqrst\n", "abc\n    defghijk\n   lmnopqrst\n" },
		/* A command to copy is left whole. */
		{ 10, "  type: set  a 'bcd efg'\nab cd ef gh\n",
		  "  type: set  a 'bcd efg'\nab cd ef\n  gh\n" },
		{ 10, "type: \ntype a bcd\n", "type:\ntype a bcd\n" },
		/* Each line begins anew. */
		{ 10, "ab  cd ef gh\nij kl mn op\n", "ab  cd ef\n    gh\nij kl mn\n  op\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_string_equal(wrapped(rows[i].text, rows[i].columns, 1), rows[i].shown);
		assert_string_equal(wrapped(rows[i].text, rows[i].columns, 1000), rows[i].shown);
	}
}

/* Texts of all lengths around the buffer's, and words as long as it (20 + 3 * 36): no row is too
 * long unless it is one word, and no word is changed. */
static void long_texts(void **state)
{
	char text[1024], again[4096];

	(void)state;
	for (size_t word = 1; word < 300; word += word < 20 ? 1 : 36) {
		for (size_t size = SHELL_WRAP_TEXT - 20; size < 600; size++) {
			for (size_t i = 0; i < size; i++)
				text[i] = i % (word + 1) == word ? ' ' : (char)('a' + i % 26);
			text[size] = '\0';
			wrapped(text, 40, 7);
			snprintf(again, sizeof(again), "%s", shown);
			for (char *row = strtok(again, "\n"); row; row = strtok(NULL, "\n"))
				assert_true(strlen(row) <= 40 ||
					    !strchr(row + strspn(row, " "), ' '));
			for (const char *a = text, *b = shown; *a || *b;) {
				size_t blanks = strspn(a, " ");

				a += blanks;
				b += blanks ? strspn(b, " \n") : 0;
				assert_int_equal(*a, *b);
				a += *a != '\0';
				b += *b != '\0';
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines),
		cmocka_unit_test(long_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
