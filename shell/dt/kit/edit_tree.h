#pragma once
/* What commands that change the tree in use share. */
#include "fdt/edit/edit.h"
#include "shell/shell.h"

/* Starts an edit of the tree in use; its nodes have the same offsets in the draft. NULL: told. */
struct dt_draft *shell_edit_begin(struct shell *shell);
/*
 * Makes the draft the tree in use; the journal calls the edit as it was typed. A tree that is not
 * ours is copied first, and the copy is used from then on, which is told. 0, or -errno, told.
 * Nodes and what points into the tree are void then.
 */
int shell_edit_end(struct shell *shell, const struct shell_args *args, struct dt_draft *draft);
/* Abandons the draft, and tells that @what failed with @err, which it returns. */
int shell_edit_fail(struct shell *shell, int err, const char *what);
/* Makes the tree in use one of ours, by a copy, which is told; its slot, or NULL, told. */
struct dt_slot *shell_edit_own(struct shell *shell);
/* The slot of the tree in use, ours or not; NULL without trees, told. */
struct dt_slot *shell_edit_slot(struct shell *shell);
/* Gives @node the status @status: an edit, 0 or -errno, told. */
int shell_edit_status(struct shell *shell, const struct shell_args *args, const char *status);
