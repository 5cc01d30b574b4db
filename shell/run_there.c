/* What a command runs on another hart: in the same contained run, and past no filter. */
#include <errno.h>
#include "shell/core.h"
#include "shell/job.h"

int shell_run_there(struct shell *shell)
{
	const struct shell_args *args = shell->rest;
	const char *name = shell->command;
	int result;

	shell_check_interrupt(shell);
	shell->rest = args + 1;
	shell->command = args->command->name;
	result = args->command->run(shell, args);
	if (result == -EINVAL)
		shell_usage(shell, args->command, args->verb);
	shell->command = name;
	shell->rest = args;
	return shell_status_of(result);
}
