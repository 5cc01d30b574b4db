#pragma once
/*
 * What it takes to make one tree of another, in the order in which it is written: an overlay's
 * fragments, or commands.
 *
 * An overlay moves the phandles of its own nodes behind the highest of the tree that it is put on.
 * So a phandle that is new gets the number here that will become the right one, and references to
 * it are to be marked as local ones.
 */
#include "fdt/export/diff.h"
#include "fdt/where/refs.h"

enum dt_delta_kind {
	DT_DELTA_OPEN,  /* changes of a node that both trees have follow */
	DT_DELTA_PROP,  /* a property to be set, of the node in hand */
	DT_DELTA_NODE,  /* a node to be added below the one in hand, and then itself in hand */
	DT_DELTA_END,   /* the node in hand is complete; the one above it is in hand */
	DT_DELTA_CLOSE, /* no more changes of that node */
	DT_DELTA_LOST,  /* an overlay cannot say it: removals, and phandles that change */
};

struct dt_delta_item {
	enum dt_delta_kind kind;
	int32_t node;     /* number in the new tree: of the node in hand */
	int depth;        /* of the node in hand below the one of DT_DELTA_OPEN */
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
	uint32_t lost; /* items that an overlay cannot say */
	/* Private. */
	int32_t open;     /* the node whose changes are being told, or DT_NONE */
	uint32_t highest; /* phandle of from */
};

/* Hands all items to delta->take. The reserve map, which nothing of this can change, counts as lost
 * where it differs. */
void dt_delta(struct dt_delta *delta);

/* The number that an overlay must have for phandle @phandle of the new tree; 0: the old tree has
 * that one, so it stands for itself. */
uint32_t dt_delta_local(const struct dt_delta *delta, uint32_t phandle);
/* The label that /__symbols__ of @tree has for node @number; NULL: none. */
const char *dt_symbol(const struct dt_tree *tree, int32_t number);
