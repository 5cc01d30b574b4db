#pragma once
/*
 * Edits: transactions on a tree that is ours, and their journal.
 *
 * A draft is a copy with room; it is changed by the functions below, grows by itself, and becomes
 * the tree in one step when it is whole: a failed edit leaves the tree as it was. The journal keeps
 * of each edit what it takes to undo and redo it.
 */
#include "fdt/trees.h"

/* Frees the journal of @slot. */
void dt_journal_drop(struct dt_slot *slot);
