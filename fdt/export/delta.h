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
	DT_DELTA_OPEN,  /* changes of a node that both trees have follow */
	DT_DELTA_PROP,  /* a property of the current node to be set */
	DT_DELTA_NODE,  /* a node to be added below the current one; it is the current one now */
	DT_DELTA_END,   /* the current node is complete; the one above it is the current one */
	DT_DELTA_CLOSE, /* no more changes of the node of DT_DELTA_OPEN */
	DT_DELTA_LOST,  /* an overlay cannot express it: removals, and phandles that change */
};

struct dt_delta_item {
	enum dt_delta_kind kind;
	int32_t node;     /* number of the current node, in the new tree */
	int depth;        /* of the current node below that of DT_DELTA_OPEN */
	const char *name; /* of the property; NULL of a LOST child */
	const uint8_t *value;
	uint32_t len;  /* bytes of value; of LOST: NULL and 0 where it is a removal */
	int32_t child; /* LOST: the node's number in the old tree; DT_NONE: a property */
};

struct dt_delta {
	const struct dt_tree *from, *to; /* both need their index */
	/* Takes an item; need not return. */
	void (*take)(struct dt_delta *delta, const struct dt_delta_item *item);
	void *context; /* the taker's own */
	uint32_t lost; /* items that an overlay cannot express */
	/* Private. */
	int32_t open;     /* the node of DT_DELTA_OPEN, or DT_NONE */
	uint32_t highest; /* the highest phandle of from */
};

/* Hands all items to delta->take. The reserve map, which no item can change, counts as one lost
 * item where it differs. */
void dt_delta(struct dt_delta *delta);

/* The number that an overlay must use for phandle @phandle of the new tree; 0: the old tree has
 * that phandle, so its number stays. */
uint32_t dt_delta_local(const struct dt_delta *delta, uint32_t phandle);
/* The label that /__symbols__ of @tree has for node @number; NULL: there is none. */
const char *dt_symbol(const struct dt_tree *tree, int32_t number);
