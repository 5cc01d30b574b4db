/* `console open`: a UART that the tree does not have. */
#include <errno.h>
#include "shell/machine/console/console_verb.h"

static int open_run(struct shell *shell, const struct shell_args *args)
{
	struct console_candidate *row;
	const char *why = "";
	int err = console_open(&console_choice, args->argv[2], &row, &why);

	if (err)
		return shell_error(shell, err, "%s: %s", args->argv[2], why);
	err = console_start(&row->console);
	console_print_row(shell, row);
	if (!err)
		shell_printf(shell, "'console use %s' switches to it\n", row->name);
	return err;
}

static const struct shell_verb verb_open = {
	.name = "open",
	.args = "DRIVER,ADDRESS[,shift=N][,width=N][,offset=N][,be]",
	.summary = "list a UART that the tree does not have",
	.min_args = 1,
	.max_args = 1,
	.needs_machine = true,
	.run = open_run,
};
CONSOLE_VERB(verb_open);
