/* `export`: the tree in use, in the forms that other programs take. The verbs are files of their
 * own. */
#include <errno.h>
#include <string.h>
#include "shell/dt/export/export.h"

/* The verb whose name follows @name in alphabetical order ("": the first); NULL at the end. */
static const struct export_verb *export_next(const char *name)
{
	const struct export_verb *next;

	SET_NEXT(next, export_verbs, name);
	return next;
}

static const struct export_verb *export_verb(const char *name)
{
	const struct export_verb *verb = export_next("");

	while (verb && strcmp(verb->name, name))
		verb = export_next(verb->name);
	return verb;
}

static int export_list(struct shell *shell)
{
	const struct export_verb *verb;

	for (verb = export_next(""); verb; verb = export_next(verb->name))
		shell_printf(shell, "export %-5s %-17s  %s\n", verb->name, verb->args,
			     verb->summary);
	return 0;
}

static int export_run(struct shell *shell, const struct shell_args *args)
{
	const struct export_verb *verb;
	int operands = args->argc - 2;

	if (args->argc == 1)
		return export_list(shell);
	verb = export_verb(args->argv[1]);
	if (!verb)
		return shell_error(shell, -ENOENT, "%s: no such form; 'export' lists them",
				   args->argv[1]);
	if (operands < verb->min_args || operands > verb->max_args)
		return shell_error(shell, -E2BIG, "it is: export %s %s", verb->name, verb->args);
	return verb->run(shell, args);
}

static void export_complete(struct shell *shell, struct shell_completions *completions)
{
	const struct export_verb *const *it;

	(void)shell;
	if (completions->operand == 0)
		SET_FOREACH (it, export_verbs)
			shell_offer(completions, (*it)->name, false);
}

static const struct shell_command export_command = {
	.name = "export",
	.args = "[FORM [ARGUMENT]...]",
	.summary = "print the tree in a form that other programs take",
	.detail = "Without FORM: lists the forms. TREE: as of 'diff'.",
	.example = "export dtb",
	.max_args = SHELL_WORDS_MAX,
	.needs_tree = true,
	.run = export_run,
	.complete = export_complete,
};
SHELL_COMMAND(export_command);
