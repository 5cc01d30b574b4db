/* The commands of a line's words: which they are, and whether they can run. */
#include <errno.h>
#include <string.h>
#include "shell/core.h"
#include "shell/job.h"

/* Finds the command that @args names and checks that it can run. 0, or a result, reported. */
static int resolve_one(struct shell *shell, struct shell_args *args, bool filter)
{
	const struct shell_command *command = shell_find_command(args->argv[0]);
	int err;

	shell->command = args->argv[0];
	if (!command)
		return filter ? shell_unknown_filter(shell) : shell_unknown(shell, args);
	if (filter && !command->filter)
		return shell_error(shell, -EINVAL, "not a filter, so it cannot follow |");
	if (!filter && command->filter)
		return shell_error(shell, -EINVAL, "a filter: it must follow a command: dts | %s",
				   args->argv[0]);
	args->command = command;
	if (command->needs_machine && !shell->port->machine)
		return shell_error(shell, -ENODEV, "needs a machine, and this program has none");
	if (command->needs_tree && !shell->tree)
		return shell_error(shell, -ENODEV, "there is no device tree");
	err = shell_check_args(shell, args);
	if (err == -EINVAL)
		shell_usage(shell, command, args->verb);
	return err;
}

/* Where a filter asks for its help, the command before it is left out. */
static void resolve_help(struct shell_job *job)
{
	int stage = 0;

	while (stage < job->stages && !shell_take_help(&job->args[stage]))
		stage++;
	if (stage == job->stages)
		return;
	job->stages -= stage;
	memmove(job->args, job->args + stage, (size_t)job->stages * sizeof(job->args[0]));
}

/* Goes on to the command that the first of @args runs: its words follow. */
static void resolve_inner(struct shell_args *args)
{
	int typed = args->typed - args->rest;

	*args = (struct shell_args){
		.argc = args->rest,
		.argv = args->argv + args->argc,
		.line = args->line,
		.from = args->from + typed,
		.typed = args->rest,
	};
	shell_take_help(args);
}

/* The first stage: a command, or one that runs others, each of which is kept. */
static int resolve_first(struct shell_job *job)
{
	struct shell_args *args = &job->args[0];
	int err;

	job->around = 0;
	while (!(err = resolve_one(job->shell, args, false)) && args->rest) {
		if (job->around == SHELL_AROUND_MAX)
			return shell_error(job->shell, -E2BIG,
					   "more than %d commands that run another",
					   SHELL_AROUND_MAX);
		job->outer[job->around++] = *args;
		resolve_inner(args);
	}
	job->outer[job->around] = *args;
	return err;
}

int shell_resolve(struct shell_job *job)
{
	int result;

	resolve_help(job);
	result = resolve_first(job);
	for (int i = 1; i < job->stages && !result; i++)
		result = resolve_one(job->shell, &job->args[i], true);
	return result;
}
