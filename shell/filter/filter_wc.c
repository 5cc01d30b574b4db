/* wc: the number of lines, words and bytes. */
#include <stdio.h>
#include "shell/filter.h"

struct wc {
	size_t lines, words, bytes;
	bool in_word;
	const size_t *one; /* the only count that is wanted; NULL: all three */
};

static struct wc *wc_of(struct shell_filter *filter)
{
	return (struct wc *)filter->state;
}

static int wc_begin(struct shell_filter *filter, const struct shell_args *args)
{
	struct wc *wc = wc_of(filter);

	wc->one = shell_option(args, 'l')   ? &wc->lines
		  : shell_option(args, 'w') ? &wc->words
		  : shell_option(args, 'c') ? &wc->bytes
					    : NULL;
	return 0;
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
	int len = wc->one ? snprintf(text, sizeof(text), "%zu\n", *wc->one)
			  : snprintf(text, sizeof(text), "%zu %zu %zu\n", wc->lines, wc->words,
				     wc->bytes);

	shell_filter_pass(filter, text, (size_t)len);
	return 0;
}

static const struct shell_filter_ops wc_ops = {
	.state_size = sizeof(struct wc),
	.begin = wc_begin,
	.write = wc_write,
	.end = wc_end,
};

static const struct shell_option wc_options[] = {
	{ .letter = 'l', .summary = "only the number of lines" },
	{ .letter = 'w', .summary = "only the number of words" },
	{ .letter = 'c', .summary = "only the number of bytes" },
	{ 0 },
};

static const struct shell_command wc_command = {
	.name = "wc",
	.group = SHELL_FILTERS,
	.args = "",
	.summary = "count lines, words and bytes",
	.example = "dts / | wc -l",
	.options = wc_options,
	.filter = &wc_ops,
};
SHELL_COMMAND(wc_command);
