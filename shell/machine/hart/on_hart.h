#pragma once
/* A command on another hart: its shell, and the text that it has printed so far. */
#include <setjmp.h>
#include "kernel/hart/hart.h"
#include "kernel/time.h"
#include "shell/machine/hart/on_lines.h"
#include "shell/rest.h"

/* The context of a struct hart; it is kept as long as that. */
struct on_hart {
	struct hart *hart;
	struct on_lines lines;
	struct shell shell; /* a copy of the first hart's, with a port of its own */
	struct shell_port port;
	struct shell_args args[SHELL_AROUND_MAX + 1]; /* each runs the next one */
	bool works;                                   /* it runs the command of the `on` at work */
	bool inside;           /* the last text shown of it was not a line's end */
	bool prefix;           /* lines begin with its number */
	struct time_wait wait; /* since it began, or moved */
	uint64_t touched;      /* what it accessed when that was looked at */
	jmp_buf leave;         /* where the command is left when it shall end */
};

/* Lets the hart run the first of @count commands, on a copy of @shell. 0; -EBUSY. */
int on_hart_post(struct on_hart *on, const struct shell *shell, const struct shell_args *args,
		 int count);
