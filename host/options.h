#pragma once

/* What the command line asks for; borrowed from argv. */
struct host_options {
	const char *commands; /* -c, or NULL */
	const char *script;   /* -f, or NULL; at most one of the two is given */
	const char *tree;     /* a file's path; "-": standard input */
};

/*
 * Exit statuses of the program itself. Otherwise it exits with the status of the last command, see
 * struct shell.
 */
enum {
	HOST_EXIT_OUTPUT = 1, /* standard output cannot be written */
	HOST_EXIT_INPUT = 2,  /* the usage is wrong, or the tree or the script cannot be read */
};

/*
 * Reads the command line into @options. Answers --help and --version itself, and refuses a wrong
 * usage with a message on standard error: it does not return then, but exits.
 */
void host_parse(int argc, char **argv, struct host_options *options);
