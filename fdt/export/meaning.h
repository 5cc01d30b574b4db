#pragma once
/*
 * What values mean, in two trees: a reference means the node that it leads to, whatever the number
 * of that node's phandle is.
 */
#include "fdt/export/diff.h"
#include "fdt/print/print.h"

/* Two trees whose values are compared and printed. Starts as {0}. */
struct dt_meaning {
	const struct dt_tree *from, *to; /* both need their index */
	struct dt_naming naming;         /* private: for values of both */
	/* By numbers of from: the node of the same path in to, or DT_NONE. From dt_alloc; freed by
	 * dt_meaning_close, or when the next one is opened at the same place. */
	int32_t *peer;
};

/* Pairs the nodes: 0, or -ENOMEM. @meaning keeps its place until it is closed. */
int dt_meaning_open(struct dt_meaning *meaning, const struct dt_tree *from,
		    const struct dt_tree *to);
void dt_meaning_close(struct dt_meaning *meaning);

/*
 * Whether both values of @change, a property that was changed, mean the same: phandles always do;
 * lists of references (fdt/where/refs.h) if they lead to nodes of the same path, with equal cells
 * around them; what cannot be read so, and all others, if their bytes are equal. 0xffffffff, which
 * an overlay's fixups replace, can be followed by anything: from there on bytes are compared.
 */
bool dt_same_meaning(const struct dt_meaning *meaning, const struct dt_change *change);

/*
 * Puts a value of @change, the one before it or else the one after it, as dt_print_property does,
 * "<>" if it is empty. A node has one label in both values: the one that it has in to, else the one
 * it has in from, else &{PATH}. So values differ as text where their meanings differ.
 */
void dt_put_meaning(struct dt_text *out, const struct dt_meaning *meaning,
		    const struct dt_change *change, bool before);
