/* more: one screen at a time. In scripts and before another filter it lets everything through. */
#include <string.h>
#include "kernel/ascii.h"
#include "shell/core.h"
#include "shell/filter.h"

enum { MORE_PAGE = SHELL_ROWS - 1 }; /* rows; the last one is the prompt's */

static const char more_prompt[] = "--more--";
static const char more_erase[] = "\r        \r";

struct more {
	int left;   /* rows until the prompt */
	int column; /* in the row; SHELL_COLUMNS: the next character begins another row */
};

static struct more *more_of(struct shell_filter *filter)
{
	return (struct more *)filter->state;
}

static int more_begin(struct shell_filter *filter, const struct shell_args *args)
{
	(void)args;
	more_of(filter)->left = MORE_PAGE;
	return 0;
}

static void more_show_news(struct shell *shell)
{
	shell_put(shell, more_erase, sizeof(more_erase) - 1);
	shell->port->news(shell->port);
	shell_put(shell, more_prompt, sizeof(more_prompt) - 1);
}

/* Prompts, and waits for a key that says how to go on. */
static void more_ask(struct shell_filter *filter)
{
	struct shell *shell = filter->shell;
	struct more *more = more_of(filter);
	int key;

	shell_put(shell, more_prompt, sizeof(more_prompt) - 1);
	do {
		key = shell->port->read(shell->port);
		if (key == SHELL_NEWS)
			more_show_news(shell);
		else if (key == ' ')
			more->left = MORE_PAGE;
		else if (key == '\r' || key == '\n')
			more->left = 1;
	} while (more->left == 0 && key >= 0 && key != 'q' && key != CTRL_C);
	shell_put(shell, more_erase, sizeof(more_erase) - 1);
	shell->midline = false;
	if (key == CTRL_C)
		shell_interrupt(shell);
	if (more->left == 0)
		shell_filter_stop(filter);
}

/* Counts the character; true: it is on a row for which there is no room. */
static bool more_is_full(struct more *more, char c)
{
	if (more->column == SHELL_COLUMNS && c != '\n') {
		more->column = 0;
		more->left--;
	}
	return more->left == 0;
}

static void more_count(struct more *more, char c)
{
	more->column++;
	if (c != '\n')
		return;
	more->column = 0;
	more->left--;
}

static void more_write(struct shell_filter *filter, const char *text, size_t len)
{
	/* With another filter or a file after it, the screen does not show this text. */
	bool asks = filter->shell->port->interactive && !filter->next && !filter->shell->filed;
	struct more *more = more_of(filter);
	size_t from = 0;

	for (size_t i = 0; asks && i < len; i++) {
		if (more_is_full(more, text[i])) {
			shell_filter_pass(filter, text + from, i - from);
			from = i;
			more_ask(filter);
		}
		more_count(more, text[i]);
	}
	shell_filter_pass(filter, text + from, len - from);
}

static const struct shell_filter_ops more_ops = {
	.counts_rows = true,
	.state_size = sizeof(struct more),
	.begin = more_begin,
	.write = more_write,
};

static const struct shell_command more_command = {
	.name = "more",
	.group = SHELL_FILTERS,
	.args = "",
	.summary = "show one screen at a time",
	.detail = "At --more--: space for a screen, Enter for a line, q to end the command.",
	.example = "dts / | more",
	.filter = &more_ops,
};
SHELL_COMMAND(more_command);
