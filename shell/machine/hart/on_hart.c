#include "shell/machine/hart/on_hart.h"
/* What runs on the other hart: the command, on a shell whose port writes to the hart's ring. */
#include <errno.h>
#include <string.h>

static struct on_hart *on_of(struct shell_port *port)
{
	return (struct on_hart *)(void *)((char *)port - offsetof(struct on_hart, port));
}

static bool on_interrupted(struct shell_port *port)
{
	struct on_hart *on = on_of(port);

	if (hart_asked_to_end(on->hart))
		longjmp(on->leave, 1);
	return false;
}

static void on_write(struct shell_port *port, const char *text, size_t len)
{
	while (len) {
		size_t count = on_lines_put(&on_of(port)->lines, text, len);

		text += count;
		len -= count;
		if (len)
			on_interrupted(port);
	}
}

static int on_run(void *arg)
{
	struct on_hart *on = arg;

	if (setjmp(on->leave))
		return -EINTR;
	on->shell.rest = on->args + 1;
	return on->args[0].command->run(&on->shell, on->args);
}

int on_hart_post(struct on_hart *on, const struct shell *shell, const struct shell_args *args,
		 int count)
{
	on->lines.put = on->lines.taken = 0;
	on->inside = false;
	memcpy(on->args, args, (size_t)count * sizeof(*args));
	on->port = *shell->port;
	on->port.write = on_write;
	on->port.error = NULL;
	on->port.interrupted = on_interrupted;
	on->shell = *shell;
	on->shell.port = &on->port;
	on->shell.hart = on->hart->id;
	on->shell.command = args->command->name;
	on->shell.filter = NULL;
	on->shell.job = NULL;
	on->shell.midline = on->shell.filed = false;
	return hart_post(on->hart, on_run, on);
}
