#include "host/options.h"
/*
 * The command line: POSIX's Utility Syntax Guidelines, and GNU's long options.
 *
 * tools/manpage makes the man page from host_usage and host_help. Keep their layout: a section's
 * title is a line that ends with a colon, and below it are rows of two columns.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HOST_COLUMNS_MAX = 1000 };

static const char host_usage[] = "usage: firstlight [-w COLUMNS] [-c COMMANDS | -f SCRIPT] TREE\n";

static const char host_help[] =
	"\n"
	"A shell over a device tree: list, print, search, check, edit and export it.\n"
	"Commands come from -c, from -f, or else from standard input. At a terminal\n"
	"there are a prompt, line editing and completion; 'help' lists the commands.\n"
	"\n"
	"Operand:\n"
	"  TREE           a blob (.dtb), or source (.dts, .dtso), which dtc compiles;\n"
	"                 '-' is a blob on standard input, and needs -c or -f\n"
	"\n"
	"Options:\n"
	"  -c COMMANDS    run COMMANDS, written as at the prompt\n"
	"  -f SCRIPT      run the lines of the file SCRIPT\n"
	"  -w COLUMNS     wrap lines there, 0 for nowhere; default: 80\n"
	"  -h, --help     print this help\n"
	"  -V, --version  print the version\n"
	"\n"
	"Exit status:\n"
	"  0      the last command succeeded\n"
	"  1      the last command failed; or its status is its result: check found an\n"
	"         error or a warning, diff a difference, find or grep nothing; or\n"
	"         standard output cannot be written\n"
	"  2      the usage is wrong, or TREE or SCRIPT cannot be read; also: the last\n"
	"         line cannot be understood, or names a node that does not exist\n"
	"  127    the last command does not exist\n"
	"  other  the number given to 'exit', or the errno of the last command's failure\n"
	"\n"
	"Examples:\n"
	"  firstlight board.dtb\n"
	"         look around at a prompt\n"
	"  firstlight -c 'check -e' board.dtb\n"
	"         check a tree: the exit status is 1 if there are errors\n"
	"  firstlight -c 'check -f; save fixed.dtb' board.dtb\n"
	"         repair what can be repaired in only one way, and write the tree\n"
	"  firstlight -c 'console why' board.dtb\n"
	"         print which console the boot image would choose, and why\n"
	"  dtc -I dts -O dtb board.dts | firstlight -c 'dts /soc | grep -i uart' -\n"
	"         read the tree from a pipe\n";

static _Noreturn void host_refuse(const char *why)
{
	if (why)
		fprintf(stderr, "firstlight: %s\n", why);
	fprintf(stderr, "%sfirstlight --help explains it\n", host_usage);
	exit(HOST_EXIT_INPUT);
}

/* @letter is what getopt_long returned: h, V, or ? after its own message. */
static _Noreturn void host_answer(int letter)
{
	if (letter == 'h')
		printf("%s%s", host_usage, host_help);
	else if (letter == 'V')
		puts("firstlight " FIRSTLIGHT_VERSION);
	else
		host_refuse(NULL);
	exit(EXIT_SUCCESS);
}

static unsigned host_columns(const char *text)
{
	char *end;
	unsigned long columns = strtoul(text, &end, 10);

	if (text[0] < '0' || text[0] > '9' || *end || columns > HOST_COLUMNS_MAX)
		host_refuse("-w: not a number of columns");
	return (unsigned)columns;
}

void host_parse(int argc, char **argv, struct host_options *options)
{
	static const struct option names[] = {
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'V' },
		{ 0 },
	};
	static char program[] = "firstlight"; /* for getopt's messages, instead of a path */
	int letter;

	if (argc > 0)
		argv[0] = program;
	while ((letter = getopt_long(argc, argv, "c:f:w:hV", names, NULL)) != -1) {
		if (letter == 'c')
			options->commands = optarg;
		else if (letter == 'f')
			options->script = optarg;
		else if (letter == 'w')
			options->columns = host_columns(optarg);
		else
			host_answer(letter);
	}
	if (optind + 1 != argc)
		host_refuse(optind < argc ? "one TREE only" : "TREE is missing");
	options->tree = argv[optind];
	if (options->commands && options->script)
		host_refuse("-c and -f: give one of them only");
	if (!options->commands && !options->script && !strcmp(options->tree, "-"))
		host_refuse("-: standard input is the tree, so commands need -c or -f");
}
