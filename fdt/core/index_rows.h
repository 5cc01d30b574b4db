#pragma once
/* How an index is filled, row by row: private to fdt/core/. */
#include "fdt/core/cursor.h"
#include "fdt/core/index.h"

/* An index with room for @nodes rows, without any; *@need (unless NULL) is how many bytes it takes.
 * NULL: there is no memory. End with index_done or index_abandon. */
struct dt_index *index_make(uint32_t nodes, size_t *need);
/* Reads tokens up to @until, and the properties after that, into new rows. @here is the number of
 * the node that is open, or DT_NONE before the root; the result is that of the one which is open
 * in the end. The cursor is a copy, which a compiler can keep in registers. */
int32_t index_read(struct dt_index *index, struct dt_cursor cursor, int32_t here,
		   const char *until);
/* Fills the hash tables when all rows are there. */
void index_chain(struct dt_index *index);
/* Makes the index that was begun that of @tree. */
void index_done(struct dt_tree *tree);
/* Frees the index that was begun. */
void index_abandon(void);
