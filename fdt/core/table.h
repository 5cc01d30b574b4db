#pragma once
/*
 * Tables that make look-ups in a property with very many rows fast. Each is made of one property's
 * value, or of a node, when a look-up first needs it, and kept with the tree's index: an edit drops
 * it.
 *
 * Owner: the index. Without an index or memory there are none, and look-ups walk the rows.
 */
#include "fdt/core/dt.h"

enum {
	DT_TABLE_ROWS = 64, /* with fewer rows, a walk is as fast */
};

/* What each table begins with. */
struct dt_table {
	struct dt_table *next; /* private */
	const void *value;
	uint32_t kind;
};

/* The table of that kind that was made of @value; NULL: there is no such table. Kinds are the
 * caller's: they distinguish tables that are made of one value. */
const void *dt_table(const struct dt_tree *tree, const void *value, uint32_t kind);
/* @size bytes for a new table, not cleared; NULL: no index, or no memory. They are *@place's until
 * dt_table_keep, or lost at the next call for that place. Each maker of tables has its own, because
 * what it reads may need tables of other makers. */
void *dt_table_make(void **place, const struct dt_tree *tree, size_t size);
/* Keeps the table at *@place as one of that kind for @value. */
void dt_table_keep(void **place, const struct dt_tree *tree, const void *value, uint32_t kind);
