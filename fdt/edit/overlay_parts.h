#pragma once
/* What the files of the overlay share: private to fdt/overlay*.c. */
#include "fdt/core/index.h"
#include "fdt/edit/overlay.h"

/* What is known of a node of the overlay. */
struct overlay_row {
	int32_t twin;     /* the node of the base that it will be; DT_NONE */
	uint32_t phandle; /* the one that it will have; 0 */
};

/* The overlay in hand: a copy, whose references are filled in where they stand. Owner:
 * fdt/edit/overlay.c. */
extern struct overlay_copy {
	struct dt_tree tree;
	void *blob, *rows;
} overlay_copy;

/* Keeps what is wrong; returns @err. */
int overlay_say(struct dt_overlay *overlay, int err, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The number of the child of node @parent of the copy called @name; DT_NONE. */
int32_t overlay_child(int32_t parent, const char *name);
/* The node of the copy called __overlay__ in fragment @number; DT_NONE: that is no fragment. */
int32_t overlay_body(int32_t number);

/* The node of @tree (the base, or the draft) that fragment @number goes to; not found, and said. */
struct dt_node overlay_target(struct dt_overlay *overlay, const struct dt_tree *tree,
			      int32_t number);

/* Fills in all references: 0, or -errno said. */
int overlay_fix(struct dt_overlay *overlay);
/* Adds the copy's __symbols__ to the draft's: 0, or -errno said. */
int overlay_symbols(struct dt_overlay *overlay);

/* The row of node @number of the copy. */
static inline struct overlay_row *overlay_row(int32_t number)
{
	return (struct overlay_row *)overlay_copy.rows + number;
}
