/* head: the first lines; then the command is ended, for nobody would see more of it. */
#include <string.h>
#include "shell/filter/filter.h"

struct head {
	uint64_t left; /* lines */
};

static struct head *head_of(struct shell_filter *filter)
{
	return (struct head *)filter->state;
}

static int head_begin(struct shell_filter *filter, const struct shell_args *args)
{
	return shell_filter_lines(filter, args, &head_of(filter)->left);
}

static void head_write(struct shell_filter *filter, const char *text, size_t len)
{
	struct head *head = head_of(filter);
	const char *at = text;
	const char *end = text + len;

	while (head->left > 0 && at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));

		head->left -= newline != NULL;
		at = newline ? newline + 1 : end;
	}
	shell_filter_pass(filter, text, (size_t)(at - text));
	if (head->left == 0)
		shell_filter_stop(filter);
}

static int head_end(struct shell_filter *filter)
{
	(void)filter;
	return 0;
}

static const struct shell_filter_ops head_ops = {
	.state_size = sizeof(struct head),
	.begin = head_begin,
	.write = head_write,
	.end = head_end,
};

static const struct shell_command head_command = {
	.name = "head",
	.args = "[N]",
	.summary = "the first N lines (10)",
	.detail = "N is decimal, or hexadecimal after 0x.",
	.example = "dts / | head 20",
	.max_args = 1,
	.filter = &head_ops,
};
SHELL_COMMAND(head_command);
