#pragma once
/* The shell's surroundings on a PC: commands from a file, or a person at a terminal. */
#include <stdio.h>
#include <termios.h>
#include "shell/shell.h"

/* Commands from a file, a pipe or a string: no prompt, no echo. */
struct host_script {
	struct shell_port port;
	const char *text; /* borrowed, or NULL */
	FILE *file;       /* borrowed; read where there is no text */
	int error;        /* errno, if the file could not be read to its end; else 0 */
};

/* Reads @text or, when that is NULL, @file. */
void host_script_init(struct host_script *script, FILE *file, const char *text);

/* A person at a terminal: standard input and output. */
struct host_terminal {
	struct shell_port port;
	bool interrupt;    /* Ctrl-C came in since the last clear */
	size_t head, tail; /* of the ring; they only grow */
	unsigned char ring[1024];
};

/*
 * Takes the terminal: no line editing, no echo, Ctrl-C as a byte. It is given back on every way
 * out: exit, a signal that ends the program, Ctrl-Z (and taken again after it). 0, or -errno.
 */
int host_terminal_init(struct host_terminal *terminal);

/* What both do alike. */
void host_port_write(struct shell_port *port, const char *text, size_t len);
void host_port_error(struct shell_port *port, const char *text, size_t len);
int host_port_contain(struct shell_port *port, int (*run)(void *), void *arg);
int host_port_open(struct shell_port *port, const char *name, bool append);
int host_port_close(struct shell_port *port);
const char *host_port_words(int err);
int host_port_open_tree(struct shell_port *port, struct dt_trees *trees, const char *word,
			const char *name);
