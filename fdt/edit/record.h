#pragma once
/*
 * The record of an edit: what it took out of the blob and what it put in, so that the blob of
 * either side can be made from the other's. Private to fdt/edit/.
 */
#include "fdt/core/index.h"

enum { DT_RECORD_PLACES = 3 };

/* A place where the blobs before and after an edit differ. */
struct dt_record_place {
	uint32_t at;       /* offset in the old blob */
	uint32_t old, new; /* bytes there before and after */
};

/* What dt_open finds in a tree, as in struct dt_tree, so that it need not look again. */
struct dt_record_known {
	uint32_t reserves, structs_size, nodes, props;
	int chosen, aliases, cpus;
};

/* An edit. */
struct dt_record {
	struct dt_record *older, *newer;
	size_t size; /* bytes of the whole record */
	struct dt_record_place place[DT_RECORD_PLACES];
	bool spliced; /* the structure blocks differ by `splice` only */
	struct dt_splice splice;
	struct dt_record_known before, after;
	char data[]; /* for each place the old bytes and the new ones; then the name */
};

/* Fills in all of the edit that makes tree @new of @old but its data: @edit has no room for it.
 * @splice is what was changed of the structure block; NULL: it is not known. */
void dt_record_plan(struct dt_record *edit, const struct dt_tree *old, const struct dt_tree *new,
		    const struct dt_splice *splice, const char *text);
/* Fills in the data of an edit that was planned with the same trees and name. */
void dt_record_fill(struct dt_record *edit, const struct dt_tree *old, const struct dt_tree *new,
		    const char *text);
/* The edit's name. */
const char *dt_record_text(const struct dt_record *edit);
/* The size of the blob before the edit, where @from is the tree after it (@back), or the other way
 * round; bytes. */
size_t dt_record_size(const struct dt_record *edit, bool back, const struct dt_tree *from);
/* Writes that blob into @blob, 8-byte aligned, and opens it as @to, with an index if @from has
 * one. */
void dt_record_apply(const struct dt_record *edit, bool back, const struct dt_tree *from,
		     void *blob, struct dt_tree *to);
