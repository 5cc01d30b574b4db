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
 * Checks the draft and makes it the tree of @slot, which is ours; @text is how the journal calls
 * the edit (cut where it is very long). Edits that were undone are forgotten. 1; 0 when the draft
 * is what the tree was, then nothing is journaled; -EINVAL with draft->why, or -ENOMEM: the tree
 * stays as it was. The draft is gone in any case, and nodes of the slot's tree are void after 1.
 */
int dt_edit_commit(struct dt_slot *slot, struct dt_draft *draft, const char *text);
/* Takes back the last edit, or makes the one that was undone last again; *@text (unless NULL) is
 * its name, valid until the next commit. 0; -ENOENT: there is none; -ENOMEM: nothing changed. */
int dt_edit_undo(struct dt_slot *slot, const char **text);
/* See dt_edit_undo. */
int dt_edit_redo(struct dt_slot *slot, const char **text);
