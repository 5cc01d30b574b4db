/* The shell as a program on a PC, over a device tree from a file. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "drivers/console/console_select.h"
#include "host/greet.h"
#include "host/options.h"
#include "host/port.h"
#include "host/tree_file.h"
#include "shell/shell.h"

/* The file of commands: @path, or standard input. */
static FILE *host_open_script(const char *path)
{
	FILE *file = path ? fopen(path, "r") : stdin;

	if (file)
		return file;
	host_complain(path, strerror(errno));
	exit(HOST_EXIT_INPUT);
}

static void host_open_tree(const char *path, struct dt_tree *tree)
{
	struct host_blob blob;

	if (host_read_tree(path, &blob) || host_open_blob(path, &blob, tree))
		exit(HOST_EXIT_INPUT);
}

static void host_script(struct shell *shell, const struct host_options *options)
{
	static struct host_script script;

	if (options->commands)
		host_script_init(&script, NULL, options->commands);
	else
		host_script_init(&script, host_open_script(options->script), NULL);
	shell->port = &script.port;
	shell->port->columns = (uint16_t)options->columns;
	shell_loop(shell);
	if (!script.error)
		return;
	fprintf(stderr, "firstlight: %s: %s\n",
		options->script ? options->script : "standard input", strerror(script.error));
	exit(HOST_EXIT_INPUT);
}

static void host_dialogue(struct shell *shell, const struct host_options *options)
{
	static struct host_terminal terminal;
	int err = host_terminal_init(&terminal);

	if (err) {
		fprintf(stderr, "firstlight: terminal: %s\n", strerror(-err));
		exit(HOST_EXIT_INPUT);
	}
	shell->port = &terminal.port;
	shell->port->columns = (uint16_t)options->columns;
	host_greet(shell, options->tree);
	shell_loop(shell);
}

int main(int argc, char **argv)
{
	struct host_options options = { .columns = SHELL_COLUMNS };
	static struct dt_tree tree;
	static struct dt_trees trees;
	static struct shell shell = { .trees = &trees, .tree = &trees.slot[0].tree };

	host_parse(argc, argv, &options);
	host_open_tree(options.tree, &tree);
	dt_trees_init(&trees, &tree);
	console_select(&tree, &console_choice);
	console_add_unprobed(&console_choice);
	if (options.commands || options.script || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		host_script(&shell, &options);
	else
		host_dialogue(&shell, &options);
	if (fflush(stdout) || ferror(stdout)) {
		fprintf(stderr, "firstlight: standard output: %s\n", strerror(errno));
		return HOST_EXIT_OUTPUT;
	}
	return shell.status;
}
