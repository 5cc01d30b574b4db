/* All that commands print: through filters to the port, with a look for Ctrl-C before each
 * piece. */
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "shell/core.h"
#include "shell/job.h"
#include "shell/wrap.h"

enum {
	OUTPUT_BUFFER = 256, /* bytes of one shell_printf */
};

void shell_put(struct shell *shell, const char *text, size_t len)
{
	if (len == 0)
		return;
	shell->port->write(shell->port, text, len);
	if (!shell->filed)
		shell->midline = text[len - 1] != '\n';
}

static void output_error(void *context, const char *text, size_t len)
{
	struct shell *shell = context;

	if (shell->port->error)
		shell->port->error(shell->port, text, len);
	else
		shell_put(shell, text, len);
}

unsigned shell_columns(const struct shell *shell)
{
	return shell->filed ? 0 : shell->port->columns;
}

void shell_check_interrupt(struct shell *shell)
{
	/* On another hart there is no job, and the port itself ends the command. */
	if (shell->port->interrupted(shell->port) && shell->job)
		longjmp(shell->job->leave, SHELL_JOB_INTERRUPTED);
}

void shell_interrupt(struct shell *shell)
{
	shell->job->drained = true;
	longjmp(shell->job->leave, SHELL_JOB_INTERRUPTED);
}

static void output_port(struct shell *shell, const char *text, size_t len)
{
	while (len > 0) {
		size_t chunk = shell->port->chunk ? shell->port->chunk : SHELL_CHUNK;
		size_t part = len < chunk ? len : chunk;

		shell_check_interrupt(shell);
		shell_put(shell, text, part);
		text += part;
		len -= part;
	}
}

void shell_write(struct shell *shell, const char *text, size_t len)
{
	if (!shell->filter) {
		output_port(shell, text, len);
		return;
	}
	shell_check_interrupt(shell);
	shell->filter->ops->write(shell->filter, text, len);
}

void shell_filter_pass(struct shell_filter *filter, const char *text, size_t len)
{
	if (filter->next)
		filter->next->ops->write(filter->next, text, len);
	else
		output_port(filter->shell, text, len);
}

void shell_filter_stop(struct shell_filter *filter)
{
	filter->shell->job->ending = filter;
	longjmp(filter->shell->job->leave, SHELL_JOB_STOPPED);
}

void shell_puts(struct shell *shell, const char *text)
{
	shell_write(shell, text, strlen(text));
}

/* The length of what vsnprintf wrote to @buffer; a text that was cut ends with a mark. */
static size_t output_cut(char *buffer, int len)
{
	static const char mark[] = "[...]\n";

	if (len < OUTPUT_BUFFER)
		return len < 0 ? 0 : (size_t)len;
	memcpy(buffer + OUTPUT_BUFFER - sizeof(mark), mark, sizeof(mark));
	return OUTPUT_BUFFER - 1;
}

void shell_printf(struct shell *shell, const char *format, ...)
{
	char buffer[OUTPUT_BUFFER];
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(buffer, sizeof(buffer), format, args);
	va_end(args);
	shell_write(shell, buffer, output_cut(buffer, len));
}

/* A message on its way: wrapped where a person reads it on a screen; scripts get whole lines. */
struct output_message {
	struct shell *shell;
	struct shell_wrap wrap;
};

static void output_message(void *context, const char *text, size_t len)
{
	struct output_message *message = context;

	shell_wrap(&message->wrap, message->shell, text, len);
}

static unsigned output_columns(const struct shell_port *port)
{
	return port->interactive && port->columns ? port->columns : UINT_MAX;
}

int shell_error(struct shell *shell, int err, const char *format, ...)
{
	const char *name = shell->command ? shell->command : "shell";
	struct output_message message = {
		.shell = shell,
		.wrap = { .columns = output_columns(shell->port), .emit = output_error },
	};
	char buffer[OUTPUT_BUFFER];
	struct dt_text out;
	va_list args;
	size_t len;

	va_start(args, format);
	len = output_cut(buffer, vsnprintf(buffer, sizeof(buffer), format, args));
	va_end(args);
	if (len > 0 && buffer[len - 1] == '\n')
		len--;
	if (shell->midline && !shell->filed)
		shell_put(shell, "\n", 1);
	/* Both may hold words of a tree, with terminal escapes: also of 8 bits. */
	dt_text_init(&out, output_message, &message);
	dt_put_escaped(&out, name, strlen(name));
	dt_puts(&out, ": ");
	dt_put_escaped(&out, buffer, len);
	dt_putc(&out, '\n');
	dt_flush(&out);
	return err;
}

static void output_emit(void *context, const char *text, size_t len)
{
	shell_write(context, text, len);
}

void shell_text(struct shell *shell, struct dt_text *text)
{
	dt_text_init(text, output_emit, shell);
}
