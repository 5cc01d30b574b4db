#pragma once
/* What drafts, the journal and snapshots share: private to fdt/. */
#include "fdt/edit/edit.h"

enum { DT_EDIT_PLACES = 3 };

/* A place where the blobs before and after an edit differ. */
struct dt_edit_place {
	uint32_t at;       /* in the old blob */
	uint32_t old, new; /* bytes */
};

/* An edit. */
struct dt_edit {
	struct dt_edit *older, *newer;
	size_t size; /* bytes of all this */
	struct dt_edit_place place[DT_EDIT_PLACES];
	char data[]; /* of each place the old bytes and the new ones; then the name */
};

/* Fills in the size and the places of what makes tree @new of @old; data is left. */
void dt_edit_plan(struct dt_edit *edit, const struct dt_tree *old, const struct dt_tree *new,
		  const char *text);
/* Fills in data of an edit so planned. */
void dt_edit_fill(struct dt_edit *edit, const struct dt_tree *old, const struct dt_tree *new,
		  const char *text);
/* The edit's name. */
const char *dt_edit_text(const struct dt_edit *edit);
/* Makes in @to the blob before the edit of @from, which is the one after it (@back), or the other
 * way round. */
void dt_edit_apply(const struct dt_edit *edit, bool back, const struct dt_tree *from, char *to);

/* What a slot keeps beside its tree. */
struct dt_journal {
	struct dt_edit *first, *last;  /* oldest, newest; NULL: there is none */
	struct dt_edit *at;            /* the last one that the tree has; NULL: it has none */
	uint32_t made, forgotten;      /* as in struct dt_edits */
	size_t bytes;                  /* of all edits */
	struct dt_snapshot *snapshots; /* newest first */
};

/* slot->journal, made where it is not there; NULL: no memory. */
struct dt_journal *dt_journal_have(struct dt_slot *slot);
/* Gives the draft's room back: its blob is the tree and nothing else then. */
void dt_draft_pack(struct dt_draft *draft);
/* Packs it and opens its tree, with no more effort than the changes ask for: 0, or -EINVAL with
 * draft->why. */
int dt_draft_finish(struct dt_draft *draft);
/* Brings draft->tree up to date after its blocks changed in size or place. */
void dt_draft_moved(struct dt_draft *draft);
