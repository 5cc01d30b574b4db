#include "shell/machine/console/console_for.h"
/* Shows a prediction of drivers/predict/ for the tree in use. */
#include <errno.h>
#include "drivers/predict/predict.h"

bool console_is_program(const char *name)
{
	return predict_find(name);
}

int console_for(struct shell *shell, const char *name)
{
	const struct predict_program *program = predict_find(name);
	struct dt_text text;
	int err;

	if (!program)
		return shell_error(shell, -ENOENT,
				   "%s: not known; PROG is linux, opensbi or u-boot", name);
	if (!shell->tree)
		return shell_error(shell, -ENOENT, "there is no tree");
	err = shell_index(shell);
	if (err)
		return err;
	shell_text(shell, &text);
	predict_put(&text, program, shell->tree);
	dt_flush(&text);
	return 0;
}

void console_complete_program(struct shell *shell, struct shell_completions *completions)
{
	const struct predict_program *const *it;

	(void)shell;
	SET_FOREACH (it, predict_programs)
		shell_offer(completions, (*it)->name, false);
}
