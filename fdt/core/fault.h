#pragma once
/* A defect of a tree: the node at fault and the reason, as text for people. */
#include "fdt/core/dt.h"
#include "fdt/core/text.h"

struct dt_fault {
	struct dt_node node; /* the node at fault */
	const char *why;     /* a constant text; NULL: there is no fault */
	bool numbered;       /* the reason is about `number` */
	uint64_t number;
};

/* Puts the node's path, escaped, however long it is; of a node deeper than DT_DEPTH_MAX only "..."
 * and its name. */
void dt_put_path(struct dt_text *out, struct dt_node node);
/* The same with a '/' at its end, before the name of a property or a child; of the root "/". */
void dt_put_inside(struct dt_text *out, struct dt_node node);
/* The same for the node at the end of @trail, in constant time per level. */
void dt_put_trail(struct dt_text *out, const struct dt_trail *trail);
/* Puts `PATH: why` or `PATH: why: 0x1000`. */
void dt_put_fault(struct dt_text *out, const struct dt_fault *fault);
