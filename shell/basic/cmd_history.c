/* history: the lines typed before, or the edits of the tree in use, oldest first. */
#include <string.h>
#include "fdt/edit/journal.h"
#include "shell/line/history.h"
#include "shell/shell.h"

static void history_edit(struct dt_text *out, const struct dt_edits *edit)
{
	dt_puts(out, edit->number == edit->made ? "* " : "  ");
	dt_put_dec(out, edit->number);
	dt_puts(out, "  ");
	dt_put_escaped(out, edit->text, strlen(edit->text));
	dt_puts(out, edit->undone ? "  (undone)\n" : "\n");
}

static int history_edits(struct shell *shell)
{
	const struct dt_slot *slot = shell_slot(shell);
	struct dt_edits edit = { 0 };
	struct dt_text out;

	shell_text(shell, &out);
	while (slot && dt_edits_next(slot, &edit)) {
		if (edit.number == edit.forgotten + 1 && edit.forgotten) {
			dt_puts(&out, "  1 to ");
			dt_put_dec(&out, edit.forgotten);
			dt_puts(&out, " were dropped to free memory\n");
		}
		history_edit(&out, &edit);
	}
	dt_flush(&out);
	return 0;
}

static int history_run(struct shell *shell, const struct shell_args *args)
{
	const struct shell_history *history = shell->history;

	if (shell_option(args, 'e'))
		return history_edits(shell);
	for (int age = history ? history->count - 1 : -1; age >= 0; age--) {
		shell_printf(shell, "%3d  ", history->count - age);
		shell_puts(shell, shell_history_get(history, age));
		shell_puts(shell, "\n");
	}
	return 0;
}

static const struct shell_option history_options[] = {
	{ .letter = 'e',
	  .summary = "list the edits of the tree in use; * marks the last one made" },
	{ 0 },
};

static const struct shell_command history_command = {
	.name = "history",
	.args = "",
	.summary = "list the lines typed before",
	.detail = "The last 32 lines are kept, each once. Up and down (Ctrl-P, Ctrl-N) show them,\n"
		  "Ctrl-R searches them.",
	.options = history_options,
	.run = history_run,
};
SHELL_COMMAND(history_command);
