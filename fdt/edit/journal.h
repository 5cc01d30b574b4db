#pragma once
/*
 * The journal of a slot: the edits that its tree has had, and those that were undone.
 *
 * Snapshots are kept with it (fdt/edit/snapshot.h).
 */
#include "fdt/edit/trees.h"

/* Forgets the oldest edit to free its memory; false: there are no edits. */
bool dt_journal_forget(struct dt_slot *slot);
/* Frees the journal of @slot and its snapshots. */
void dt_journal_drop(struct dt_slot *slot);

/* The journal, oldest edit first. */
struct dt_edits {
	const void *at;     /* private */
	uint32_t number;    /* from 1; forgotten ones count */
	const char *text;   /* its name; NULL at the end */
	bool undone;        /* it can be redone */
	uint32_t forgotten; /* edits before the first one */
	uint32_t made;      /* edits that the tree has had, including forgotten ones */
	uint32_t size;      /* bytes of the edit's record */
};
/* The next edit of @slot; start with all zero. false at the end; a slot without a journal has no
 * edits. */
bool dt_edits_next(const struct dt_slot *slot, struct dt_edits *it);
/* How many edits the tree has had, including forgotten ones. */
uint32_t dt_edits_made(const struct dt_slot *slot);

/* --- private to fdt/edit/ --------------------------------------------------------------------- */

struct dt_record;
struct dt_snapshot;

/* What a slot keeps with its tree. */
struct dt_journal {
	struct dt_record *first, *last; /* oldest, newest; NULL: there are no edits */
	struct dt_record *at;           /* the last one that is not undone; NULL: all are */
	uint32_t made, forgotten;       /* as in struct dt_edits */
	size_t bytes;                   /* of all edits */
	struct dt_snapshot *snapshots;  /* newest first */
};

/* slot->journal, made if the slot has none; NULL: there is no memory. */
struct dt_journal *dt_journal_have(struct dt_slot *slot);
/* Adds the edit as the newest one. Call it between dt_hold and dt_release. */
void dt_journal_append(struct dt_journal *journal, struct dt_record *edit);
/* Forgets the edits that were undone. */
void dt_journal_forget_undone(struct dt_journal *journal);
