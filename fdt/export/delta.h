#pragma once
/*
 * The changes that turn one tree into another, in the order in which an overlay's fragments or
 * commands are written.
 *
 * Whatever applies an overlay moves the phandles of its nodes past the highest of the base. So a
 * new phandle gets the number here that will become the right one, and references to it must be
 * marked as local.
 */
#include "fdt/export/diff.h"
#include "fdt/where/refs.h"

enum dt_delta_kind {
	DT_DELTA_OPEN,   /* changes of a node that both trees have follow */
	DT_DELTA_PROP,   /* a property of the current node to be set */
	DT_DELTA_NODE,   /* a node to be added below the current one; it is the current one now */
	DT_DELTA_END,    /* the current node is complete; the one above it is the current one */
	DT_DELTA_CLOSE,  /* no more changes of the node of DT_DELTA_OPEN */
	DT_DELTA_REMOVE, /* a property of the current node, or a child of it, to be removed */
	DT_DELTA_LOST,   /* the form cannot express it: why says so */
};

struct dt_delta_item {
	enum dt_delta_kind kind;
	int32_t node;         /* number of the current node, in the new tree */
	int depth;            /* of the current node below that of DT_DELTA_OPEN */
	const char *name;     /* of the property; NULL: a child */
	const uint8_t *value; /* NULL where it is a removal */
	uint32_t len;         /* bytes of value */
	bool removal;
	/* REMOVE, LOST: the node's number, in the old tree for a removal, else in the new one;
	 * DT_NONE: a property. */
	int32_t child;
	const char *why; /* LOST: a constant text; NULL: the form has no removals */
	int32_t target;  /* LOST: number of the node in the new tree that why is about; DT_NONE */
};

enum dt_delta_form {
	DT_FORM_OVERLAY,  /* without what dtc cannot read */
	DT_FORM_COMMANDS, /* they can remove, and set phandles */
};

struct dt_delta {
	const struct dt_tree *from, *to; /* both need their index */
	enum dt_delta_form form;
	/* Takes an item; need not return. */
	void (*take)(struct dt_delta *delta, const struct dt_delta_item *item);
	void *context; /* the taker's own */
	uint32_t lost; /* items that the form cannot express */
	/* Private. */
	int32_t open;         /* the node whose changes are walked, or DT_NONE */
	bool opened;          /* its DT_DELTA_OPEN was handed over */
	const char *open_why; /* why it cannot be named; NULL: it can */
	uint32_t props;       /* changed properties of it so far */
	uint32_t highest;     /* the highest phandle of from */
};

/* Hands all items to delta->take. The reserve map, which no item can change, counts as one lost
 * item where it differs. */
void dt_delta(struct dt_delta *delta);

/* The number that an overlay gives node @number of the new tree as its phandle; 0: the node has no
 * phandle, or is in the old tree and has one there. */
uint32_t dt_delta_local(const struct dt_delta *delta, int32_t number);
/* The label by which an overlay refers to a node of the old tree, found by its path there: the one
 * that /__symbols__ has for it. NULL: no label. */
const char *dt_delta_label(const struct dt_delta *delta, const struct dt_ref *ref);
