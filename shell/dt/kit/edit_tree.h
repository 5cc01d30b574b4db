#pragma once
/* Edits of the tree in use, as commands make them. */
#include "fdt/edit/edit.h"
#include "shell/shell.h"

/* Starts an edit of the tree in use; its nodes have the same offsets in the draft. NULL:
 * reported. */
struct dt_draft *shell_edit_begin(struct shell *shell);
/*
 * Makes the draft the tree in use; in the journal the edit is the line as typed. A tree that is not
 * ours is copied first, and the copy is in use from then on; a message says so, except
 * with option -j. 0, or -errno reported. Nodes of the tree and pointers into it become invalid.
 */
int shell_edit_end(struct shell *shell, const struct shell_args *args, struct dt_draft *draft);
/* Abandons the draft, and reports that @what failed with @err, which it returns. */
int shell_edit_fail(struct shell *shell, int err, const char *what);
/* Makes sure that the tree in use is one of ours: else copies it and uses the copy, and says so.
 * Its slot, or NULL, reported. */
struct dt_slot *shell_edit_own(struct shell *shell);
/* The slot of the tree in use, ours or not; NULL without trees, reported. */
struct dt_slot *shell_edit_slot(struct shell *shell);
/* Runs a command: gives the node of the operand the status @status. 0, or -errno reported. */
int shell_edit_status(struct shell *shell, const struct shell_args *args, const char *status);
