#pragma once
/*
 * Drafts: a tree in the making, which becomes the tree of a slot by dt_edit_commit.
 *
 * A draft is a copy of a tree with room. The functions below change it, keep it a valid tree, and
 * make it grow. A command may be ended by force anywhere: fdt/edit/draft.c knows the draft's
 * memory, and the next draft frees what an earlier one left.
 */
#include "fdt/core/dt.h"
#include "fdt/core/index.h"

/*
 * The blocks of blob are packed in the order reserve map, structure, strings. The room is after
 * them and counts as totalsize, so that libfdt's writing functions can be used on it: between
 * dt_draft_blob and dt_draft_view. Owner: fdt/edit/draft.c, which has one draft.
 *
 * Until the first change, draft->tree has the blocks of the tree that the draft began with, which
 * must stay: so that change copies each part to where it will be.
 */
struct dt_draft {
	void *blob;
	size_t room; /* bytes of it */
	/* For dt_find, dt_prop, cursors: valid until the next change. It has no index, and no
	 * shortcuts, so that aliases are not resolved. */
	struct dt_tree tree;
	bool whole;                /* private: the structure block and the strings are copied */
	const void *began;         /* private: the blob of the tree that it began with */
	struct dt_splice splice;   /* private: what was changed of that */
	bool unknown;              /* private: it must be opened anew */
	int chosen, aliases, cpus; /* private: as in struct dt_tree, and kept right */
	/* Further results of dt_edit_commit. */
	uint32_t forgotten; /* so many of the oldest edits were forgotten, for lack of memory */
	bool lasting;       /* even so there was not enough: the edit cannot be undone */
	const char *why;    /* after -EINVAL: what is wrong with the tree, for people */
};

/* Starts a draft with the contents of @tree, in which nodes have the same offsets. @tree stays open
 * until the first change or the end. NULL: there is no memory. */
struct dt_draft *dt_edit_begin(const struct dt_tree *tree);
/* Throws the draft away, if there is one. */
void dt_edit_abandon(void);
/* Makes room for at least @more bytes: 0; -ENOMEM; -EFBIG: more than 2 GiB. */
int dt_draft_grow(struct dt_draft *draft, size_t more);
/* The draft's blob, a valid tree, to be read or changed by other functions than these; valid until
 * the next change. */
void *dt_draft_blob(struct dt_draft *draft);
/* Brings draft->tree up to date after other functions than these changed the blob: dt_edit_commit
 * checks all of it then. */
void dt_draft_view(struct dt_draft *draft);

/*
 * The changes. Nodes are those of draft->tree: a node of the tree that the draft began with is
 * { &draft->tree, its offset } until the first change, and each change moves what comes after it.
 * All return 0; or -ENOMEM or -EFBIG as dt_draft_grow, and nothing is changed.
 */

/* Sets the property to the @len bytes at @value, which is not in the draft; a new property becomes
 * the node's last. -EINVAL: a name that dtc would not read. */
int dt_draft_set(struct dt_draft *draft, struct dt_node node, const char *name, const void *value,
		 uint32_t len);
/* Removes the property, all of them where there are several. -ENOENT: there is no such property. */
int dt_draft_remove(struct dt_draft *draft, struct dt_node node, const char *name);
/* Renames the property to @name. -ENOENT; -EEXIST; -EINVAL as above. */
int dt_draft_rename_prop(struct dt_draft *draft, struct dt_node node, const char *from,
			 const char *name);
/* Adds a node of @len bytes of @name as the last child; *@child (unless NULL) is it. -EEXIST;
 * -EINVAL as above. */
int dt_draft_add(struct dt_draft *draft, struct dt_node parent, const char *name, size_t len,
		 struct dt_node *child);
/* Adds a node at @depth, at least 1, after all others, without a look at them: its parent is the
 * last node of the level above, and the caller makes sure that no sibling has that name. -EINVAL as
 * above. */
int dt_draft_add_last(struct dt_draft *draft, int depth, const char *name, struct dt_node *child);
/* Removes the node and all below it. -EINVAL: the root. */
int dt_draft_delete(struct dt_draft *draft, struct dt_node node);
/* Renames the node to @name; it keeps its place among the children. The caller makes sure that no
 * sibling has that name. -EINVAL as above, or the root. */
int dt_draft_rename(struct dt_draft *draft, struct dt_node node, const char *name);
/* Makes *@node the last child of @parent, and updates *@node. -EINVAL: @parent is the node itself
 * or below it. */
int dt_draft_move(struct dt_draft *draft, struct dt_node *node, struct dt_node parent);
/* The node's phandle. 0: it had one; 1: it was given one, the tree's highest plus one. -ENOSPC: no
 * number is left. */
int dt_draft_phandle(struct dt_draft *draft, struct dt_node node, uint32_t *phandle);

/*
 * Removes many nodes and properties in one pass, before any other change: start with all zero, cut
 * them in the tree's order, then end the pass. They are those of the tree that the draft began
 * with; what is in a node that was cut may be cut as well, and anything twice. The draft is not a
 * valid tree before the end.
 */
struct dt_cuts {
	uint32_t begin;    /* private: the first cut */
	uint32_t from, to; /* private: what is kept of all before `from` is now before `to` */
};
/* Cuts the node and all below it; not the root. */
void dt_draft_cut_node(struct dt_draft *draft, struct dt_cuts *cuts, struct dt_node node);
/* Cuts the property that has the value of @len bytes at @value. */
void dt_draft_cut_prop(struct dt_draft *draft, struct dt_cuts *cuts, const uint8_t *value,
		       uint32_t len);
/* Ends the pass: the draft is a valid tree again. */
void dt_draft_cut_end(struct dt_draft *draft, struct dt_cuts *cuts);

/* --- private to fdt/edit/ and fdt/export/ ----------------------------------------------------- */

/* Gives the draft's room back: its blob is then the tree and nothing else. */
void dt_draft_pack(struct dt_draft *draft);
/* Packs it and opens its tree, checking only what the changes make necessary: 0, or -EINVAL with
 * draft->why. */
int dt_draft_finish(struct dt_draft *draft);
/* Brings draft->tree up to date after its blocks changed in size or place. */
void dt_draft_moved(struct dt_draft *draft);
/* Moves the structure block from offset @from on, and the strings, to offset @to. What is before
 * that must be there: if the draft was not whole, it is now. */
void dt_draft_move_rest(struct dt_draft *draft, uint32_t from, uint32_t to);
/* Notes that @old bytes at offset @at of the structure block became @new bytes. */
void dt_draft_note(struct dt_draft *draft, uint32_t at, uint32_t old, uint32_t new);
/* Notes that node @name was renamed, moved or removed, or is new: dt_open must look for the nodes
 * that struct dt_tree knows if it may be one of them. */
void dt_draft_doubt(struct dt_draft *draft, const char *name);
