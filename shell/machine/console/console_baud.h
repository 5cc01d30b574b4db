#pragma once
/* The rate of a UART, changed and changed back. Only people set a rate: at boot it stays as
 * firmware has set it. */
#include "kernel/console/console.h"
#include "shell/shell.h"

struct console_baud {
	struct shell *shell;
	struct console *console;
	const char *name;     /* the console's */
	uint64_t hz;          /* its clock; 0: unknown */
	const char *why;      /* why it is unknown */
	int64_t before;       /* the divisor before */
	uint64_t rate_before; /* bits a second; 0: unknown */
	uint64_t rate;        /* the new one */
	uint32_t wanted;      /* its divisor */
	/* Private. */
	uint32_t divisor; /* that is being set */
};

/* Starts the console and reads what it has. @clock: its clock in Hz as text, where the tree does
 * not have it, or NULL. 0; -errno reported, -ENOTSUP: its driver cannot set a rate. */
int console_baud_begin(struct console_baud *baud, struct shell *shell, struct console *console,
		       const char *clock);
/* Finds the divisor for the rate @text. 0; -errno reported: the clock is unknown, or cannot give
 * it. */
int console_baud_find(struct console_baud *baud, const char *text);
/*
 * Sets the rate that was found; unless @forced, it is set back if Enter does not come there within
 * @seconds. 0; -errno reported; SHELL_INTERRUPTED. The tick must be off, as for console_confirm.
 */
int console_baud_change(struct console_baud *baud, bool forced, unsigned seconds);
/* Waits until all is sent, and sets the rate before again. 0, or -errno reported. */
int console_baud_back(struct console_baud *baud);
