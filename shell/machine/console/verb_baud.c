/*
 * `console baud`: sets another rate, and sets the old one back unless a person answers at the new
 * one. At boot the rate stays as firmware has set it.
 */
#include <errno.h>
#include <inttypes.h>
#include "shell/machine/console/console_baud.h"
#include "shell/machine/console/console_confirm.h"
#include "shell/machine/console/console_verb.h"

static int baud_show(const struct console_baud *baud)
{
	shell_printf(baud->shell, "%s: divisor %" PRIi64, baud->name, baud->before);
	if (baud->hz)
		shell_printf(baud->shell, ": %" PRIu64 " baud at %" PRIu64 " Hz\n",
			     baud->rate_before, baud->hz);
	else
		shell_printf(baud->shell, "; the clock is unknown: %s; give it with -c HZ\n",
			     baud->why);
	return 0;
}

static int baud_run(struct shell *shell, const struct shell_args *args)
{
	struct console_baud baud;
	struct console *console;
	unsigned seconds;
	int err = console_named(shell, args->argv[2], &console);

	if (!err)
		err = console_seconds(shell, args, &seconds, CONSOLE_CONFIRM_SECONDS);
	if (!err)
		err = console_baud_begin(&baud, shell, console, shell_option(args, 'c'));
	if (err)
		return err;
	if (!args->argv[3])
		return baud_show(&baud);
	err = console_baud_find(&baud, args->argv[3]);
	return err ? err : console_baud_change(&baud, shell_option(args, 'f') != NULL, seconds);
}

static const struct shell_verb verb_baud = {
	.name = "baud",
	.args = "NAME [RATE]",
	.summary = "show the rate, or set it, if Enter comes at the new rate",
	.min_args = 1,
	.max_args = 2,
	.needs_machine = true,
	.run = baud_run,
	.complete = console_complete_name,
};
CONSOLE_VERB(verb_baud);
