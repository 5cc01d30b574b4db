/* `console flow`: XON/XOFF on one console. */
#include <errno.h>
#include <string.h>
#include "shell/machine/console_verb.h"

static const char *const flow_words[] = { "off", "on", NULL };

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
			return shell_error(shell, -EDOM, "%s: 'on' or 'off'", word);
		console_flow(console, on);
	}
	shell_printf(shell, "%s: XON/XOFF %s\n", console_name_of(console),
		     flow_words[console->flow]);
	return 0;
}

static const struct console_verb verb_flow = {
	.name = "flow",
	.args = "NAME [on|off]",
	.min_args = 1,
	.max_args = 2,
	.needs_machine = true,
	.names = true,
	.words = flow_words,
	.run = flow_run,
};
CONSOLE_VERB(verb_flow);
