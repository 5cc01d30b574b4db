/*
 * `console use`: goes to another console, and back again unless a person answers there.
 *
 * Until the answer, the consoles in use stay in use, and the new one is used as well: so there is a
 * console at every moment. What is typed on the old ones meanwhile waits in their rings.
 */
#include <errno.h>
#include <stdio.h>
#include "shell/machine/console/console_confirm.h"
#include "shell/machine/console/console_verb.h"

enum { USE_TEXT_MAX = 64 };

struct use {
	struct shell *shell;
	struct console *to, *from;
	struct console *twin; /* in use, the same port as `to`; or NULL */
	bool deaf;            /* the twin is not read from: it would take the bytes of `to` */
	unsigned ways;        /* those of `to` before */
};

static void use_say(struct console *console, const char *says, const char *name)
{
	char text[USE_TEXT_MAX];
	int len = snprintf(text, sizeof(text), "%s %s\n", says, name);

	console_write_to(console, text, (size_t)len);
}

static int use_begin(struct use *use)
{
	int err;

	use->ways = use->to->ways;
	use->twin = console_twin(use->to);
	err = console_attach(use->to, CONSOLE_BOTH);
	if (err)
		return console_report(use->shell, use->to, err);
	if (use->twin && use->twin->ways & CONSOLE_IN)
		use->deaf = console_detach(use->twin, CONSOLE_IN) == 0;
	return 0;
}

/* Restores what was before. */
static void use_back(const struct use *use)
{
	if (use->deaf)
		console_attach(use->twin, CONSOLE_IN);
	console_detach(use->to, CONSOLE_BOTH & ~use->ways);
}

static int use_refused(const struct use *use, int err, const struct console_answer *answer)
{
	const char *to = console_name_of(use->to), *from = console_name_of(use->from);

	use_back(use);
	if (err == -EIO) {
		console_leave(use->to, answer->failed); /* which reports why */
		return err;
	}
	use_say(use->to, "\nthe console is still", from);
	if (err == -EINTR || err == -ECANCELED)
		return shell_error(use->shell, err, "%s: cancelled; still on %s", to, from);
	return shell_error(use->shell, err, "%s: %s; still on %s", to,
			   answer->text[0] ? answer->text : "no answer came", from);
}

/* Switches, and says on the old consoles where the shell went. */
static int use_keep(const struct use *use)
{
	const char *name = console_name_of(use->to);
	struct console *old[CONSOLE_ATTACHED_MAX], *console;
	int count = 0, err;

	for (int i = 0; (console = console_attached(i)); i++)
		if (console != use->to && console != use->twin && console->ways & CONSOLE_OUT)
			old[count++] = console;
	err = console_use(use->to);
	if (err)
		return console_report(use->shell, use->to, err);
	for (int i = 0; i < count; i++)
		use_say(old[i], "the console is now", name);
	console_printf("the console is now %s\n", name); /* the core leaves a dead one */
	return 0;
}

static int use_confirmed(struct use *use, unsigned seconds)
{
	struct console_answer answer;
	int err;

	shell_printf(use->shell, "press Enter on %s within %u s; Ctrl-C here to stay here\n",
		     console_name_of(use->to), seconds);
	err = use_begin(use);
	if (err)
		return err;
	err = console_confirm(use->to, "keep this console", seconds, &answer);
	return err ? use_refused(use, err, &answer) : use_keep(use);
}

static int use_run(struct shell *shell, const struct shell_args *args)
{
	struct use use = { .shell = shell, .from = console_active() };
	unsigned seconds;
	int err = console_seconds(shell, args, &seconds, CONSOLE_CONFIRM_SECONDS);

	if (!err)
		err = console_named(shell, args->argv[2], &use.to);
	if (err)
		return err;
	if (use.to->ways == CONSOLE_BOTH && !console_attached(1)) {
		shell_printf(shell, "%s is the console already\n", console_name_of(use.to));
		return 0;
	}
	err = console_start_reported(shell, use.to);
	if (err)
		return err;
	err = shell_option(args, 'f') ? use_keep(&use) : use_confirmed(&use, seconds);
	if (err == -ECANCELED)
		shell_check_interrupt(shell); /* its byte waits after what was typed before it */
	return err == -EINTR ? SHELL_INTERRUPTED : err;
}

static const struct shell_verb verb_use = {
	.name = "use",
	.args = "NAME",
	.summary = "go to it, if Enter is pressed there; else stay",
	.min_args = 1,
	.max_args = 1,
	.needs_machine = true,
	.run = use_run,
	.complete = console_complete_name,
};
CONSOLE_VERB(verb_use);
