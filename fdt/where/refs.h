#pragma once
/*
 * References: which cells of a property are phandles, to whom, and how many arguments follow each.
 *
 * By the property's name and the target's #...-cells, as the bindings have it; the one place that
 * knows. Sources: Devicetree Specification v0.4, 2.3, 2.4 and 3; the core schema of the devicetree
 * project and, for what it lacks, the bindings in Linux' Documentation/devicetree/bindings.
 */
#include "fdt/core/dt.h"

enum { DT_REFS_ARGS = 32 }; /* cells of arguments; more are a fault */

/* One reference. */
struct dt_ref {
	uint32_t cell;       /* number of the cell that holds the phandle */
	uint32_t args;       /* cells behind it that are its arguments */
	uint32_t phandle;    /* 0 and 0xffffffff are empty places: no node, no arguments */
	struct dt_node node; /* who has it; not found for an empty place */
};

/* What a property's references look like. */
enum dt_refs_shape {
	DT_REFS_NONE,          /* it holds none */
	DT_REFS_PLAIN,         /* phandles without arguments */
	DT_REFS_ARGS_OF,       /* each with as many arguments as the target's #...-cells says */
	DT_REFS_FIXED,         /* each with a fixed number of arguments: gpio-ranges */
	DT_REFS_INTERRUPT_MAP, /* rows: unit address and specifier, phandle, the parent's alike */
	DT_REFS_ID_MAP,        /* rows: an id, phandle, the target's specifier, a length: msi-map */
};

/* What a property's name says of its references. */
struct dt_refs_kind {
	unsigned number; /* kinds of one number are the same */
	enum dt_refs_shape shape;
	const char *cells; /* "#clock-cells"; NULL where the shape needs none */
	uint8_t fixed;     /* arguments, of DT_REFS_FIXED, or where the target has no such cells */
	bool needed;       /* a target without such cells is a fault */
};

/* By name alone; shape DT_REFS_NONE for most. */
struct dt_refs_kind dt_refs_kind(const char *name);

enum { DT_REFS_MEMO = 16 };

/* What was found out of targets, for whoever reads many lists of one tree; starts as {0}, and is
 * good until the tree changes. */
struct dt_refs_memo {
	struct {
		unsigned kind;          /* its number */
		uint32_t phandle, args; /* phandle 0: an empty row */
		int offset;
	} target[DT_REFS_MEMO];
};

struct dt_refs {
	struct dt_refs_kind kind;
	struct dt_refs_memo *memo; /* NULL, or to be set behind dt_refs */
	struct dt_node node;       /* private: whose property it is */
	const uint8_t *value;      /* private */
	uint32_t cells, at;        /* private: of the value; the next one */
	uint32_t before;           /* private: cells of a row before its phandle */
	const char *why;           /* after -EINVAL: what is wrong, a constant text */
};

/* Starts over property @name of @node, of @len bytes at @value. false: it holds no references. */
bool dt_refs(struct dt_refs *it, struct dt_node node, const char *name, const uint8_t *value,
	     uint32_t len);
/* The same of a property whose kind is known. */
bool dt_refs_of(struct dt_refs *it, struct dt_refs_kind kind, struct dt_node node, const char *name,
		const uint8_t *value, uint32_t len);
/*
 * The next one. 1; 0 at the end; -EINVAL with it->why when the rest cannot be read: a phandle that
 * no node has (then *out has the cell and the phandle), a target without the #...-cells that it
 * needs, a list that ends within a reference.
 */
int dt_refs_next(struct dt_refs *it, struct dt_ref *out);
