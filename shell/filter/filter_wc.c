/* wc: the number of lines, words and bytes. */
#include <stdio.h>
#include "shell/filter.h"

struct wc {
	size_t lines, words, bytes;
	bool in_word;
};

static struct wc *wc_of(struct shell_filter *filter)
{
	return (struct wc *)filter->state;
}

static void wc_write(struct shell_filter *filter, const char *text, size_t len)
{
	struct wc *wc = wc_of(filter);

	wc->bytes += len;
	for (size_t i = 0; i < len; i++) {
		bool in_word = text[i] != ' ' && text[i] != '\t' && text[i] != '\n';

		wc->lines += text[i] == '\n';
		wc->words += in_word && !wc->in_word;
		wc->in_word = in_word;
	}
}

static int wc_end(struct shell_filter *filter)
{
	const struct wc *wc = wc_of(filter);
	char text[72]; /* three numbers of 20 digits */
	int len = snprintf(text, sizeof(text), "%7zu %7zu %7zu\n", wc->lines, wc->words, wc->bytes);

	shell_filter_pass(filter, text, (size_t)len);
	return 0;
}

static const struct shell_filter_ops wc_ops = {
	.state_size = sizeof(struct wc),
	.write = wc_write,
	.end = wc_end,
};

static const struct shell_command wc_command = {
	.name = "wc",
	.args = "",
	.summary = "count lines, words and bytes",
	.example = "dts / | wc",
	.filter = &wc_ops,
};
SHELL_COMMAND(wc_command);
