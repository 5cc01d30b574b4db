#pragma once
/*
 * The open trees: the one that firmware handed over, others found in memory, and copies.
 *
 * Number 0 is the handed-over one. It and every other tree whose blob is not ours are never
 * written: an edit (fdt/edit/edit.h) is made on a copy.
 */
#include "fdt/core/dt.h"

enum {
	DT_TREES_MAX = 8,
	DT_TREE_NAME_MAX = 24, /* bytes with the NUL */
};

struct dt_journal;

/* A place for a tree. */
struct dt_slot {
	struct dt_tree tree; /* blob NULL: the place is free */
	void *own;           /* the blob, from dt_alloc; NULL: borrowed, and never written */
	void *loaded;        /* the same of a blob that was loaded and is never written; or NULL */
	int copy_of;         /* number of the tree that it is a copy of, or -1 */
	struct dt_journal *journal; /* fdt/edit/journal.h; NULL: no edit was made yet */
	char name[DT_TREE_NAME_MAX];
};

struct dt_trees {
	struct dt_slot slot[DT_TREES_MAX];
	int used; /* number of the tree in use */
	char why[96];
};

/* Starts with @tree, which is open, as number 0 and in use; NULL: there is no tree yet. */
void dt_trees_init(struct dt_trees *trees, const struct dt_tree *tree);
/* The slot of number @number; NULL when there is no such tree. */
struct dt_slot *dt_trees_slot(struct dt_trees *trees, int number);
/* The slot in use; NULL without any tree. */
struct dt_slot *dt_trees_current(struct dt_trees *trees);
/*
 * Opens the blob as another tree, called @name (cut where it is too long); the blob stays where it
 * is. @room is how many bytes may be read there. The tree's number; -EINVAL with trees->why: it is
 * not a tree; -ENOSPC: all places are taken.
 */
int dt_trees_add(struct dt_trees *trees, const char *name, const void *blob, size_t room);
/* The same for a blob from dt_alloc: it is ours from now on and may be edited; on failure it stays
 * the caller's. @copy_of as in struct dt_slot. */
int dt_trees_add_own(struct dt_trees *trees, const char *name, void *blob, size_t room,
		     int copy_of);
/* Copies tree @number, so that it can be edited. The copy's number; -ENOENT; -ENOMEM or -ENOSPC
 * with trees->why. */
int dt_trees_copy(struct dt_trees *trees, int number);
/* The number of the tree that @number began as a copy of, or of a copy of it; @number if it is no
 * copy. */
int dt_trees_origin(struct dt_trees *trees, int number);
/* Makes *@slot, which is filled and has no name yet, a tree as copy of slot->copy_of. Its number;
 * -ENOSPC with trees->why. */
int dt_trees_take(struct dt_trees *trees, const struct dt_slot *slot);
/* Frees what is ours of @slot, which is free then. */
void dt_slot_free(struct dt_slot *slot);
/* Uses tree @number from now on: 0, or -ENOENT. */
int dt_trees_use(struct dt_trees *trees, int number);
/* Closes tree @number and frees what is ours of it. If it was in use, the tree that it is a copy of
 * is used from now on, else number 0. 0; -ENOENT; -EPERM for number 0. */
int dt_trees_close(struct dt_trees *trees, int number);
