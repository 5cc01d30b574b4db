#pragma once
/* What of a tree does not work, and where: for people who have to mend it. */
#include "fdt/core/dt.h"
#include "fdt/core/text.h"

struct dt_fault {
	struct dt_node node; /* the one at fault */
	const char *why;     /* a constant text; NULL: there is no fault */
	bool numbered;       /* the words are about a number */
	uint64_t number;
};

/* The node's path, escaped. Needs no room, however long it is; of a node deeper than DT_DEPTH_MAX
 * only its name, behind "...". */
void dt_put_path(struct dt_text *out, struct dt_node node);
/* The same of the node at the end of @trail, in constant time a level. */
void dt_put_trail(struct dt_text *out, const struct dt_trail *trail);
/* `PATH: why` or `PATH: why: 0x1000`. */
void dt_put_fault(struct dt_text *out, const struct dt_fault *fault);
