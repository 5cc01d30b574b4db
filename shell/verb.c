/* A command's verbs: finding and checking them. */
#include <errno.h>
#include <string.h>
#include "shell/core.h"

const struct shell_verb *shell_next_verb(const struct shell_command *command, const char *name)
{
	const struct shell_verb *const *begin = command->verbs.begin, *const *end =
									      command->verbs.end;
	const struct shell_verb *next;

	SET_NEXT_OF(next, begin, end, name);
	return next;
}

const struct shell_verb *shell_find_verb(const struct shell_command *command, const char *name)
{
	const struct shell_verb *const *it = command->verbs.begin;

	while (it < command->verbs.end && strcmp((*it)->name, name) != 0)
		it++;
	return it < command->verbs.end ? *it : NULL;
}

int shell_check_verb(struct shell *shell, struct shell_args *args)
{
	const struct shell_command *command = args->command;
	int operands = args->argc - 2;

	if (args->argc == 1)
		return 0;
	args->verb = shell_find_verb(command, args->argv[1]);
	if (!args->verb)
		return shell_error(shell, -EINVAL, "%s: no such verb; 'help %s' lists them",
				   args->argv[1], command->name);
	if (operands < args->verb->min_args)
		return shell_error(shell, -EINVAL, "%s: too few arguments", args->verb->name);
	if (operands > args->verb->max_args)
		return shell_error(shell, -EINVAL, "%s: too many arguments", args->verb->name);
	if (args->json && !args->verb->reports)
		return shell_error(shell, -EINVAL, "%s: no option -j", args->verb->name);
	if (args->verb->needs_machine && !shell->port->machine)
		return shell_error(shell, -ENODEV, "%s needs a machine, and this program has none",
				   args->verb->name);
	return 0;
}
