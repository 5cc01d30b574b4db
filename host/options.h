#pragma once
/* The command line of the host shell. */

/* What the command line asks for; borrowed from argv. */
struct host_options {
	const char *commands; /* -c, or NULL */
	const char *script;   /* -f, or NULL; at most one of the two is given */
	unsigned columns;     /* of the screen: lines are wrapped there; 0: they are not */
	const char *tree;     /* a file's path; "-": standard input */
};

/* The program's own exit statuses; otherwise it exits with the last command's (struct shell). */
enum {
	HOST_EXIT_OUTPUT = 1, /* standard output cannot be written */
	HOST_EXIT_INPUT = 2,  /* the usage is wrong, or the tree or the script cannot be read */
};

/*
 * Reads the command line into @options. --help, --version and a wrong usage end the program here:
 * with status 0, or with HOST_EXIT_INPUT after a message on standard error.
 */
void host_parse(int argc, char **argv, struct host_options *options);
