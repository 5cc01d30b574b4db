#include "fdt/edit/journal.h"
/* The list of a slot's edits: added, listed, forgotten. */
#include <string.h>
#include "fdt/core/space.h"
#include "fdt/edit/record.h"
#include "fdt/edit/snapshot.h"

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

/* Forgets the edit, which is the oldest or the newest. */
static void journal_unlink(struct dt_journal *journal, struct dt_record *edit)
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
	if (!journal->at) { /* all are undone: the later ones need those that are redone first */
		journal_unlink(journal, journal->last);
		return true;
	}
	journal_unlink(journal, journal->first);
	journal->forgotten++;
	return true;
}

void dt_journal_forget_undone(struct dt_journal *journal)
{
	while (journal->last != journal->at)
		journal_unlink(journal, journal->last);
}

void dt_journal_append(struct dt_journal *journal, struct dt_record *edit)
{
	edit->older = journal->last;
	*(journal->last ? &journal->last->newer : &journal->first) = edit;
	journal->last = journal->at = edit;
	journal->bytes += edit->size;
}

void dt_journal_drop(struct dt_slot *slot)
{
	struct dt_journal *journal = slot->journal;

	if (!journal)
		return;
	while (journal->last)
		journal_unlink(journal, journal->last);
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

/* --- the list -------------------------------------------------------------------------------- */

bool dt_edits_next(const struct dt_slot *slot, struct dt_edits *it)
{
	const struct dt_journal *journal = slot->journal;
	const struct dt_record *before = it->at, *edit;

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
	it->text = dt_record_text(edit);
	it->size = (uint32_t)edit->size;
	return true;
}

uint32_t dt_edits_made(const struct dt_slot *slot)
{
	return slot->journal ? slot->journal->made : 0;
}
