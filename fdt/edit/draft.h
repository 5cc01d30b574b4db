#pragma once
/*
 * Drafts: a tree in the making, which becomes the tree of a slot by dt_edit_commit.
 *
 * A draft is a copy of a tree with room. The functions below change it, keep it a valid tree, and
 * make it grow. A command may be ended by force anywhere: fdt/edit/draft.c knows the draft's
 * memory, and the next draft frees what an earlier one left.
 */
#include "fdt/core/dt.h"

/*
 * A tree in the making. Its blocks are packed in the order reserve map, structure, strings; what
 * room there is lies behind them and counts as totalsize, so that libfdt's writing functions can be
 * used on blob: then call dt_draft_view. Owner: fdt/edit/draft.c, which has one.
 */
struct dt_draft {
	void *blob;
	size_t room; /* bytes of it */
	/* For dt_find, dt_prop, cursors: valid until the next change. It has no index, and no
	 * shortcuts, so that aliases are not resolved. */
	struct dt_tree tree;
	bool other_nodes;          /* private: nodes may be others or elsewhere: open it anew */
	int chosen, aliases, cpus; /* private: as in struct dt_tree, and kept right */
	/* What dt_edit_commit says beside its result. */
	uint32_t forgotten; /* this many of the oldest edits were forgotten for want of memory */
	bool lasting;       /* there was none even so: the edit cannot be undone */
	const char *why;    /* after -EINVAL: what is wrong with the tree, for people */
};

/*
 * Starts a draft that holds what @tree holds; nodes have the offsets that they have there. NULL:
 * no memory.
 */
struct dt_draft *dt_edit_begin(const struct dt_tree *tree);
/* Throws the draft away; nothing where there is none. */
void dt_edit_abandon(void);
/* Makes room for @more bytes at the least: 0; -ENOMEM; -EFBIG: more than 2 GiB. */
int dt_draft_grow(struct dt_draft *draft, size_t more);
/* Brings draft->tree up to date after blob was changed by other functions than these: all of it is
 * checked in the end then. */
void dt_draft_view(struct dt_draft *draft);

/*
 * The changes. Nodes are those of draft->tree: a node of the tree that the draft began with is
 * { &draft->tree, its offset } until the first change, and each change moves what stands behind it.
 * All give 0, or -ENOMEM or -EFBIG as dt_draft_grow; nothing is changed then.
 */

/* Puts the value @len bytes long, which does not lie in the draft; a property that is not there yet
 * becomes the last one. -EINVAL: a name that dtc would not read. */
int dt_draft_set(struct dt_draft *draft, struct dt_node node, const char *name, const void *value,
		 uint32_t len);
/* Removes the property, also where it is doubled. -ENOENT: there is none. */
int dt_draft_remove(struct dt_draft *draft, struct dt_node node, const char *name);
/* The property is called @name from now on. -ENOENT; -EEXIST; -EINVAL as above. */
int dt_draft_rename_prop(struct dt_draft *draft, struct dt_node node, const char *from,
			 const char *name);
/* Adds a node of @len bytes of @name as the last child; *@child (unless NULL) is it. -EEXIST;
 * -EINVAL as above. */
int dt_draft_add(struct dt_draft *draft, struct dt_node parent, const char *name, size_t len,
		 struct dt_node *child);
/* Removes the node with all below it. -EINVAL: the root. */
int dt_draft_delete(struct dt_draft *draft, struct dt_node node);
/* The node is called @name from now on, and stays in its place among the children. -EINVAL as
 * above, or the root; that the name is free is the caller's to see. */
int dt_draft_rename(struct dt_draft *draft, struct dt_node node, const char *name);
/* Makes *@node the last child of @parent; it is where it is then. -EINVAL: that is the node itself
 * or below it. */
int dt_draft_move(struct dt_draft *draft, struct dt_node *node, struct dt_node parent);
/* The node's phandle; 1 when it got one (the highest of the tree and one) by this, 0 when it had
 * one. -ENOSPC: no number is left. */
int dt_draft_phandle(struct dt_draft *draft, struct dt_node node, uint32_t *phandle);

/*
 * Many nodes and properties taken out in one pass: start with all zero, name them in the tree's
 * order, end it. They are those of the tree that the draft began with; what is in a node that goes
 * may be named, too. Between begin and end the draft is no tree.
 */
struct dt_cuts {
	uint32_t from, to; /* private: what is kept was moved from before there to before here */
};
/* Takes the node out with all below it; not the root. */
void dt_draft_cut_node(struct dt_draft *draft, struct dt_cuts *cuts, struct dt_node node);
/* Takes out the property in the cursor's hand. */
void dt_draft_cut_prop(struct dt_draft *draft, struct dt_cuts *cuts,
		       const struct dt_cursor *cursor);
/* The draft is a tree again. */
void dt_draft_cut_end(struct dt_draft *draft, struct dt_cuts *cuts);

/* --- private to fdt/edit/ and fdt/export/ ----------------------------------------------------- */

/* Gives the draft's room back: its blob is the tree and nothing else then. */
void dt_draft_pack(struct dt_draft *draft);
/* Packs it and opens its tree, checking only what the changes make necessary: 0, or -EINVAL with
 * draft->why. */
int dt_draft_finish(struct dt_draft *draft);
/* Brings draft->tree up to date after its blocks changed in size or place. */
void dt_draft_moved(struct dt_draft *draft);
