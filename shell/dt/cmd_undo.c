/* undo, redo: back and forth in the journal of edits. */
#include <errno.h>
#include <string.h>
#include "shell/dt/kit/edit_tree.h"

/* Reports that edit @text was undone, or why not. Returns @err. */
static int undo_report(struct shell *shell, int err, const char *word, const char *text)
{
	struct dt_text out;

	if (err == -ENOENT)
		return shell_error(shell, err, "there is nothing to %s", shell->command);
	if (err)
		return shell_error(shell, err, "no memory for a second copy of the tree");
	shell_text(shell, &out);
	dt_puts(&out, word);
	dt_put_escaped(&out, text, strlen(text));
	dt_putc(&out, '\n');
	dt_flush(&out);
	return 0;
}

static int undo_steps(struct shell *shell, const struct shell_args *args,
		      int (*step)(struct dt_slot *slot, const char **text), const char *word)
{
	const char *count = args->argc > 1 ? args->argv[1] : "1", *text = "";
	bool all = strcmp(count, "all") == 0;
	struct dt_slot *slot = shell_edit_slot(shell);
	uint64_t steps = UINT64_MAX;
	int err = 0;

	if (!slot)
		return -ENODEV;
	if (!all && shell_number(shell, count, &steps))
		return -EINVAL;
	for (uint64_t i = 0; i < steps && err == 0; i++) {
		err = step(slot, &text);
		if (all && i > 0 && err == -ENOENT)
			return 0;
		err = undo_report(shell, err, word, text);
	}
	return err;
}

static int undo_run(struct shell *shell, const struct shell_args *args)
{
	return undo_steps(shell, args, dt_edit_undo, "undone: ");
}

static int redo_run(struct shell *shell, const struct shell_args *args)
{
	return undo_steps(shell, args, dt_edit_redo, "done again: ");
}

static const struct shell_command undo_command = {
	.name = "undo",
	.args = "[N|all]",
	.summary = "undo the last edit of the tree in use",
	.detail = "N: the last N edits. 'redo' makes them again; 'history -e' lists them.",
	.example = "undo 2",
	.max_args = 1,
	.needs_tree = true,
	.run = undo_run,
};
SHELL_COMMAND(undo_command);

static const struct shell_command redo_command = {
	.name = "redo",
	.args = "[N|all]",
	.summary = "redo an edit that was undone",
	.example = "redo all",
	.max_args = 1,
	.needs_tree = true,
	.run = redo_run,
};
SHELL_COMMAND(redo_command);
