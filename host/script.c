/* The port for commands from a file, a pipe or a string. Ctrl-C ends the program, as usual. */
#include <errno.h>
#include "host/port.h"

static struct host_script *script_of(struct shell_port *port)
{
	return (struct host_script *)port;
}

static int script_read(struct shell_port *port)
{
	struct host_script *script = script_of(port);
	int byte;

	if (script->text)
		return *script->text ? (unsigned char)*script->text++ : -EPIPE;
	fflush(stdout); /* the other end of a pipe may wait for the output before it writes more */
	byte = getc(script->file);
	if (byte == EOF && ferror(script->file))
		script->error = errno;
	return byte == EOF ? -EPIPE : byte;
}

/* A script has no pauses: the time does not matter. */
static int script_read_within(struct shell_port *port, unsigned ms)
{
	(void)ms;
	return script_read(port);
}

/* All of a script is available from the start. */
static bool script_pending(struct shell_port *port)
{
	struct host_script *script = script_of(port);

	return script->text ? *script->text : !feof(script->file);
}

static bool script_interrupted(struct shell_port *port)
{
	(void)port;
	return false;
}

static void script_clear(struct shell_port *port)
{
	(void)port;
}

void host_script_init(struct host_script *script, FILE *file, const char *text)
{
	*script = (struct host_script){
		.port = {
			.write = host_port_write,
			.error = host_port_error,
			.read = script_read,
			.read_within = script_read_within,
			.pending = script_pending,
			.interrupted = script_interrupted,
			.clear = script_clear,
			.contain = host_port_contain,
			.open = host_port_open,
			.close = host_port_close,
			.words = host_port_words,
			.open_tree = host_port_open_tree,
		},
		.text = text,
		.file = file,
	};
}
