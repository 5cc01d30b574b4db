#pragma once
/*
 * A flattened device tree, read: nodes, properties, paths, ancestors.
 *
 * Pure: no hardware, no console, no heap, nothing of ours included. A tree is checked once, by
 * dt_open; all else trusts that check, so that a walk costs a few instructions a token. Errors are
 * -errno; where libfdt has said why, dt_open keeps its words.
 * Source of the format: Devicetree Specification v0.4, chapter 5.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include "fdt/core/cells.h"

enum {
	DT_PATH_MAX = 1024, /* bytes of a path with its NUL; longer ones are refused */
	DT_DEPTH_MAX = 128, /* levels a trail can hold */
	DT_LONG_MAX = 128,  /* long nodes whose ends dt_open notes */
};

struct dt_index;

/* An open tree. Owner: the caller; the blob is borrowed and never written. */
struct dt_tree {
	const void *blob;       /* 8-byte aligned */
	const char *structs;    /* the structure block */
	const char *strings;    /* the strings block */
	const uint8_t *reserve; /* the reserve map: pairs of 64-bit numbers */
	uint32_t reserves;      /* entries in it, without the terminator */
	uint32_t structs_size;  /* bytes of the structure block that are in use, the end included */
	uint32_t size;          /* totalsize, bytes */
	uint32_t nodes;         /* counted by dt_open's one walk */
	uint32_t props;
	int chosen, aliases, cpus; /* structure block offsets, or -ENOENT; the first of each wins */
	struct dt_index *index;    /* fdt/core/index.h; NULL: none was made, and look-ups walk */
	char why[80];              /* private: what dt_open refused, in words */
	/* private: long nodes and where each ends, in the blob's order, so that a walk among
	 * siblings passes each in one step; none are known after an edit. Structure block
	 * offsets. */
	struct dt_long {
		int node, end;
	} long_node[DT_LONG_MAX];
	uint32_t longs; /* rows of it */
};

/* A node: a value, valid until the next edit. */
struct dt_node {
	const struct dt_tree *tree;
	int offset; /* in the structure block; < 0: no such node, and -errno says why */
};

/*
 * Checks the blob (header, version 16 or later and compatible with 17, all that fdt_check_full
 * checks and more: see fdt/core/open.c) and opens it. @room is how many bytes may be read at @blob,
 * SIZE_MAX when unknown. 0; -EINVAL with *@why the reason for people ("bad magic 0x12345678, a
 * device tree has 0xd00dfeed"); *@why is constant or points into tree.
 */
int dt_open(struct dt_tree *tree, const void *blob, size_t room, const char **why);

/* What @tree is in a copy of its blob at @blob, 8-byte aligned; without an index. */
struct dt_tree dt_tree_copied(const struct dt_tree *tree, const void *blob);

/* There is such a node. */
static inline bool dt_found(struct dt_node node)
{
	return node.offset >= 0;
}
/* The root; it is always there. */
struct dt_node dt_root(const struct dt_tree *tree);

/* --- one pass --------------------------------------------------------------------------------
 * A cursor reads the structure block once, token by token. */

enum dt_event { DT_END, DT_NODE, DT_PROP, DT_NODE_END };

struct dt_cursor {
	const struct dt_tree *tree;
	const char *at;       /* private: the next token */
	int open;             /* private: nodes begun and not ended */
	int depth;            /* of the current node, relative to where the walk began (0) */
	int node;             /* DT_NODE: its offset */
	const char *name;     /* DT_NODE, DT_PROP: NUL-terminated */
	const uint8_t *value; /* DT_PROP: borrowed from the blob, 4-byte aligned */
	uint32_t len;         /* DT_PROP: bytes of value */
};

/* Starts before @node: the first dt_next gives its DT_NODE, the last one its DT_NODE_END, then
 * DT_END for ever. */
void dt_walk(struct dt_cursor *cursor, struct dt_node node);
enum dt_event dt_next(struct dt_cursor *cursor);
/* For walks that look at few properties: the next node, as DT_NODE or DT_END. */
enum dt_event dt_next_node(struct dt_cursor *cursor);
/* The same, but a property called @name comes before that, as DT_PROP. */
enum dt_event dt_next_named(struct dt_cursor *cursor, const char *name);
/* After DT_NODE or DT_PROP: skips the rest of the current node, its DT_NODE_END included; the next
 * event is what follows the node. */
void dt_skip(struct dt_cursor *cursor);

/* --- nodes ----------------------------------------------------------------------------------- */

struct dt_node dt_first_child(struct dt_node node); /* offset -ENOENT at the end */
struct dt_node dt_next_child(struct dt_node child);
const char *dt_name(struct dt_node node); /* "serial@10000000"; the root's is "" */

/*
 * The node at a path, absolute or relative to @from, of @len bytes: names separated by one or more
 * '/', "." and "..", compared as text. The first of several nodes of one name wins. A unit address
 * may be left out where that is unambiguous among the siblings. -ENOENT, or -EEXIST where it is
 * ambiguous, or -ENAMETOOLONG beyond DT_PATH_MAX.
 */
struct dt_node dt_find(struct dt_node from, const char *path, size_t len);

/*
 * The node that a path or an alias names: "/soc/serial@1", "serial0", "serial0/child", each with
 * options after ':' ignored, as in stdout-path. An alias's value must be an absolute path, without
 * options of its own. Errors as dt_find's.
 */
struct dt_node dt_resolve(const struct dt_tree *tree, const char *text, size_t len);

/* The node that has the phandle, the first of several; offset -ENOENT: no node has it, or it is 0.
 * One walk without an index. */
struct dt_node dt_by_phandle(const struct dt_tree *tree, uint32_t phandle);

/* Writes the node's path into @path and returns its length; -ENAMETOOLONG, also for a node deeper
 * than DT_DEPTH_MAX. One walk. */
int dt_path(struct dt_node node, char *path, size_t size);

/* --- properties ------------------------------------------------------------------------------ */

/* The property's value, and in *@len (unless NULL) its length in bytes; NULL when it is absent. Of
 * several properties of one name the first wins. */
const void *dt_prop(struct dt_node node, const char *name, int *len);

/*
 * The number of a property that is one cell, as #address-cells and its like are; @absent where the
 * node has none. A property of another length has another type than the specification gives it and
 * counts as absent, to every reader alike; `check` reports every #...-cells of such a length, and
 * references that cannot be followed because of one.
 * Devicetree Specification v0.4, 2.3.5 (<u32>, and what is assumed where it is missing).
 */
uint32_t dt_cell(struct dt_node node, const char *name, uint32_t absent);
/* A number of one cell or two; anything else is -EINVAL, absence -ENOENT. */
int dt_number(struct dt_node node, const char *name, uint64_t *value);
/* The property's first string, its length as the result (a missing NUL is accepted by the
 * property's length, so *@text need not be NUL-terminated); -ENOENT when it is absent or has no
 * bytes. */
int dt_string(struct dt_node node, const char *name, const char **text);
/* The string number @index of a list, likewise. */
int dt_string_at(struct dt_node node, const char *name, int index, const char **text);

/* The strings of a list in turn, in linear time. */
struct dt_strings {
	const char *at, *end; /* private */
};
struct dt_strings dt_strings(struct dt_node node, const char *name); /* empty when absent */
/* The same of a value that was found: @len bytes. */
struct dt_strings dt_strings_in(const void *value, int len);
/* The next one's length, *@text as dt_string's; -ENOENT at the end. */
int dt_strings_next(struct dt_strings *it, const char **text);

/* Whether a property of this name is its node's phandle: by the specification's name, or by the one
 * that trees older than it use. Devicetree Specification v0.4, 2.3.3. */
static inline bool dt_is_phandle(const char *name)
{
	if (*name == 'p')
		return strcmp(name, "phandle") == 0;
	return *name == 'l' && strcmp(name, "linux,phandle") == 0;
}
/* The node's phandle: the first that is one cell and not 0 (a malformed node may have several); 0:
 * it has none. */
uint32_t dt_phandle(struct dt_node node);

/* Whether a status of @len bytes is "okay" or "ok"; its NUL may be missing. */
bool dt_status_okay(const char *status, int len);
bool dt_okay(struct dt_node node); /* status is absent, "okay" or "ok"; the node's own only */
bool dt_compatible(struct dt_node node, const char *compatible); /* any of the list, exactly */

/* --- a node's ancestors ---------------------------------------------------------------------- */

/* A node and its ancestors, root first. */
struct dt_trail {
	const struct dt_tree *tree;
	int depth;              /* of the node: node[depth] */
	int node[DT_DEPTH_MAX]; /* offsets */
};

/* Finds the trail of @node: one walk. 0, or -E2BIG when it lies too deep. */
int dt_trail(struct dt_node node, struct dt_trail *trail);
/* The node that the trail leads to. */
struct dt_node dt_trail_node(const struct dt_trail *trail);
/* The node and every bus above it are enabled; else *@off (unless NULL) is the first that is
 * not. */
bool dt_enabled(const struct dt_trail *trail, struct dt_node *off);
