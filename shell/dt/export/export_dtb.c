/* `export dtb`: the tree in use, as lines that pass through any terminal. */
#include "shell/dt/export/export.h"

static int export_dtb_run(struct shell *shell, const struct shell_args *args)
{
	return export_lines(shell, args, "dtb", shell->tree->blob, shell->tree->size);
}

static const struct shell_verb export_dtb = {
	.name = "dtb",
	.args = "[LINE|FROM-TO]...",
	.summary = "print the tree as lines for 'paste' or tools/dtlines",
	.max_args = SHELL_WORDS_MAX,
	.run = export_dtb_run,
};
EXPORT_VERB(export_dtb);
