/* All that commands print: through filters to the port, with a look for Ctrl-C before each
 * piece. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "shell/core.h"
#include "shell/job.h"

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

static void output_error(struct shell *shell, const char *text, size_t len)
{
	if (shell->port->error)
		shell->port->error(shell->port, text, len);
	else
		shell_put(shell, text, len);
}

void shell_check_interrupt(struct shell *shell)
{
	if (shell->job && shell->port->interrupted(shell->port))
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

int shell_error(struct shell *shell, int err, const char *format, ...)
{
	const char *name = shell->command ? shell->command : "shell";
	char buffer[OUTPUT_BUFFER];
	va_list args;
	size_t len;

	va_start(args, format);
	len = output_cut(buffer, vsnprintf(buffer, sizeof(buffer), format, args));
	va_end(args);
	if (len > 0 && buffer[len - 1] == '\n')
		len--;
	/* A name from a tree may contain terminal escapes, also of 8 bits. */
	for (size_t i = 0; i < len; i++) {
		if (buffer[i] < ' ' || buffer[i] > '~')
			buffer[i] = '?';
	}
	if (shell->midline && !shell->filed)
		shell_put(shell, "\n", 1);
	output_error(shell, name, strlen(name));
	output_error(shell, ": ", 2);
	output_error(shell, buffer, len);
	output_error(shell, "\n", 1);
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
