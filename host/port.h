#pragma once
/* The two ports of the shell on a PC: commands from a file, and a person at a terminal. */
#include <stdio.h>
#include "shell/shell.h"

/* Commands from a file, a pipe or a string: no prompt, no echo. */
struct host_script {
	struct shell_port port;
	const char *text; /* borrowed, or NULL */
	FILE *file;       /* borrowed; read if text is NULL */
	int error;        /* errno, if the file could not be read to its end; else 0 */
};

/* Commands come from @text or, if that is NULL, from @file. Both are borrowed. */
void host_script_init(struct host_script *script, FILE *file, const char *text);

/* A person at a terminal: standard input and output. */
struct host_terminal {
	struct shell_port port;
	bool interrupt;    /* Ctrl-C has arrived since the last clear */
	size_t head, tail; /* indexes into the ring, modulo its size; they only grow */
	unsigned char ring[1024];
};

/*
 * Puts the terminal of standard input into raw mode: no line editing, no echo, Ctrl-C as a byte.
 * Its modes are restored by exit, by a signal that ends the program and by Ctrl-Z; when the program
 * continues after Ctrl-Z, the terminal is raw again. 0, or -errno.
 */
int host_terminal_init(struct host_terminal *terminal);

/* Members of struct shell_port that both ports use; their contracts are there. */
void host_port_write(struct shell_port *port, const char *text, size_t len);
void host_port_error(struct shell_port *port, const char *text, size_t len);
int host_port_contain(struct shell_port *port, int (*run)(void *), void *arg);
int host_port_open(struct shell_port *port, const char *name, bool append);
int host_port_close(struct shell_port *port);
const char *host_port_words(int err);
int host_port_open_tree(struct shell_port *port, struct dt_trees *trees, const char *word,
			const char *name);
