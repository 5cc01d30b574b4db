/* `export dtbo`: the edits as an overlay's blob, in lines that pass through any terminal. */
#include <errno.h>
#include "fdt/export/delta_blob.h"
#include "fdt/edit/draft.h"
#include "shell/dt/export/export.h"
#include "shell/dt/export/export_delta.h"

static int export_dtbo_run(struct shell *shell, const struct shell_args *args)
{
	struct dt_delta delta;
	const void *blob;
	uint32_t size;
	int err = export_delta(shell, NULL, &delta);

	if (err)
		return err;
	err = dt_delta_blob(&delta, &blob, &size);
	if (err) {
		dt_edit_abandon();
		return shell_error(shell, err, "%s",
				   err == -ENOMEM
					   ? "no memory"
					   : "the path and the name of a reference are too long");
	}
	err = export_lines(shell, args, "dtbo", blob, size);
	dt_edit_abandon();
	if (err || !delta.lost)
		return err;
	return export_lost_end(shell, delta.lost, "in an overlay; 'export dts' shows which");
}

static const struct shell_verb export_dtbo = {
	.name = "dtbo",
	.args = "[LINE|FROM-TO]...",
	.summary = "print the edits as an overlay, in lines for tools/dtlines",
	.max_args = SHELL_WORDS_MAX,
	.run = export_dtbo_run,
};
EXPORT_VERB(export_dtbo);
