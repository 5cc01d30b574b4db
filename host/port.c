/* What ports on a PC do alike. Output goes through stdio, and out before the program waits. */
#include "host/port.h"

/* A full disk or the like is found and told at the end of main. */
void host_port_write(struct shell_port *port, const char *text, size_t len)
{
	(void)port;
	fwrite(text, 1, len, stdout);
}

/* In its place among the output, where both go to one terminal. */
void host_port_error(struct shell_port *port, const char *text, size_t len)
{
	(void)port;
	fflush(stdout);
	fwrite(text, 1, len, stderr);
}

/* Nothing here touches a machine; a fault would be a bug, and the program's end is right. */
int host_port_contain(struct shell_port *port, int (*run)(void *), void *arg)
{
	(void)port;
	return run(arg);
}
