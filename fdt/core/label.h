#pragma once
/*
 * Labels: names that are unique in a whole tree, as source has them before its nodes.
 *
 * A blob keeps them only in /__symbols__ (dtc -@). Where it does not, every node with a phandle
 * (those are the ones that others point at) gets a label made of its name: "plic" where no other of
 * them has that name, else "serial_10000000" with its unit address, else with its parent's name in
 * front ("cpu_0_interrupt_controller"), else with the phandle at the end ("intc_p12").
 * All functions need tree->index. Source: dtc's grammar of labels ([A-Za-z_][A-Za-z0-9_]*).
 */
#include "fdt/core/index.h"

enum { DT_LABEL_MAX = 96 }; /* bytes with the NUL; longer ones do not count as labels */

/* @name is a label in dtc's grammar, and not too long. Needs no index. */
bool dt_label_fits(const char *name);
/* Makes the labels, once. 0, or -ENOMEM. The functions below call it, and find no label where it
 * fails. */
int dt_labels_build(struct dt_index *index, const struct dt_tree *tree);
/* The label of node number @number, NUL-terminated; NULL: the node has none. */
const char *dt_label(const struct dt_tree *tree, int32_t number);
/* The node that has the label of @len bytes; not found. */
struct dt_node dt_by_label(const struct dt_tree *tree, const char *label, size_t len);
