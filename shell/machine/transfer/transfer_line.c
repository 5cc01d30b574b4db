#include "shell/machine/transfer/transfer_line.h"
/* The line of a transfer, by the shell's port. */
#include <string.h>

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
