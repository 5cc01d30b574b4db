#include "host/port.h"
/*
 * What both of the host's ports share: output through stdio, `> FILE`, trees from files. Standard
 * output is flushed before the program waits for input.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "host/tree_file.h"

/* The file that `>` opened; NULL: output goes to standard output. One suffices: pipelines do not
 * nest. */
static FILE *port_file;

/* Does not look at errors: host_port_close and the end of main report them, such as a full disk. */
void host_port_write(struct shell_port *port, const char *text, size_t len)
{
	(void)port;
	fwrite(text, 1, len, port_file ? port_file : stdout);
}

/* Flushes the output first: both may go to one terminal, in this order. */
void host_port_error(struct shell_port *port, const char *text, size_t len)
{
	(void)port;
	fflush(stdout);
	fwrite(text, 1, len, stderr);
}

int host_port_open(struct shell_port *port, const char *name, bool append)
{
	(void)port;
	port_file = fopen(name, append ? "ae" : "we");
	return port_file ? 0 : -errno;
}

int host_port_close(struct shell_port *port)
{
	FILE *file = port_file;
	int err;

	(void)port;
	port_file = NULL;
	if (fflush(file))
		err = -errno;
	else
		err = ferror(file) ? -EIO : 0;
	if (fclose(file) && !err)
		err = -errno;
	return err;
}

const char *host_port_words(int err)
{
	return strerror(err);
}

int host_port_open_tree(struct shell_port *port, struct dt_trees *trees, const char *word,
			const char *name)
{
	const char *slash = strrchr(name, '/');
	struct host_blob blob;
	int number;

	(void)port;
	snprintf(trees->why, sizeof(trees->why), "cannot be read");
	number = host_read_tree(word, &blob);
	if (number)
		return number;
	number = dt_trees_add(trees, slash ? slash + 1 : name, blob.data, blob.size);
	if (number < 0)
		free(blob.data);
	else
		trees->slot[number].loaded = blob.data; /* dt_free is free here */
	return number;
}

/* No command touches a machine here. A fault is a bug, and ends the program. */
int host_port_contain(struct shell_port *port, int (*run)(void *), void *arg)
{
	(void)port;
	return run(arg);
}
