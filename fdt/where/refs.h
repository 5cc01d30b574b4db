#pragma once
/*
 * References: which cells of a property are phandles, of which node, and how many arguments follow
 * each.
 *
 * The property's name and the target's #...-cells decide, as in the bindings; no other code knows
 * them. Sources: Devicetree Specification v0.4, 2.3, 2.4 and 3; the core schema of the devicetree
 * project and, for what it lacks, the bindings in Linux' Documentation/devicetree/bindings.
 */
#include "fdt/core/dt.h"

enum { DT_REFS_ARGS = 32 }; /* cells of arguments; more are a fault */

/* One reference. */
struct dt_ref {
	uint32_t cell;       /* number of the cell that holds the phandle */
	uint32_t args;       /* how many cells after it are its arguments */
	uint32_t phandle;    /* 0 and 0xffffffff are empty entries: no node, no arguments */
	struct dt_node node; /* the node that has it; not found for an empty entry */
};

/* What a property's references look like. */
enum dt_refs_shape {
	DT_REFS_NONE,          /* it holds no references */
	DT_REFS_PLAIN,         /* phandles without arguments */
	DT_REFS_ARGS_OF,       /* each with as many arguments as the target's #...-cells says */
	DT_REFS_OWN_CELLS,     /* each with one more argument than the node's own #...-cells says */
	DT_REFS_ONE,           /* one, and all cells after it are its arguments */
	DT_REFS_INTERRUPT_MAP, /* rows: unit address, specifier, phandle, both for the parent */
	DT_REFS_ID_MAP,        /* rows: an id, phandle, the target's specifier, a length: msi-map */
};

/* What a property's name says of its references. */
struct dt_refs_kind {
	unsigned number; /* kinds with the same number are equal */
	enum dt_refs_shape shape;
	const char *cells; /* "#clock-cells"; NULL where the shape needs none */
	uint8_t fixed;     /* arguments where it is absent; the least of DT_REFS_OWN_CELLS */
	bool needed;       /* a target without such a property is a fault */
};

enum { DT_REFS_KINDS = 32 }; /* numbers are less */

/* By name alone; shape DT_REFS_NONE, which is number 0, for most. */
struct dt_refs_kind dt_refs_kind(const char *name);
/* The kind that has the number. */
struct dt_refs_kind dt_refs_kind_numbered(unsigned number);

enum { DT_REFS_MEMO = 16 };

/* Targets that were found before, for reading many lists of one tree. Starts as {0}; valid until
 * the tree changes. */
struct dt_refs_memo {
	struct dt_refs_target {
		unsigned kind;          /* its number */
		uint32_t phandle, args; /* phandle 0: an empty row */
		int offset;
	} target[DT_REFS_MEMO];
};

struct dt_refs {
	struct dt_refs_kind kind;
	struct dt_refs_memo *memo; /* NULL; may be set after dt_refs */
	struct dt_node node;       /* private: the node that has the property */
	const uint8_t *value;      /* private */
	uint32_t cells, at;        /* private: of the value; the next one */
	uint32_t before;           /* private: cells of a row before its phandle */
	const char *why;           /* after -EINVAL: what is wrong, a constant text */
};

/* Starts over property @name of @node, of @len bytes at @value. false: it holds no references. */
bool dt_refs(struct dt_refs *it, struct dt_node node, const char *name, const uint8_t *value,
	     uint32_t len);
/* The same for a property whose kind is known. */
bool dt_refs_of(struct dt_refs *it, struct dt_refs_kind kind, struct dt_node node, const char *name,
		const uint8_t *value, uint32_t len);
/*
 * The next one. 1; 0 at the end; -EINVAL with it->why when the rest cannot be read: no node has the
 * phandle (*out has the cell and the phandle), the target lacks the #...-cells that it needs, or
 * the list ends within a reference.
 */
int dt_refs_next(struct dt_refs *it, struct dt_ref *out);
