#pragma once
/* Another rate of the line for one transfer: a person confirms it before, and after the transfer
 * the one before comes back by itself. */
#include "shell/machine/console/console_baud.h"
#include "shell/shell.h"

struct transfer_rate {
	struct console_baud baud;
	bool changed;
};

/*
 * Sets the rate of option -r, if it is given. 0; or an error reported, with the rate as it was: the
 * console cannot have this rate, or Enter did not come at it. Until transfer_rate_end nothing may
 * be printed that Ctrl-C can end: transfer_say prints.
 */
int transfer_rate_begin(struct transfer_rate *rate, struct shell *shell,
			const struct shell_args *args);
/* Sets the rate before again, if it was changed, and waits a while for Enter there. */
void transfer_rate_end(struct transfer_rate *rate);

/* The options that it reads. */
#define TRANSFER_RATE_OPTIONS                                                                      \
	{ .letter = 'r', .value = "RATE", .summary = "at RATE baud, if Enter comes at it" },       \
	{                                                                                          \
		.letter = 'c', .value = "HZ",                                                      \
		.summary = "-r: the UART's clock, if the tree does not have it"                    \
	}
#define TRANSFER_RATE_HELP                                                                         \
	"-r sets another rate for the transfer: set the terminal to it, too, press Enter,\n"       \
	"and start the transfer there. Afterwards, or if nothing comes, the rate before\n"         \
	"comes back: set the terminal back."
