/* `console hunt`: prompts on every console, and goes to the one where a key is pressed. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "drivers/console/console_hunt.h"
#include "shell/machine/console/console_verb.h"

enum { SECOND_US = 1000000 };

/* Names the UARTs on which it does not prompt, and the devices there. */
static void hunt_say_left_alone(struct shell *shell)
{
	const struct console_choice *choice = &console_choice;
	struct dt_text out;

	shell_text(shell, &out);
	for (int i = 0; i < choice->candidates; i++) {
		const struct console_candidate *row = &choice->candidate[i];
		struct dt_node device = console_line_device(row);

		if (row->err || !dt_found(device))
			continue;
		dt_puts(&out, row->name);
		dt_puts(&out, ": left alone: ");
		dt_put_escaped(&out, dt_name(device), strlen(dt_name(device)));
		dt_puts(&out, " is on its line; -a prompts there, too\n");
	}
	dt_flush(&out);
}

static int hunt_run(struct shell *shell, const struct shell_args *args)
{
	struct console *found, *before = console_active();
	bool limited = shell_option(args, 't'), all = shell_option(args, 'a');
	unsigned seconds;
	int err = console_seconds(shell, args, &seconds, 1);

	if (err)
		return err;
	shell_puts(shell,
		   "prompting on all consoles: press a key on one; Ctrl-C here to stay here\n");
	if (!all)
		hunt_say_left_alone(shell);
	err = console_hunt(&console_choice, all,
			   limited ? (uint64_t)seconds * SECOND_US : UINT64_MAX, &found);
	if (!err)
		console_printf("\nthe console is now %s\n", console_name_of(found));
	else if (err == -EINTR)
		shell_check_interrupt(shell);
	else if (err == -ETIMEDOUT)
		shell_error(shell, err, "no key was pressed within %u s; still on %s", seconds,
			    console_name_of(before));
	else
		shell_error(shell, err, "no console takes output; still on %s",
			    console_name_of(before));
	return err;
}

static const struct shell_verb verb_hunt = {
	.name = "hunt",
	.args = "",
	.summary = "prompt on every console, and go where a key is pressed",
	.needs_machine = true,
	.run = hunt_run,
};
CONSOLE_VERB(verb_hunt);
