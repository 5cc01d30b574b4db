#pragma once
/* The edits, as the forms of `export` print them: how the tree in use differs from the tree that it
 * is a copy of. */
#include "fdt/export/delta.h"
#include "shell/shell.h"

/* Starts @delta with both trees; @text names the old one; NULL: as for `diff`. 0, or -errno
 * reported. */
int export_delta(struct shell *shell, const char *text, struct dt_delta *delta);
/* Puts what a lost item would do, and why it cannot, for a comment: "remove /soc/old/", "set
 * /soc/x/name: dtc takes it for the node's name". Nothing in it ends a comment or goes on with the
 * next line. */
void export_lost(struct dt_text *out, const struct dt_delta *delta,
		 const struct dt_delta_item *item);
/* Prints a line of that with @begin before it. */
void export_comment(struct shell *shell, const char *begin, const struct dt_delta *delta,
		    const struct dt_delta_item *item);
/* Reports that @lost differences cannot be @where; SHELL_FAILED. */
int export_lost_end(struct shell *shell, uint32_t lost, const char *where);
/* The command's status; reports how much was lost. */
int export_delta_end(struct shell *shell, const struct dt_delta *delta);
/* Makes the edits' overlay, a blob, and hands it to @write with @context; the blob is gone when
 * that returns. @write's error, -errno reported, or the command's status; reports how much was
 * lost. */
int export_overlay(struct shell *shell,
		   int (*write)(struct shell *shell, const void *context, const void *blob,
				uint32_t size),
		   const void *context);
