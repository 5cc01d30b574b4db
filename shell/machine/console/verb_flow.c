/* `console flow`: XON/XOFF on one console. */
#include <errno.h>
#include <string.h>
#include "shell/machine/console/console_verb.h"

static int flow_run(struct shell *shell, const struct shell_args *args)
{
	struct console *console;
	int err = console_named(shell, args->argv[2], &console);
	const char *word = args->argv[3];
	bool on;

	if (err)
		return err;
	if (word) {
		on = !strcmp(word, "on");
		if (!on && strcmp(word, "off"))
			return shell_error(shell, -EDOM, "%s: write 'on' or 'off'", word);
		console_flow(console, on);
	}
	shell_printf(shell, "%s: XON/XOFF %s\n", console_name_of(console),
		     console->flow ? "on" : "off");
	return 0;
}

static void flow_complete(struct shell *shell, struct shell_completions *completions)
{
	console_complete_name(shell, completions);
	if (completions->operand != 2)
		return;
	shell_offer(completions, "on", false);
	shell_offer(completions, "off", false);
}

static const struct shell_verb verb_flow = {
	.name = "flow",
	.args = "NAME [on|off]",
	.summary = "show XON/XOFF flow control, or switch it",
	.min_args = 1,
	.max_args = 2,
	.needs_machine = true,
	.run = flow_run,
	.complete = flow_complete,
};
CONSOLE_VERB(verb_flow);
