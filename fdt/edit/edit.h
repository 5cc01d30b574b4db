#pragma once
/*
 * Edits: transactions on the tree of a slot, which is ours.
 *
 * An edit is a draft that is committed in one step, when it is whole: an edit that fails leaves the
 * tree as it was. The journal (fdt/edit/journal.h) keeps what it takes to undo and redo each edit.
 */
#include "fdt/edit/draft.h"
#include "fdt/edit/trees.h"

/*
 * Checks the draft and makes it the tree of @slot, which is ours; @text is the edit's name in the
 * journal (cut where it is very long). Edits that were undone are forgotten. 1; 0: the draft equals
 * the tree, and nothing is journaled; -EINVAL with draft->why, or -EPERM: the slot's tree is not
 * ours; the tree stays as it was. The draft is gone in any case, and after 1 nodes of the slot's
 * earlier tree are invalid.
 */
int dt_edit_commit(struct dt_slot *slot, struct dt_draft *draft, const char *text);
/*
 * The same for tree @number, which is not ours and stays as it is: the draft becomes a new tree, a
 * copy of it, and *@copy is the number of that after 1. Also -ENOSPC with trees->why; -EPERM: the
 * tree is ours.
 */
int dt_edit_commit_copy(struct dt_trees *trees, int number, struct dt_draft *draft,
			const char *text, int *copy);
/* Undoes the last edit; *@text (unless NULL) is its name, valid until the next commit. 0; -ENOENT:
 * there is no such edit; -ENOMEM: nothing changed. */
int dt_edit_undo(struct dt_slot *slot, const char **text);
/* The same for the edit that was undone last: makes it again. */
int dt_edit_redo(struct dt_slot *slot, const char **text);
