#include "fdt/edit/edit.h"
/*
 * Commit, undo and redo.
 *
 * What makes a change whole is between dt_hold and dt_release. The pointers here lead to all memory
 * that does not belong to a slot yet, or no longer does.
 */
#include <errno.h>
#include <libfdt.h>
#include <string.h>
#include "fdt/core/cursor.h"
#include "fdt/core/index.h"
#include "fdt/core/space.h"
#include "fdt/edit/journal.h"
#include "fdt/edit/record.h"

enum {
	EDIT_SHARE = 4,      /* the journal may have one part in so many of all memory */
	EDIT_MAX = 64 << 20, /* bytes, where memory is not bounded */
};

/* The edit that is being made; the blob that replaces a slot's, and then the replaced one. */
static void *edit_new, *edit_blob;
/* The tree of edit_blob, for its index. */
static struct dt_tree edit_tree;
/* The copy that is being made: until it has its blob, its tree is the one that it is a copy of. */
static struct dt_slot edit_slot;

/* --- commit ---------------------------------------------------------------------------------- */

static size_t edit_limit(void)
{
	struct dt_space space;

	dt_space(&space);
	return space.size ? (size_t)space.size / EDIT_SHARE : EDIT_MAX;
}

static bool edit_same_bytes(const void *a, size_t a_size, const void *b, size_t b_size)
{
	return a_size == b_size && memcmp(a, b, a_size) == 0;
}

/* What the draft changed of the slot's tree, if it began with that; else NULL. */
static const struct dt_splice *edit_splice(const struct dt_slot *slot, const struct dt_draft *draft)
{
	return draft->began == slot->tree.blob ? &draft->splice : NULL;
}

/* The draft changed what it began with to the same. */
static bool edit_same_splice(const struct dt_splice *splice, const struct dt_tree *a,
			     const struct dt_tree *b)
{
	return edit_same_bytes(a->structs + splice->at, splice->old, b->structs + splice->at,
			       splice->new) &&
	       fdt_size_dt_strings(a->blob) == fdt_size_dt_strings(b->blob);
}

/* The trees' blocks are equal, wherever they are in the blobs. */
static bool edit_same(const struct dt_tree *a, const struct dt_tree *b)
{
	return a->reserves == b->reserves &&
	       fdt_boot_cpuid_phys(a->blob) == fdt_boot_cpuid_phys(b->blob) &&
	       edit_same_bytes(a->reserve, a->reserves * 16ULL, b->reserve, b->reserves * 16ULL) &&
	       edit_same_bytes(a->structs, a->structs_size, b->structs, b->structs_size) &&
	       edit_same_bytes(a->strings, fdt_size_dt_strings(a->blob), b->strings,
			       fdt_size_dt_strings(b->blob));
}

/* Makes the record of the edit in edit_new; forgets the oldest edits if it needs their memory.
 * NULL: even all memory of the journal is not enough. */
static struct dt_record *edit_record(struct dt_slot *slot, struct dt_draft *draft, const char *text)
{
	struct dt_journal *journal = dt_journal_have(slot);
	struct dt_record plan;

	if (!journal)
		return NULL;
	dt_journal_forget_undone(journal);
	dt_record_plan(&plan, &slot->tree, &draft->tree, edit_splice(slot, draft), text);
	while (journal->bytes + plan.size > edit_limit() || dt_keep(&edit_new, plan.size)) {
		if (!dt_journal_forget(slot))
			return NULL;
		draft->forgotten++;
	}
	memcpy(edit_new, &plan, offsetof(struct dt_record, data));
	dt_record_fill(edit_new, &slot->tree, &draft->tree, text);
	return edit_new;
}

/* Exchanges the slot's blob and the one at *@place, which is open as @tree. Under dt_hold. The
 * slot's tree has no index of its own. */
static void edit_swap(struct dt_slot *slot, struct dt_tree *tree, void **place)
{
	void *old = slot->own;

	slot->tree = *tree;
	tree->index = NULL; /* it is the slot's now */
	slot->own = *place;
	*place = old;
}

static int edit_check(struct dt_slot *slot, struct dt_draft *draft)
{
	const struct dt_splice *splice = edit_splice(slot, draft);

	if (dt_draft_finish(draft))
		return -EINVAL;
	if (splice)
		return !edit_same_splice(splice, &slot->tree, &draft->tree);
	return !edit_same(&slot->tree, &draft->tree);
}

static int edit_commit(struct dt_slot *slot, struct dt_draft *draft, const char *text)
{
	int result = edit_check(slot, draft);

	if (result <= 0)
		return result;
	draft->lasting = !edit_record(slot, draft, text);
	if (edit_splice(slot, draft))
		dt_index_carry(&draft->tree, slot->tree.index, &draft->splice);
	if (slot->own)
		dt_index_drop(&slot->tree);
	dt_hold();
	if (!draft->lasting) {
		dt_journal_append(slot->journal, edit_new);
		edit_new = NULL;
	}
	if (slot->journal)
		slot->journal->made++;
	if (slot->journal && draft->lasting)
		slot->journal->forgotten = slot->journal->made;
	edit_swap(slot, &draft->tree, &draft->blob);
	dt_release();
	return 1;
}

int dt_edit_commit(struct dt_slot *slot, struct dt_draft *draft, const char *text)
{
	int result = slot->own ? edit_commit(slot, draft, text) : -EPERM;

	dt_edit_abandon();
	return result;
}

int dt_edit_commit_copy(struct dt_trees *trees, int number, struct dt_draft *draft,
			const char *text, int *copy)
{
	const struct dt_slot *from = dt_trees_slot(trees, number);
	struct dt_slot *slot = &edit_slot;
	int result;

	/* The tree that an interrupted edit left is not its own, unless its blob is. */
	dt_journal_drop(slot);
	if (slot->own)
		dt_slot_free(slot);
	*slot = (struct dt_slot){ .tree = from->tree, .copy_of = number };
	result = from->own ? -EPERM : edit_commit(slot, draft, text);
	dt_edit_abandon();
	if (result <= 0)
		return result;
	dt_hold();
	*copy = dt_trees_take(trees, slot);
	if (*copy >= 0)
		*slot = (struct dt_slot){ 0 };
	dt_release();
	if (*copy >= 0)
		return 1;
	dt_slot_free(slot);
	return *copy;
}

/* --- undo and redo --------------------------------------------------------------------------- */

static int edit_step(struct dt_slot *slot, const struct dt_record *edit, bool back)
{
	struct dt_journal *journal = slot->journal;

	dt_index_drop(&edit_tree);
	if (dt_keep(&edit_blob, dt_record_size(edit, back, &slot->tree)))
		return -ENOMEM;
	dt_record_apply(edit, back, &slot->tree, edit_blob, &edit_tree);
	dt_index_drop(&slot->tree);
	dt_hold();
	journal->at = back ? edit->older : (journal->at ? journal->at->newer : journal->first);
	journal->made = back ? journal->made - 1 : journal->made + 1;
	edit_swap(slot, &edit_tree, &edit_blob);
	dt_release();
	dt_drop(&edit_blob);
	return 0;
}

int dt_edit_undo(struct dt_slot *slot, const char **text)
{
	const struct dt_record *edit = slot->journal ? slot->journal->at : NULL;

	if (!edit)
		return -ENOENT;
	if (text)
		*text = dt_record_text(edit);
	return edit_step(slot, edit, true);
}

int dt_edit_redo(struct dt_slot *slot, const char **text)
{
	const struct dt_journal *journal = slot->journal;
	const struct dt_record *edit = !journal      ? NULL
				       : journal->at ? journal->at->newer
						     : journal->first;

	if (!edit)
		return -ENOENT;
	if (text)
		*text = dt_record_text(edit);
	return edit_step(slot, edit, false);
}
