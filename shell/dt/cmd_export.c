/* export: the tree in use, in the forms that other programs read. The verbs have files of their
 * own, in shell/dt/export/. */
#include "shell/dt/export/export.h"
#include "shell/report/report_verbs.h"

static int export_run(struct shell *shell, const struct shell_args *args)
{
	if (args->verb)
		return args->verb->run(shell, args);
	report_verbs(shell, args->command);
	return 0;
}

static const struct shell_command export_command = {
	.name = "export",
	.group = SHELL_TREES,
	.args = "[FORM [ARGUMENT]...]",
	.summary = "print the tree in a form that other programs read",
	.detail = "Without FORM: lists the forms. LINE: a line to print again. TREE: as of 'diff'.",
	.example = "export dtb",
	.needs_tree = true,
	.run = export_run,
	.verbs = SHELL_VERBS(export_verbs),
};
SHELL_COMMAND(export_command);
