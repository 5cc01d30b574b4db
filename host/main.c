/* The shell as a program, over a device tree from a file. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "drivers/console_select.h"
#include "host/port.h"
#include "host/tree_file.h"
#include "shell/shell.h"

enum {
	EXIT_NO_TREE = 1, /* the file is not there, or not a tree */
	EXIT_USAGE = 2,
};

struct host_options {
	const char *commands; /* -c */
	const char *script;   /* -f */
	const char *tree;
};

static const char host_usage[] = "usage: hostshell [-c COMMANDS | -f SCRIPT] TREE\n";

static const char host_help[] =
	"\n"
	"Firstlight's shell over a device tree: the commands that need only a tree.\n"
	"\n"
	"TREE         a .dtb, or source for dtc (.dts, .dtso); -: a .dtb on the input\n"
	"-c COMMANDS  run these, as they would be typed: 'cd /soc; ls'\n"
	"-f SCRIPT    run the lines of this file\n"
	"-h, --help, -V, --version\n"
	"\n"
	"Otherwise commands are read from standard input, with line editing if it is a\n"
	"terminal. The exit status is that of the last command; 1: TREE cannot be read;\n"
	"2: wrong usage.\n";

static _Noreturn void host_refuse(const char *why)
{
	fprintf(stderr, "hostshell: %s\n%s", why, host_usage);
	exit(EXIT_USAGE);
}

/* What getopt_long found: --help, --version, or something that it has complained of. */
static _Noreturn void host_answer(int letter)
{
	if (letter == 'h')
		printf("%s%s", host_usage, host_help);
	else if (letter == 'V')
		puts("hostshell " FIRSTLIGHT_VERSION);
	else
		fputs(host_usage, stderr);
	exit(letter == '?' ? EXIT_USAGE : EXIT_SUCCESS);
}

static void host_parse(int argc, char **argv, struct host_options *options)
{
	static const struct option names[] = {
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'V' },
		{ 0 },
	};
	int letter;

	while ((letter = getopt_long(argc, argv, "c:f:hV", names, NULL)) != -1) {
		if (letter == 'c')
			options->commands = optarg;
		else if (letter == 'f')
			options->script = optarg;
		else
			host_answer(letter);
	}
	if (optind + 1 != argc)
		host_refuse(optind == argc ? "TREE is missing" : "one TREE only");
	options->tree = argv[optind];
	if (options->commands && options->script)
		host_refuse("-c and -f: one of them only");
	if (!options->commands && !options->script && !strcmp(options->tree, "-"))
		host_refuse("-: standard input is the tree, so commands need -c or -f");
}

/* Where commands come from if nobody types them. */
static FILE *host_open_script(const char *path)
{
	FILE *file = path ? fopen(path, "r") : stdin;

	if (file)
		return file;
	fprintf(stderr, "hostshell: %s: %s\n", path, strerror(errno));
	exit(EXIT_USAGE);
}

static void host_open_tree(const char *path, struct dt_tree *tree)
{
	struct host_blob blob;
	const char *why = "";

	if (host_read_tree(path, &blob))
		exit(EXIT_NO_TREE);
	if (!dt_open(tree, blob.data, blob.size, &why))
		return;
	fprintf(stderr, "hostshell: %s: not a device tree: %s\n", path, why);
	exit(EXIT_NO_TREE);
}

static void host_greet(struct shell *shell, const char *path)
{
	const char *model = "unknown machine";
	int len = dt_model(shell->tree, &model);
	struct dt_text out;

	shell_text(shell, &out);
	dt_put_escaped(&out, path, strlen(path));
	dt_puts(&out, ": ");
	dt_put_escaped(&out, model, len < 0 ? strlen(model) : (size_t)len);
	dt_puts(&out, ", ");
	dt_put_dec(&out, shell->tree->nodes);
	dt_puts(&out, " nodes. Type 'help'; 'exit' leaves.\n");
	dt_flush(&out);
}

static void host_script(struct shell *shell, const struct host_options *options)
{
	static struct host_script script;

	if (options->commands)
		host_script_init(&script, NULL, options->commands);
	else
		host_script_init(&script, host_open_script(options->script), NULL);
	shell->port = &script.port;
	shell_loop(shell);
}

static void host_dialogue(struct shell *shell, const char *path)
{
	static struct host_terminal terminal;
	int err = host_terminal_init(&terminal);

	if (err) {
		fprintf(stderr, "hostshell: terminal: %s\n", strerror(-err));
		exit(EXIT_USAGE);
	}
	shell->port = &terminal.port;
	host_greet(shell, path);
	shell_loop(shell);
}

int main(int argc, char **argv)
{
	struct host_options options = { 0 };
	static struct dt_tree tree;
	static struct dt_trees trees;
	static struct shell shell = { .trees = &trees, .tree = &trees.slot[0].tree };

	host_parse(argc, argv, &options);
	host_open_tree(options.tree, &tree);
	dt_trees_init(&trees, &tree);
	console_select(&tree, &console_choice);
	console_unasked(&console_choice);
	if (options.commands || options.script || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		host_script(&shell, &options);
	else
		host_dialogue(&shell, options.tree);
	if (fflush(stdout) || ferror(stdout)) {
		fprintf(stderr, "hostshell: standard output: %s\n", strerror(errno));
		return EXIT_NO_TREE;
	}
	return shell.status;
}
