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
	dt_record_plan(&plan, &slot->tree, &draft->tree, text);
	while (journal->bytes + plan.size > edit_limit() || dt_keep(&edit_new, plan.size)) {
		if (!dt_journal_forget(slot))
			return NULL;
		draft->forgotten++;
	}
	memcpy(edit_new, &plan, offsetof(struct dt_record, data));
	dt_record_fill(edit_new, &slot->tree, &draft->tree, text);
	return edit_new;
}

/* Exchanges the slot's blob and the one at *@place, which is open as @tree. Under dt_hold. */
static void edit_swap(struct dt_slot *slot, const struct dt_tree *tree, void **place)
{
	void *old = slot->own;

	dt_index_drop(&slot->tree);
	slot->tree = *tree;
	slot->own = *place;
	*place = old;
}

static int edit_check(struct dt_slot *slot, struct dt_draft *draft)
{
	if (!slot->own)
		return -EPERM;
	if (dt_draft_finish(draft))
		return -EINVAL;
	return !edit_same(&slot->tree, &draft->tree);
}

int dt_edit_commit(struct dt_slot *slot, struct dt_draft *draft, const char *text)
{
	int result = edit_check(slot, draft);

	if (result <= 0) {
		dt_edit_abandon();
		return result;
	}
	draft->lasting = !edit_record(slot, draft, text);
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
	dt_edit_abandon();
	return result;
}

/* --- undo and redo --------------------------------------------------------------------------- */

/* The size of the blob on the other side of the edit, bytes. */
static size_t edit_other_size(const struct dt_record *edit, bool back, size_t size)
{
	for (int i = 0; i < DT_RECORD_PLACES; i++) {
		const struct dt_record_place *place = &edit->place[i];

		size += back ? place->old : place->new;
		size -= back ? place->new : place->old;
	}
	return size;
}

static int edit_step(struct dt_slot *slot, const struct dt_record *edit, bool back)
{
	size_t size = edit_other_size(edit, back, slot->tree.size);
	struct dt_journal *journal = slot->journal;
	struct dt_tree tree;
	const char *why;
	int err;

	if (dt_keep(&edit_blob, size))
		return -ENOMEM;
	dt_record_apply(edit, back, &slot->tree, edit_blob);
	err = dt_open(&tree, edit_blob, size, &why);
	if (err == 0) {
		dt_hold();
		journal->at = back ? edit->older
				   : (journal->at ? journal->at->newer : journal->first);
		journal->made = back ? journal->made - 1 : journal->made + 1;
		edit_swap(slot, &tree, &edit_blob);
		dt_release();
	}
	dt_drop(&edit_blob);
	return err;
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
