#pragma once
/*
 * An index of a tree: parents, children by name and nodes by phandle in constant time.
 *
 * Made in one pass where it is needed; tree->index has it from then on. Without it, dt_find,
 * dt_path, dt_trail and dt_by_phandle walk the tree. Nodes have numbers, in the blob's order: the
 * root is 0, and all nodes below a node follow it.
 */
#include <errno.h>
#include "fdt/core/dt.h"

enum {
	DT_NONE = -1, /* no node has this number */
	DT_INDEX_TABLES = 64,
};

struct dt_index_node {
	int32_t offset;                  /* in the structure block */
	int32_t parent;                  /* number; the root's is DT_NONE */
	int32_t end;                     /* number of the first node that is not below this one */
	int32_t depth;                   /* the root's is 0 */
	uint32_t phandle;                /* 0: the node has none */
	uint32_t hash;                   /* private: of its name */
	int32_t same_name, same_phandle; /* private: the next in the hash chain */
	bool odd;                        /* private: a property for its phandle is malformed */
	bool paths;                      /* a value of it begins with '/' */
};

struct dt_aliases;
struct dt_labels;
struct dt_table;

struct dt_index {
	int32_t nodes;
	uint32_t mask; /* private: hash heads - 1 */
	struct dt_index_node *node;
	int32_t *by_name, *by_phandle;            /* private: hash heads */
	struct dt_labels *labels;                 /* fdt/core/label.h; NULL: not made yet */
	struct dt_aliases *aliases;               /* fdt/core/alias.h; likewise */
	struct dt_table *tables[DT_INDEX_TABLES]; /* fdt/core/table.h: chains */
};

/* A change of a structure block: at offset @at, @old bytes became @new. Whole tokens. */
struct dt_splice {
	uint32_t at, old, new;
};

/* Makes tree->index unless the tree has one. 0; -ENOMEM: tree->index is NULL, and *@need (unless
 * NULL) is how many bytes it takes. Owner: the tree; dt_index_drop frees it. */
int dt_index_build(struct dt_tree *tree, size_t *need);
/*
 * The same for a tree that was made of another one, whose index is @index, by @splice: only what
 * changed is read. tree->index stays NULL where that is not possible: @index is NULL, there is no
 * memory, or nodes that lie after the change have another parent now.
 */
void dt_index_carry(struct dt_tree *tree, const struct dt_index *index,
		    const struct dt_splice *splice);
/* Frees tree->index, and the labels, aliases and tables with it. A critical section. */
void dt_index_drop(struct dt_tree *tree);

/* All below need tree->index. */

/* The number of the first node that begins at @offset of the structure block or after it, by
 * bisection; index->nodes when there is no such node. */
int32_t dt_number_from(const struct dt_index *index, int offset);
/* The number of @node; DT_NONE when the tree has no such node. */
int32_t dt_number_of(struct dt_node node);
/* The node of number @number; not found for DT_NONE. */
static inline struct dt_node dt_numbered(const struct dt_tree *tree, int32_t number)
{
	return (struct dt_node){ tree, number < 0 ? -ENOENT : tree->index->node[number].offset };
}

/* The child of @parent called @name of @len bytes, exactly, unit address included; the first of
 * several; or DT_NONE. */
int32_t dt_index_child(const struct dt_tree *tree, int32_t parent, const char *name, size_t len);
/* The node that dt_find finds by an absolute path of @len bytes, or DT_NONE. */
int32_t dt_index_path(const struct dt_tree *tree, const char *path, size_t len);
/* The node that has the phandle, the first of several; or DT_NONE. */
int32_t dt_index_phandle(const struct dt_tree *tree, uint32_t phandle);
/* dtc can resolve references in source of the tree: sibling names and phandles are unique, and
 * every phandle is valid. */
bool dt_index_resolves(const struct dt_tree *tree);
/* Fills @trail with node number @number and its ancestors: 0, or -E2BIG when it lies too deep. */
int dt_index_trail(const struct dt_tree *tree, int32_t number, struct dt_trail *trail);
