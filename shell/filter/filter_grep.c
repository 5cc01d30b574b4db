/*
 * grep: the lines that contain a text, or those that do not.
 *
 * Lines have no limit, because the text is searched for as the bytes come (Knuth, Morris, Pratt:
 * Fast pattern matching in strings, 1977: a table says how much of the text still matches after a
 * byte that does not). What must be held back until a line is decided has a limit: the middle of a
 * longer line is left out, and a mark counts it.
 */
#include <stdio.h>
#include <string.h>
#include "shell/filter.h"

enum {
	GREP_TEXT_MAX = 255,
	GREP_HOLD = 1024,          /* bytes of an undecided line */
	GREP_HEAD = GREP_HOLD / 2, /* of these stay when the middle goes */
	GREP_DROP = GREP_HOLD / 4, /* go at a time */
};

struct grep {
	const char *text;
	int len;     /* bytes of text */
	int matched; /* the first bytes of text that the last bytes of the line match */
	bool fold;   /* -i */
	bool invert; /* -v */
	bool hit;    /* the line contains the text */
	bool any;    /* a line was let through */
	bool empty;  /* no byte of the line has come yet */
	size_t held;
	size_t dropped; /* bytes, after the head */
	unsigned char shorter[GREP_TEXT_MAX + 1];
	char hold[GREP_HOLD];
};
_Static_assert(sizeof(struct grep) <= SHELL_FILTER_STATE, "the state must fit");

static struct grep *grep_of(struct shell_filter *filter)
{
	return (struct grep *)filter->state;
}

static char grep_fold(const struct grep *grep, char c)
{
	return grep->fold && c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* How much of the text matches when @c comes after @matched bytes of it. */
static int grep_step(const struct grep *grep, int matched, char c)
{
	c = grep_fold(grep, c);
	while (matched > 0 && grep_fold(grep, grep->text[matched]) != c)
		matched = grep->shorter[matched - 1];
	return matched + (grep_fold(grep, grep->text[matched]) == c);
}

static void grep_new_line(struct grep *grep)
{
	grep->matched = 0;
	grep->hit = grep->len == 0;
	grep->empty = true;
	grep->held = 0;
	grep->dropped = 0;
}

static int grep_begin(struct shell_filter *filter, const struct shell_args *args)
{
	struct grep *grep = grep_of(filter);
	size_t len = strlen(args->argv[1]);

	if (len > GREP_TEXT_MAX)
		return shell_error(filter->shell, SHELL_FAILED, "TEXT is longer than %d bytes",
				   GREP_TEXT_MAX);
	grep->text = args->argv[1];
	grep->len = (int)len;
	grep->fold = shell_option(args, 'i');
	grep->invert = shell_option(args, 'v');
	for (int i = 1, matched = 0; i < grep->len; i++) {
		matched = grep_step(grep, matched, grep->text[i]);
		grep->shorter[i] = (unsigned char)matched;
	}
	grep_new_line(grep);
	return 0;
}

/* Lets through what was held back. */
static void grep_release(struct shell_filter *filter)
{
	struct grep *grep = grep_of(filter);
	size_t head = grep->dropped ? GREP_HEAD : grep->held;

	shell_filter_pass(filter, grep->hold, head);
	if (grep->dropped) {
		char mark[48];
		int len = snprintf(mark, sizeof(mark), "[... %zu bytes left out by grep ...]",
				   grep->dropped);

		shell_filter_pass(filter, mark, (size_t)len);
		shell_filter_pass(filter, grep->hold + head, grep->held - head);
	}
	grep->any = true;
	grep->held = 0;
	grep->dropped = 0;
}

static void grep_hold(struct grep *grep, char c)
{
	if (grep->held == GREP_HOLD) {
		memmove(grep->hold + GREP_HEAD, grep->hold + GREP_HEAD + GREP_DROP,
			GREP_HOLD - GREP_HEAD - GREP_DROP);
		grep->held -= GREP_DROP;
		grep->dropped += GREP_DROP;
	}
	grep->hold[grep->held++] = c;
}

/* Takes bytes of one line up to its end or to the match; returns how many. */
static size_t grep_look(struct grep *grep, const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < len && text[i] != '\n' && !grep->hit; i++) {
		grep->matched = grep_step(grep, grep->matched, text[i]);
		grep->hit = grep->matched == grep->len;
		grep_hold(grep, text[i]);
	}
	return i;
}

/* The line is over. */
static void grep_end_line(struct shell_filter *filter)
{
	struct grep *grep = grep_of(filter);

	if (grep->hit != grep->invert) {
		grep_release(filter);
		shell_filter_pass(filter, "\n", 1);
	}
	grep_new_line(grep);
}

static void grep_write(struct shell_filter *filter, const char *text, size_t len)
{
	struct grep *grep = grep_of(filter);

	while (len > 0) {
		size_t part = grep_look(grep, text, len);

		if (grep->hit) {
			const char *end = memchr(text + part, '\n', len - part);
			size_t rest = end ? (size_t)(end - text) - part : len - part;

			if (!grep->invert) {
				grep_release(filter);
				shell_filter_pass(filter, text + part, rest);
			}
			part += rest;
		}
		grep->empty = grep->empty && part == 0;
		if (part < len) {
			grep_end_line(filter);
			part++;
		}
		text += part;
		len -= part;
	}
}

static int grep_end(struct shell_filter *filter)
{
	struct grep *grep = grep_of(filter);

	if (!grep->empty)
		grep_end_line(filter);
	return grep->any ? 0 : SHELL_FAILED;
}

static const struct shell_filter_ops grep_ops = {
	.state_size = sizeof(struct grep),
	.begin = grep_begin,
	.write = grep_write,
	.end = grep_end,
};

static const struct shell_option grep_options[] = {
	{ .letter = 'v', .summary = "print the lines that do not contain it" },
	{ .letter = 'i', .summary = "ignore upper and lower case" },
	{ 0 },
};

static const struct shell_command grep_command = {
	.name = "grep",
	.group = SHELL_FILTERS,
	.args = "TEXT",
	.summary = "print the lines that contain a text",
	.detail = "TEXT is plain text, not a pattern. The status is 1 if no line contains it.",
	.example = "dts / | grep -i uart",
	.options = grep_options,
	.min_args = 1,
	.max_args = 1,
	.filter = &grep_ops,
};
SHELL_COMMAND(grep_command);
