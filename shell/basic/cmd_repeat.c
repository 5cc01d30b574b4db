/* repeat: a command again and again. */
#include "shell/shell.h"

static int repeat_run(struct shell *shell, const struct shell_args *args)
{
	uint64_t count, failed = 0;
	int status, last = 0;

	if (shell_number(shell, args->argv[1], &count))
		return SHELL_SYNTAX;
	for (uint64_t i = 0; i < count && !shell->leave; i++) {
		status = shell_run_rest(shell);
		if (status == SHELL_INTERRUPTED)
			return status;
		failed += status != 0;
		last = status ? status : last;
	}
	shell->command = args->argv[0];
	if (failed && count > 1)
		shell_error(shell, last, "%llu of %llu failed", (unsigned long long)failed,
			    (unsigned long long)count);
	return last;
}

static const struct shell_command command_repeat = {
	.name = "repeat",
	.group = SHELL_BASIC,
	.args = "N COMMAND...",
	.summary = "run a command N times",
	.detail = "It is run again even where it fails; the status is that of the last failure.",
	.example = "repeat 3 echo again",
	.min_args = 1,
	.max_args = 1,
	.runs_rest = true,
	.any_hart = true,
	.run = repeat_run,
};
SHELL_COMMAND(command_repeat);
