/* `export dtbo`: the edits as an overlay's blob, in lines that pass through any terminal. */
#include "shell/dt/export/export.h"
#include "shell/dt/export/export_delta.h"

static int dtbo_write(struct shell *shell, const void *args, const void *blob, uint32_t size)
{
	return export_lines(shell, args, "dtbo", blob, size);
}

static int export_dtbo_run(struct shell *shell, const struct shell_args *args)
{
	return export_overlay(shell, dtbo_write, args);
}

static const struct shell_verb export_dtbo = {
	.name = "dtbo",
	.args = "[LINE|FROM-TO]...",
	.summary = "print the edits as an overlay, in lines for tools/dtlines",
	.max_args = SHELL_WORDS_MAX,
	.run = export_dtbo_run,
};
EXPORT_VERB(export_dtbo);
