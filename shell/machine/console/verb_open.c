/* `console open`: a UART that the tree does not have. */
#include <errno.h>
#include "shell/machine/console/console_list.h"
#include "shell/machine/console/console_verb.h"

static int open_run(struct shell *shell, const struct shell_args *args)
{
	struct console_candidate *row;
	const char *why = "";
	struct report report;
	struct dt_text *out;
	int err = console_open(&console_choice, args->argv[2], &row, &why);

	if (err)
		return shell_error(shell, err, "%s: %s", args->argv[2], why);
	err = console_start(&row->console);
	report_begin(&report, shell, args);
	console_report_row(&report, row);
	if (!err) {
		out = report_say(&report);
		dt_puts(out, "'console use ");
		dt_puts(out, row->name);
		dt_puts(out, "' switches to it");
	}
	report_end(&report);
	return err;
}

static const struct shell_verb verb_open = {
	.name = "open",
	.args = "DRIVER,ADDRESS[,shift=N][,width=N][,offset=N][,be]",
	.summary = "list a UART that the tree does not have",
	.min_args = 1,
	.max_args = 1,
	.needs_machine = true,
	.reports = true,
	.run = open_run,
};
CONSOLE_VERB(verb_open);
