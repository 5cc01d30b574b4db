/* Text is broken at blanks, whatever the pieces are in which it comes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "drivers/predict/predict_wrap.h"

#define TEN     "1234567890"
#define SEVENTY TEN TEN TEN TEN TEN TEN TEN

static char shown[1024];
static size_t shown_len;

static void show(void *context, const char *text, size_t len)
{
	(void)context;
	assert_true(shown_len + len < sizeof(shown));
	memcpy(shown + shown_len, text, len);
	shown_len += len;
	shown[shown_len] = '\0';
}

/* Wraps @text, handed on in pieces of @piece bytes. */
static void wrap(const char *text, size_t piece)
{
	struct dt_text out, wrapped;
	struct predict_wrap state;
	size_t len = strlen(text);

	shown_len = 0;
	dt_text_init(&out, show, NULL);
	predict_wrap_init(&state, &wrapped, &out);
	for (size_t at = 0; at < len; at += piece) {
		dt_write(&wrapped, text + at, len - at < piece ? len - at : piece);
		dt_flush(&wrapped);
	}
	dt_flush(&out);
}

static void lines_are_broken_at_blanks(void **state)
{
	static const struct {
		const char *text, *wrapped;
	} rows[] = {
		{ "a b\n", "a b\n" },
		{ "\n", "\n" },
		{ "a\n\nb\n", "a\n\nb\n" },
		{ SEVENTY " 12345678\n", SEVENTY " 12345678\n" },       /* 79 columns */
		{ SEVENTY " 123456789\n", SEVENTY "\n   123456789\n" }, /* 80 */
		{ SEVENTY " 123456 a\n", SEVENTY " 123456 a\n" },       /* 79 */
		{ SEVENTY " 1234567 a\n", SEVENTY " 1234567\n   a\n" },
		{ "a " SEVENTY "\nb\n", "a " SEVENTY "\nb\n" },
		{ "a " SEVENTY " " SEVENTY " b\n", "a " SEVENTY "\n   " SEVENTY " b\n" },
		/* A word that no line holds is broken anywhere. */
		{ SEVENTY TEN TEN "\n", SEVENTY "123456\n   78901234567890\n" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		for (size_t piece = 1; piece < 9; piece++) {
			wrap(rows[i].text, piece);
			assert_string_equal(shown, rows[i].wrapped);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(lines_are_broken_at_blanks) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
