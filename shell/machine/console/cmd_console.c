/* console: the list, and the verbs, which have files of their own. */
#include <stddef.h>
#include "kernel/time.h"
#include "shell/machine/console/console_for.h"
#include "shell/machine/console/console_list.h"
#include "shell/machine/console/console_verb.h"

static int console_run(struct shell *shell, const struct shell_args *args)
{
	/* Ended by force, a verb would leave a console half started or a change unconfirmed. So
	 * the tick that ends commands is off, and verbs that wait look for Ctrl-C themselves. */
	if (shell->port->machine)
		time_tick(NULL, 0);
	return args->verb ? args->verb->run(shell, args) : console_list(shell, args);
}

static const struct shell_option console_options[] = {
	{ .letter = 'a', .summary = "hunt: also where a device is on the UART's line" },
	{ .letter = 'f', .summary = "use, baud: do not ask; add: even if it is the same port" },
	{ .letter = 't',
	  .value = "N",
	  .summary = "use, baud: seconds to answer (10); hunt: to press a key" },
	{ .letter = 'c',
	  .value = "HZ",
	  .summary = "baud: the UART's clock, if the tree does not have it" },
	{ .letter = 'p',
	  .word = "for",
	  .value = "PROG",
	  .summary = "why: what PROG chooses: linux, opensbi or u-boot",
	  .complete = console_complete_program },
	{ 0 },
};

static const struct shell_command command_console = {
	.name = "console",
	.group = SHELL_MACHINE,
	.args = "[VERB [NAME]...]",
	.summary = "list the consoles, try them, and change between them",
	.detail = "NAME: a name in the list, a path, an alias, an address, or sbi. STATE: in, out\n"
		  "or both, as it is used; idle; failed: it was left; no: it cannot be used.",
	.example = "console use serial1",
	.options = console_options,
	.reports = true,
	.run = console_run,
	.verbs = SHELL_VERBS(console_verbs),
};
SHELL_COMMAND(command_console);
