#pragma once
/* The UARTs of the tree in use that this machine can be asked about. */
#include "drivers/console/console_select.h"
#include "shell/shell.h"

/* Valid while it is asked. */
struct uart_asked {
	struct dt_node node;                 /* of the tree in use */
	const struct console_candidate *row; /* what that says */
	struct console *console;             /* to ask, which may be in use; NULL: see why */
	const char *why;                     /* why it may not be asked, a constant text */
};

/* Calls @ask for each enabled UART. How many the list of consoles had no room for; -ENOMEM. */
int uart_each(struct shell *shell, void (*ask)(void *arg, const struct uart_asked *uart),
	      void *arg);
/* Starts the console unless it is in use: 0; -errno, as it failed. */
int uart_start(struct console *console);
