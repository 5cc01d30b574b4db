#pragma once
/* What the steps of an overlay share: private to fdt/edit/overlay*.c. */
#include "fdt/core/index.h"
#include "fdt/edit/overlay.h"

/* What is known of a node of the overlay. */
struct overlay_row {
	int32_t twin;     /* number of the base's node that it will be merged with; DT_NONE */
	uint32_t phandle; /* that it will have; 0: none */
};

/* The overlay that is being applied: a copy, in which its references are filled in. Owner:
 * fdt/edit/overlay_parts.c. */
extern struct overlay_copy {
	struct dt_tree tree;
	void *blob, *rows; /* struct overlay_row: one a node */
} overlay_copy;

/* Copies overlay->source, which gets an index and a row a node: 0, or -errno with overlay->why. */
int overlay_load(struct dt_overlay *overlay);
/* Frees the copy. */
void overlay_drop(void);

/* Writes what is wrong into overlay->why; returns @err. */
int overlay_say(struct dt_overlay *overlay, int err, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The same of a lack of memory. */
int overlay_no_memory(struct dt_overlay *overlay);

/* The number of the child of node @parent of the copy called @name; DT_NONE. */
int32_t overlay_child(int32_t parent, const char *name);
/* The number of node __overlay__ of fragment @number; DT_NONE: that node is not a fragment. */
int32_t overlay_body(int32_t number);

/* The node of @tree (the base, or the draft) that fragment @number goes to; not found, with
 * overlay->why. */
struct dt_node overlay_target(struct dt_overlay *overlay, const struct dt_tree *tree,
			      int32_t number);

/* The row of node @number of the copy. */
static inline struct overlay_row *overlay_row(int32_t number)
{
	return (struct overlay_row *)overlay_copy.rows + number;
}
