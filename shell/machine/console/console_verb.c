#include "shell/machine/console/console_verb.h"
/* What several verbs need: consoles by their names, the start of a console, an option's seconds. */
#include <errno.h>
#include <string.h>
#include "drivers/console/console_loop.h"
#include "kernel/console/console_sbi.h"

enum { SECONDS_MAX = 3600 };

const char *console_name_of(const struct console *console)
{
	const struct console_candidate *row = console_candidate_of(&console_choice, console);

	return row ? row->name : "sbi";
}

/* Devices that must be probed before it is known whether they are consoles are probed here. */
static int console_find_probed(const char *text, struct console_candidate **row)
{
	int err = console_find(&console_choice, text, row);

	if (err != -ENOENT && (err || !(*row)->unprobed))
		return err;
	console_probe(&console_choice);
	return console_find(&console_choice, text, row);
}

/* After a failure at run time it may be tried again; without a console there it may not. */
static int console_forgive(struct console_candidate *row)
{
	if (row->console.failed && row->err != -ENODEV)
		row->err = 0;
	return row->err;
}

int console_report(struct shell *shell, const struct console *console, int err)
{
	return shell_error(shell, err, "%s: %s", console_name_of(console), console_failure(err));
}

int console_report_find(struct shell *shell, const char *text, int err)
{
	if (err)
		shell_error(shell, err, "%s: %s; 'console' lists them", text,
			    err == -EEXIST ? "several have this name" : "no such console");
	return err;
}

static int console_row_named(struct shell *shell, const char *text, struct console_candidate **row)
{
	int err = console_report_find(shell, text, console_find_probed(text, row));

	if (!err && console_forgive(*row))
		err = shell_error(shell, (*row)->err, "%s: cannot be used: %s", text,
				  (*row)->why ? (*row)->why : console_failure((*row)->err));
	return err;
}

int console_named(struct shell *shell, const char *text, struct console **console)
{
	struct console_candidate *row;
	int err;

	if (!strcmp(text, "sbi")) {
		*console = console_sbi();
		return console_sbi_there()
			       ? 0
			       : shell_error(shell, -ENODEV, "sbi: this firmware has no console");
	}
	err = console_row_named(shell, text, &row);
	if (!err)
		*console = &row->console;
	return err;
}

int console_start_reported(struct shell *shell, struct console *console)
{
	int err = console_start(console);

	return err ? console_report(shell, console, err) : 0;
}

static bool console_twins(struct console *one, struct console *other)
{
	struct console *sbi = console_sbi();

	if (one == other || (one != sbi && other != sbi))
		return false;
	return console_same_port(&console_choice, one == sbi ? other : one);
}

struct console *console_twin(struct console *console)
{
	struct console *used;

	for (int i = 0; (used = console_attached(i)); i++)
		if (console_twins(console, used))
			return used;
	return NULL;
}

int console_seconds(struct shell *shell, const struct shell_args *args, unsigned *seconds,
		    unsigned usual)
{
	const char *text = shell_option(args, 't');
	uint64_t value = usual;

	if (text && shell_number(shell, text, &value))
		return -EINVAL;
	if (!value || value > SECONDS_MAX)
		return shell_error(shell, -EDOM, "-t %s: the time must be 1 to %d seconds", text,
				   SECONDS_MAX);
	*seconds = (unsigned)value;
	return 0;
}

void console_complete_name(struct shell *shell, struct shell_completions *completions)
{
	(void)shell;
	if (completions->operand != 1)
		return;
	for (int i = 0; i < console_choice.candidates; i++)
		shell_offer(completions, console_choice.candidate[i].name, false);
	shell_offer(completions, "sbi", false);
}
