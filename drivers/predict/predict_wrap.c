#include "drivers/predict/predict_wrap.h"
/* Wraps text word by word. A word may reach from one piece of text into the next. */

enum { WRAP_COLUMNS = 79 };

static void wrap_word(struct predict_wrap *wrap)
{
	if (!wrap->len)
		return;
	if (wrap->column && wrap->column + 1 + wrap->len > WRAP_COLUMNS) {
		dt_puts(wrap->out, "\n  ");
		wrap->column = 2;
	}
	if (wrap->column) {
		dt_putc(wrap->out, ' ');
		wrap->column++;
	}
	dt_write(wrap->out, wrap->word, wrap->len);
	wrap->column += wrap->len;
	wrap->len = 0;
}

static void wrap_emit(void *context, const char *text, size_t len)
{
	struct predict_wrap *wrap = context;

	for (size_t i = 0; i < len; i++) {
		if (text[i] != ' ' && text[i] != '\n')
			wrap->word[wrap->len++] = text[i];
		if (text[i] == ' ' || text[i] == '\n' || wrap->len == sizeof(wrap->word))
			wrap_word(wrap);
		if (text[i] != '\n')
			continue;
		dt_putc(wrap->out, '\n');
		wrap->column = 0;
	}
}

void predict_wrap_init(struct predict_wrap *wrap, struct dt_text *text, struct dt_text *out)
{
	wrap->out = out;
	wrap->column = wrap->len = 0;
	dt_text_init(text, wrap_emit, wrap);
}
