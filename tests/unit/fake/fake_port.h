#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "shell/shell.h"

/* A port whose input is a script and whose output is kept. */
struct fake_port {
	struct shell_port port;
	const char *input; /* what is typed */
	size_t input_len, input_at;
	size_t burst;      /* bytes that arrive together: pending is false at multiples; 0: all */
	bool interrupt;    /* Ctrl-C has come in and was not cleared */
	long interrupt_in; /* Ctrl-C comes at that question for it, from 1; 0: never */
	long asked;        /* how often was asked */
	size_t lost_at;    /* bytes are lost before that one, once; 0: never */
	size_t silent_at;  /* nothing comes for a while before that one, once; 0: never */
	bool raw;
	int fault;     /* what contain returns in place of the command's result, once; 0: none */
	size_t writes; /* calls of write */
	size_t output_len, taken;
	char output[1 << 18]; /* ends with NUL */
};

/* A port of a machine where someone types @input. */
void fake_port_init(struct fake_port *fake, const char *input, size_t len);
/* What came out since the last call; ends with NUL, valid until the next output. */
const char *fake_port_output(struct fake_port *fake);
/* A shell over the port, zeroed but for it. */
void fake_shell_init(struct shell *shell, struct fake_port *fake);
/* Runs a line in a shell of its own, without a tree, and checks all that comes out. */
void fake_shell_expect(const char *line, int status, const char *output);
