/* sleep: nothing for some time. */
#include <errno.h>
#include "kernel/time.h"
#include "shell/machine/time/seconds.h"

enum { SLEEP_SLICE_US = 15000 }; /* Ctrl-C is looked for that often, where no tick does it */

static int sleep_run(struct shell *shell, const struct shell_args *args)
{
	uint64_t us, start = time_us(), past = 0;

	if (seconds_parse(shell, args->argv[1], &us))
		return SHELL_SYNTAX;
	if (time_ticks() == time_began())
		return shell_error(shell, -ENODEV, "the clock does not run");
	while (past < us) {
		uint64_t rest = us - past;

		shell_check_interrupt(shell);
		time_sleep(rest < SLEEP_SLICE_US ? rest : SLEEP_SLICE_US);
		past = time_us() - start;
	}
	return 0;
}

static const struct shell_command command_sleep = {
	.name = "sleep",
	.group = SHELL_MACHINE,
	.args = "SECONDS",
	.summary = "wait",
	.detail = "Fractions are possible: 0.25. Ctrl-C ends it.",
	.example = "sleep 0.5",
	.min_args = 1,
	.max_args = 1,
	.needs_machine = true,
	.run = sleep_run,
};
SHELL_COMMAND(command_sleep);
