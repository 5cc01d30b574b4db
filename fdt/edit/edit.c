#include "fdt/edit/edit.h"
/*
 * The edits of a slot: committed, undone, redone, forgotten.
 *
 * Between dt_hold and dt_release stands what makes a change whole; all memory that is not yet a
 * slot's, or no longer, is known by the pointers here.
 */
#include <errno.h>
#include <libfdt.h>
#include <string.h>
#include "fdt/core/cursor.h"
#include "fdt/core/index.h"
#include "fdt/edit/journal.h"
#include "fdt/core/space.h"

enum {
	EDIT_SHARE = 4,      /* of all memory, one part in so many may be the journal's */
	EDIT_MAX = 64 << 20, /* bytes, where memory has no end */
};

/* The edit that is being made; the blob that takes a slot's place, and then the one that was in
 * it. */
static void *edit_new, *edit_blob;

struct dt_journal *dt_journal_have(struct dt_slot *slot)
{
	void *journal = slot->journal;

	if (!journal) {
		dt_hold();
		journal = dt_alloc(sizeof(*slot->journal));
		if (journal)
			memset(journal, 0, sizeof(*slot->journal));
		slot->journal = journal;
		dt_release();
	}
	return journal;
}

/* Forgets the oldest edit, or the newest. */
static void edit_unlink(struct dt_journal *journal, struct dt_edit *edit)
{
	dt_hold();
	*(edit->older ? &edit->older->newer : &journal->first) = edit->newer;
	*(edit->newer ? &edit->newer->older : &journal->last) = edit->older;
	if (journal->at == edit)
		journal->at = NULL;
	journal->bytes -= edit->size;
	dt_free(edit);
	dt_release();
}

bool dt_journal_forget(struct dt_slot *slot)
{
	struct dt_journal *journal = slot->journal;

	if (!journal || !journal->first)
		return false;
	if (!journal->at) { /* all are undone: what is redone first is needed for the others */
		edit_unlink(journal, journal->last);
		return true;
	}
	edit_unlink(journal, journal->first);
	journal->forgotten++;
	return true;
}

static void edit_forget_undone(struct dt_journal *journal)
{
	while (journal->last != journal->at)
		edit_unlink(journal, journal->last);
}

void dt_journal_drop(struct dt_slot *slot)
{
	struct dt_journal *journal = slot->journal;

	if (!journal)
		return;
	while (journal->last)
		edit_unlink(journal, journal->last);
	while (journal->snapshots) {
		struct dt_snapshot *snapshot = journal->snapshots;

		dt_hold();
		journal->snapshots = snapshot->older;
		dt_free(snapshot);
		dt_release();
	}
	dt_hold();
	slot->journal = NULL;
	dt_free(journal);
	dt_release();
}

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

/* The trees' blocks are the same, wherever they lie in the blobs. */
static bool edit_same(const struct dt_tree *a, const struct dt_tree *b)
{
	return a->reserves == b->reserves &&
	       fdt_boot_cpuid_phys(a->blob) == fdt_boot_cpuid_phys(b->blob) &&
	       edit_same_bytes(a->reserve, a->reserves * 16ULL, b->reserve, b->reserves * 16ULL) &&
	       edit_same_bytes(a->structs, a->structs_size, b->structs, b->structs_size) &&
	       edit_same_bytes(a->strings, fdt_size_dt_strings(a->blob), b->strings,
			       fdt_size_dt_strings(b->blob));
}

/* Makes the record of the edit in edit_new, if need be in place of the oldest ones; NULL where even
 * all memory of the journal is not enough. */
static struct dt_edit *edit_record(struct dt_slot *slot, struct dt_draft *draft, const char *text)
{
	struct dt_journal *journal = dt_journal_have(slot);
	struct dt_edit plan;

	if (!journal)
		return NULL;
	edit_forget_undone(journal);
	dt_edit_plan(&plan, &slot->tree, &draft->tree, text);
	while (journal->bytes + plan.size > edit_limit() || dt_keep(&edit_new, plan.size)) {
		if (!dt_journal_forget(slot))
			return NULL;
		draft->forgotten++;
	}
	memcpy(edit_new, &plan, offsetof(struct dt_edit, data));
	dt_edit_fill(edit_new, &slot->tree, &draft->tree, text);
	return edit_new;
}

/* The blob at *@place, open as @tree, and the slot's change places. Under dt_hold. */
static void edit_swap(struct dt_slot *slot, const struct dt_tree *tree, void **place)
{
	void *old = slot->own;

	dt_index_drop(&slot->tree);
	slot->tree = *tree;
	slot->own = *place;
	*place = old;
}

/* Hangs edit_new behind the others. Under dt_hold. */
static void edit_append(struct dt_journal *journal)
{
	struct dt_edit *edit = edit_new;

	edit->older = journal->last;
	*(journal->last ? &journal->last->newer : &journal->first) = edit;
	journal->last = journal->at = edit;
	journal->bytes += edit->size;
	edit_new = NULL;
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
	if (!draft->lasting)
		edit_append(slot->journal);
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

/* Bytes of the blob on the other side of the edit. */
static size_t edit_other_size(const struct dt_edit *edit, bool back, size_t size)
{
	for (int i = 0; i < DT_EDIT_PLACES; i++) {
		const struct dt_edit_place *place = &edit->place[i];

		size += back ? place->old : place->new;
		size -= back ? place->new : place->old;
	}
	return size;
}

static int edit_step(struct dt_slot *slot, const struct dt_edit *edit, bool back)
{
	size_t size = edit_other_size(edit, back, slot->tree.size);
	struct dt_journal *journal = slot->journal;
	struct dt_tree tree;
	const char *why;
	int err;

	if (dt_keep(&edit_blob, size))
		return -ENOMEM;
	dt_edit_apply(edit, back, &slot->tree, edit_blob);
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
	const struct dt_edit *edit = slot->journal ? slot->journal->at : NULL;

	if (!edit)
		return -ENOENT;
	if (text)
		*text = dt_edit_text(edit);
	return edit_step(slot, edit, true);
}

int dt_edit_redo(struct dt_slot *slot, const char **text)
{
	const struct dt_journal *journal = slot->journal;
	const struct dt_edit *edit = !journal      ? NULL
				     : journal->at ? journal->at->newer
						   : journal->first;

	if (!edit)
		return -ENOENT;
	if (text)
		*text = dt_edit_text(edit);
	return edit_step(slot, edit, false);
}

/* --- the list -------------------------------------------------------------------------------- */

bool dt_edits_next(const struct dt_slot *slot, struct dt_edits *it)
{
	const struct dt_journal *journal = slot->journal;
	const struct dt_edit *before = it->at, *edit;

	if (!journal)
		return false;
	edit = before ? before->newer : journal->first;
	it->text = NULL;
	it->forgotten = journal->forgotten;
	it->made = journal->made;
	if (!edit)
		return false;
	it->number = (before ? it->number : journal->forgotten) + 1;
	it->undone = it->number > journal->made;
	it->at = edit;
	it->text = dt_edit_text(edit);
	it->size = (uint32_t)edit->size;
	return true;
}

uint32_t dt_edits_made(const struct dt_slot *slot)
{
	return slot->journal ? slot->journal->made : 0;
}
