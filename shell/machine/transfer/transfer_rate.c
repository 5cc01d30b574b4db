#include "shell/machine/transfer/transfer_rate.h"
/* `console baud` for a transfer. The tick that ends commands by force stays off, because a command
 * that is ended cannot set the rate back. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include "kernel/time.h"
#include "shell/machine/console/console_confirm.h"
#include "shell/machine/transfer/transfer_line.h"

enum { RATE_SECONDS = 30, RATE_TEXT_MAX = 128 };

int transfer_rate_begin(struct transfer_rate *rate, struct shell *shell,
			const struct shell_args *args)
{
	const char *text = shell_option(args, 'r');
	struct console_baud *baud = &rate->baud;
	int err;

	rate->changed = false;
	if (!text)
		return 0;
	time_tick(NULL, 0);
	err = console_baud_begin(baud, shell, transfer_console(), shell_option(args, 'c'));
	if (!err)
		err = console_baud_find(baud, text);
	if (err)
		return err;
	shell_printf(shell, "%s: for this transfer; then %" PRIu64 " baud again\n", baud->name,
		     baud->rate_before);
	err = console_baud_change(baud, false, RATE_SECONDS);
	rate->changed = !err;
	return err;
}

void transfer_rate_end(struct transfer_rate *rate)
{
	struct console_baud *baud = &rate->baud;
	struct console_answer answer;
	char text[RATE_TEXT_MAX];

	if (!rate->changed)
		return;
	time_tick(NULL, 0);
	snprintf(text, sizeof(text),
		 "\n%s: %" PRIu64 " baud again from here on; set the terminal back, and press "
		 "Enter there\n",
		 baud->name, baud->rate_before);
	transfer_say(baud->shell, text);
	if (console_baud_back(baud))
		return;
	if (console_confirm(baud->console, "go on", RATE_SECONDS, &answer) == -EIO)
		console_leave(baud->console, answer.failed);
}
