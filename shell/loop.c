#include "shell/loop.h"
/* The loop: prompt, read, run. */
#include <errno.h>
#include <limits.h>
#include <string.h>
#include "kernel/ascii.h"
#include "kernel/noinit.h"
#include "shell/core.h"
#include "shell/line/line.h"

static struct shell_line loop_line;
static NOINIT struct shell_history loop_history;

static void loop_put(void *context, const char *text, size_t len)
{
	shell_put(context, text, len);
}

static void loop_complete(void *context, struct shell_line *line, bool again)
{
	shell_complete(context, line, again);
}

/* The current node's path, '>' and a blank. */
static const char *loop_prompt(const struct shell *shell)
{
	static char prompt[DT_PATH_MAX + 3];
	size_t len;

	strcpy(prompt, shell->cwd[0] ? shell->cwd : "/");
	len = strlen(prompt);
	/* A node's name may contain terminal escapes. */
	for (size_t i = 0; i < len; i++) {
		if (prompt[i] < ' ' || prompt[i] > '~')
			prompt[i] = '?';
	}
	strcpy(prompt + len, "> ");
	return prompt;
}

/* Prints the news below the line, which the next refresh shows anew. */
static void loop_show_news(struct shell_port *port, struct shell_line *line)
{
	shell_line_leave(line);
	port->news(port);
}

/* Shows the prompt of a new line that a person types; a file's lines have none. */
static void loop_open(struct shell *shell, struct shell_line *line)
{
	if (!shell->port->interactive) {
		line->len = 0;
		line->refused = 0;
		return;
	}
	if (shell->midline)
		shell_put(shell, "\n", 1);
	shell_line_begin(line, loop_prompt(shell));
}

/* A byte that a person types, through the editor. */
static enum shell_line_event loop_key(struct shell_port *port, struct shell_line *line, int byte)
{
	enum shell_line_event event = SHELL_LINE_OPEN;

	/* This one was for the editor; one that is not read yet is for the next command. */
	if (byte == CTRL_C)
		port->clear(port);
	if (byte < 0)
		return SHELL_LINE_END;
	if (byte <= UCHAR_MAX)
		event = shell_line_feed(line, (unsigned char)byte);
	else if (byte == SHELL_LOST)
		shell_line_lose(line);
	else
		loop_show_news(port, line);
	/* In the middle of a paste the screen can wait. */
	if (event == SHELL_LINE_OPEN && !port->pending(port))
		shell_line_refresh(line);
	return event;
}

/* The end of a line of a file; @byte < 0: of the file. */
static enum shell_line_event loop_read_end(struct shell_line *line, int byte)
{
	if (byte < 0 && line->len == 0)
		return SHELL_LINE_END;
	line->text[line->len] = '\0';
	return line->refused ? SHELL_LINE_TOO_LONG : SHELL_LINE_DONE;
}

/* A byte of a file or a pipe, unchanged. The last line needs no end. */
static enum shell_line_event loop_read(struct shell_line *line, int byte)
{
	bool same_end = byte == '\n' && line->last == '\r' && line->len == 0;

	line->last = byte;
	if (byte == 0 || same_end)
		return SHELL_LINE_OPEN;
	if (byte < 0 || byte == '\n' || byte == '\r')
		return loop_read_end(line, byte);
	if (line->len < SHELL_LINE_MAX)
		line->text[line->len++] = (char)byte;
	else
		line->refused = (line->refused ? line->refused : SHELL_LINE_MAX) + 1;
	return SHELL_LINE_OPEN;
}

/* `!!` and `!N`, as in other shells: the line becomes the last one, or that which `history` lists
 * as N, and is shown. */
static void loop_again(struct shell *shell, struct shell_line *line)
{
	int count = loop_history.count;
	const char *text;
	uint64_t n = 0;

	if (!shell->port->interactive || line->text[0] != '!')
		return;
	if (!strcmp(line->text, "!!"))
		n = (uint64_t)count;
	else if (!shell_is_number(line->text + 1, &n))
		return;
	if (n == 0 || n > (uint64_t)count)
		return;
	text = shell_history_get(&loop_history, count - (int)n);
	strcpy(line->text, text);
	shell_put(shell, text, strlen(text));
	shell_put(shell, "\n", 1);
}

/* An empty line after a command that can go on is the line that the command has left. */
static bool loop_goes_on(struct shell *shell, struct shell_line *line)
{
	bool on = shell->port->interactive && !line->text[0] && shell->again[0];

	if (on)
		strcpy(line->text, shell->again);
	shell->again[0] = '\0';
	return on;
}

/* The end of the input, or Ctrl-D: a machine has nothing to return to. */
static void loop_end(struct shell *shell, int byte)
{
	if (shell->port->interactive)
		shell_put(shell, "\n", 1);
	if (byte < 0)
		shell->leave = true;
	else
		shell_run(shell, "exit");
}

/* Does what a line, or what stands in place of one, asks for. */
static void loop_take(struct shell *shell, struct shell_line *line, enum shell_line_event event)
{
	if (event == SHELL_LINE_ABANDONED) {
		shell->status = SHELL_INTERRUPTED;
	} else if (event == SHELL_LINE_TOO_LONG) {
		shell_refuse_line(shell, line->refused);
	} else if (event == SHELL_LINE_LOST) {
		shell_history_add(&loop_history, line->text);
		shell->status = SHELL_SYNTAX;
		shell_error(shell, -EIO, "bytes of this line were lost (overrun), not run");
	} else if (event == SHELL_LINE_DONE) {
		loop_again(shell, line);
		if (!loop_goes_on(shell, line))
			shell_history_add(&loop_history, line->text);
		shell_run(shell, line->text);
	}
}

void shell_loop_feed(struct shell *shell, int byte)
{
	struct shell_line *line = &loop_line;
	enum shell_line_event event = shell->port->interactive ? loop_key(shell->port, line, byte)
							       : loop_read(line, byte);

	if (event == SHELL_LINE_OPEN)
		return;
	if (event == SHELL_LINE_END)
		loop_end(shell, byte);
	else
		loop_take(shell, line, event);
	if (!shell->leave)
		loop_open(shell, line);
}

void shell_loop_begin(struct shell *shell)
{
	struct shell_line *line = &loop_line;

	if (line->put) /* the loop begins again, after a trap in the shell itself */
		memset(line, 0, sizeof(*line));
	loop_history.count = 0;
	line->put = loop_put;
	line->complete = loop_complete;
	line->context = shell;
	line->history = &loop_history;
	shell->history = &loop_history;
	if (!shell->leave)
		loop_open(shell, line);
}

void shell_loop(struct shell *shell)
{
	shell_loop_begin(shell);
	while (!shell->leave)
		shell_loop_feed(shell, shell->port->read(shell->port));
}
