#pragma once
/* A shell's port for unit tests: its input is a script, its output is kept. */
#include <stdbool.h>
#include <stddef.h>
#include "shell/shell.h"

/* A port whose input is a script and whose output is kept. */
struct fake_port {
	struct shell_port port;
	const char *input; /* what is typed */
	size_t input_len, input_at;
	size_t burst;      /* bytes that arrive together: pending is false after each; 0: all */
	bool interrupt;    /* Ctrl-C was received and not cleared */
	long interrupt_in; /* which question for Ctrl-C is answered yes, from 1; 0: none */
	long asked;        /* how often that question was asked */
	size_t lost_at;    /* bytes are lost before this position, once; 0: never */
	size_t news_at;    /* read returns SHELL_NEWS before this position, once; 0: never */
	size_t silent_at;  /* a pause before this position, once; 0: never */
	bool raw;
	int fault;     /* what contain returns instead of the command's result, once; 0: none */
	size_t writes; /* calls of write */
	size_t output_len, taken;
	char output[1 << 18]; /* ends with NUL */
};

/* A port where @input is typed. */
void fake_port_init(struct fake_port *fake, const char *input, size_t len);
/* The output since the last call; ends with NUL, valid until the next output. */
const char *fake_port_output(struct fake_port *fake);
/* A shell with this port, zeroed otherwise. */
void fake_shell_init(struct shell *shell, struct fake_port *fake);
/* Runs a line in a new shell, without a tree, and checks all its output. */
void fake_shell_expect(const char *line, int status, const char *output);
