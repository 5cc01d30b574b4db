/* `console`: the table, and the verbs, which are files of their own. */
#include <errno.h>
#include <string.h>
#include "kernel/format.h"
#include "kernel/time.h"
#include "shell/machine/console/console_list.h"
#include "shell/machine/console/console_verb.h"

static const struct console_verb *console_verb(const char *name)
{
	const struct console_verb *const *it;

	SET_FOREACH (it, console_verbs)
		if (!strcmp((*it)->name, name))
			return *it;
	return NULL;
}

static int console_run(struct shell *shell, const struct shell_args *args)
{
	const struct console_verb *verb;
	int operands = args->argc - 2;

	/* To be ended by force would leave consoles half started, or a change that nobody answered
	 * to. Who waits looks for Ctrl-C. */
	if (shell->port->machine)
		time_tick(NULL, 0);
	if (args->argc == 1)
		return console_list(shell);
	verb = console_verb(args->argv[1]);
	if (!verb)
		return shell_error(shell, -ENOENT, "%s: no such verb; 'help console' tells them",
				   args->argv[1]);
	if (operands < verb->min_args || operands > verb->max_args)
		return shell_error(shell, -E2BIG, "it is: console %s %s", verb->name, verb->args);
	if (verb->needs_machine && !shell->port->machine)
		return shell_error(shell, -ENODEV, "%s needs a machine, and this program has none",
				   verb->name);
	return verb->run(shell, args);
}

static void console_complete(struct shell *shell, struct shell_completions *completions)
{
	const struct console_verb *const *it, *verb;
	const char *word;

	(void)shell;
	if (completions->operand == 0) {
		SET_FOREACH (it, console_verbs)
			shell_offer(completions, (*it)->name, false);
		return;
	}
	verb = console_verb(completions->argv[0]);
	if (!verb)
		return;
	if (completions->operand == 1 && verb->names) {
		for (int i = 0; i < console_choice.candidates; i++)
			shell_offer(completions, console_choice.candidate[i].name, false);
		shell_offer(completions, "sbi", false);
	}
	if (completions->operand != 2 || !verb->words)
		return;
	for (uint64_t i = 0; (word = format_item(verb->words, i)); i++)
		shell_offer(completions, word, false);
}

static const struct shell_option console_options[] = {
	{ 'f', NULL, "use, baud: do not ask; add: although it is the same port" },
	{ 't', "N", "use, baud: seconds to answer (10); hunt: to press a key" },
	{ 'c', "HZ", "baud: the UART's clock, where the tree does not tell it" },
	{ 0 },
};

static const struct shell_command command_console = {
	.name = "console",
	.args = "[VERB [NAME]...]",
	.summary = "list the consoles, try them, and go from one to another",
	.detail =
		"  use NAME           go there, if Enter comes from there; else stay\n"
		"  hunt               ask on all of them, and go where a key is pressed\n"
		"  add NAME [in|out]  besides: output goes to all, input comes from all\n"
		"  drop NAME [in|out] no longer; the last one stays\n"
		"  test NAME          every byte through its loopback, or a line to look for\n"
		"  open DRIVER,ADDRESS[,shift=N][,width=N][,offset=N][,be]\n"
		"                     a UART that the tree does not have\n"
		"  baud NAME [RATE]   show the rate, or set it, if Enter comes at that rate\n"
		"  flow NAME [on|off] XON/XOFF\n"
		"  why [NAME]         how the console was chosen, and why not NAME\n"
		"  log                what the machine said of itself, once more\n"
		"NAME is that of the table, a path, an alias, an address, or sbi. STATE: in, out\n"
		"or both as it is used, idle, failed when it was left, no when it cannot be.",
	.example = "console use serial1",
	.options = console_options,
	.max_args = 3,
	.run = console_run,
	.complete = console_complete,
};
SHELL_COMMAND(command_console);
