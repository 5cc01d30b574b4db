#pragma once
/*
 * The record of an edit: what it took out of the blob and what it put in, so that the blob of
 * either side can be made from the other's. Private to fdt/edit/.
 */
#include "fdt/core/dt.h"

enum { DT_RECORD_PLACES = 3 };

/* A place where the blobs before and after an edit differ. */
struct dt_record_place {
	uint32_t at;       /* offset in the old blob */
	uint32_t old, new; /* bytes there before and after */
};

/* An edit. */
struct dt_record {
	struct dt_record *older, *newer;
	size_t size; /* bytes of the whole record */
	struct dt_record_place place[DT_RECORD_PLACES];
	char data[]; /* for each place the old bytes and the new ones; then the name */
};

/* Fills in the size and the places of the edit that makes tree @new of @old, and not its data:
 * @edit has no room for it. */
void dt_record_plan(struct dt_record *edit, const struct dt_tree *old, const struct dt_tree *new,
		    const char *text);
/* Fills in the data of an edit that was planned with the same arguments. */
void dt_record_fill(struct dt_record *edit, const struct dt_tree *old, const struct dt_tree *new,
		    const char *text);
/* The edit's name. */
const char *dt_record_text(const struct dt_record *edit);
/* Writes into @to the blob before the edit, where @from is the tree after it (@back), or the other
 * way round. */
void dt_record_apply(const struct dt_record *edit, bool back, const struct dt_tree *from, char *to);
