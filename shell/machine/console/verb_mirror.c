/* `console add` and `console drop`: several consoles at the same time. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "shell/machine/console/console_verb.h"

enum { MIRROR_TEXT_MAX = 64 };

/* What a console is used for, by its ways. */
static const char *const mirror_uses[] = {
	[0] = "no longer in use",
	[CONSOLE_IN] = "used for input",
	[CONSOLE_OUT] = "used for output",
	[CONSOLE_BOTH] = "used for input and output",
};

/* "in", "out", or no word for both; 0: reported. */
static unsigned mirror_ways(struct shell *shell, const char *word)
{
	if (!word)
		return CONSOLE_BOTH;
	if (!strcmp(word, "in"))
		return CONSOLE_IN;
	if (!strcmp(word, "out"))
		return CONSOLE_OUT;
	shell_error(shell, -EDOM, "%s: write 'in' or 'out', or leave it out for both", word);
	return 0;
}

static void mirror_complete(struct shell *shell, struct shell_completions *completions)
{
	console_complete_name(shell, completions);
	if (completions->operand != 2)
		return;
	shell_offer(completions, "in", false);
	shell_offer(completions, "out", false);
}

static const char *mirror_says(const struct console *console)
{
	return mirror_uses[console->ways & CONSOLE_BOTH];
}

static int mirror_twin(struct shell *shell, const struct console *console,
		       const struct console *twin)
{
	return shell_error(shell, -EBUSY,
			   "%s is the same port as %s: output would come twice, input would be "
			   "lost; 'console use %s' switches to it",
			   console_name_of(console), console_name_of(twin),
			   console_name_of(console));
}

static int mirror_add(struct shell *shell, const struct shell_args *args)
{
	unsigned ways = mirror_ways(shell, args->argv[3]);
	struct console *console;
	const struct console *twin;
	int err;

	err = ways ? console_named(shell, args->argv[2], &console) : -EDOM;
	if (!err)
		err = console_start_reported(shell, console);
	if (err)
		return err;
	twin = shell_option(args, 'f') ? NULL : console_twin(console);
	if (twin)
		return mirror_twin(shell, console, twin);
	err = console_attach(console, ways);
	if (err)
		return shell_error(shell, err, "%s: %s", console_name_of(console),
				   err == -ENOSPC ? "too many are in use" : console_failure(err));
	shell_printf(shell, "%s is %s\n", console_name_of(console), mirror_says(console));
	return 0;
}

static const struct shell_verb verb_add = {
	.name = "add",
	.args = "NAME [in|out]",
	.summary = "use it as well: output goes to all, input comes from all",
	.min_args = 1,
	.max_args = 2,
	.needs_machine = true,
	.run = mirror_add,
	.complete = mirror_complete,
};
CONSOLE_VERB(verb_add);

static int mirror_drop(struct shell *shell, const struct shell_args *args)
{
	unsigned ways = mirror_ways(shell, args->argv[3]);
	struct console *console;
	char text[MIRROR_TEXT_MAX];
	const char *name;
	int err = ways ? console_named(shell, args->argv[2], &console) : -EDOM, len;

	if (err)
		return err;
	name = console_name_of(console);
	if (!(console->ways & ways))
		return shell_error(shell, -ENOENT, "%s: not in use%s%s", name,
				   ways == CONSOLE_BOTH ? "" : " for that",
				   "; 'console' shows which are");
	if (console_detach(console, ways))
		return shell_error(shell, -EBUSY,
				   "%s: no console would be left to write to, or to read from; "
				   "'console use NAME' switches to another one",
				   name);
	len = snprintf(text, sizeof(text), "%s is %s\n", name, mirror_says(console));
	if (!(console->ways & CONSOLE_OUT))
		console_write_to(console, text, (size_t)len);
	shell_puts(shell, text);
	return 0;
}

static const struct shell_verb verb_drop = {
	.name = "drop",
	.args = "NAME [in|out]",
	.summary = "stop using it; the last one cannot be dropped",
	.min_args = 1,
	.max_args = 2,
	.needs_machine = true,
	.run = mirror_drop,
	.complete = mirror_complete,
};
CONSOLE_VERB(verb_drop);
