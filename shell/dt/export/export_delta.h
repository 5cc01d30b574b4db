#pragma once
/* What the forms of `export` share that are made of the edits: the tree in use, beside the one that
 * it is a copy of. */
#include "fdt/export/delta.h"
#include "shell/shell.h"

/* Starts @delta with both trees; @text names the old one, NULL: as diff has it. 0, or -errno
 * told. */
int export_delta(struct shell *shell, const char *text, struct dt_delta *delta);
/* What an item that is lost is, for a comment: "remove /soc/old/". */
void export_lost(struct dt_text *out, const struct dt_delta *delta,
		 const struct dt_delta_item *item);
/* The command's status; tells how much was lost. */
int export_delta_end(struct shell *shell, const struct dt_delta *delta);
