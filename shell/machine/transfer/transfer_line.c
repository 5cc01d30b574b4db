#include "shell/machine/transfer/transfer_line.h"
/* The line of a transfer, by the shell's port. */
#include <errno.h>
#include <string.h>

enum {
	TRANSFER_SECONDS = 60, /* for the other side to be started */
	TRANSFER_SECONDS_MAX = 3600,
};

struct console *transfer_console(void)
{
	return console_source() ? console_source() : console_active();
}

int transfer_read(void *shell, unsigned ms)
{
	struct shell_port *port = ((struct shell *)shell)->port;
	int byte = port->read_within(port, ms);

	return byte == SHELL_LOST ? 0 : byte;
}

void transfer_write(void *shell, const char *bytes, size_t len)
{
	struct shell_port *port = ((struct shell *)shell)->port;

	port->write(port, bytes, len);
}

void transfer_say(struct shell *shell, const char *text)
{
	shell->port->write(shell->port, text, strlen(text));
}

int transfer_patience(struct shell *shell, const struct shell_args *args, unsigned *seconds)
{
	const char *given = shell_option(args, 't');
	uint64_t value = TRANSFER_SECONDS;

	if (given && shell_number(shell, given, &value))
		return -EINVAL;
	if (!value || value > TRANSFER_SECONDS_MAX)
		return shell_error(shell, -EDOM, "-t %s: the time must be 1 to %d seconds", given,
				   TRANSFER_SECONDS_MAX);
	*seconds = (unsigned)value;
	return 0;
}
