#pragma once
/* A tree as text: DTS source, and single values by the type that name and binding give them. */
#include "fdt/core/text.h"
#include "fdt/print/prop_type.h"
#include "fdt/where/refs.h"

/*
 * The value as DTS source, without "name =": `"a", "b"`, `<0x1 0x2>`, `[01 02]`; nothing for a
 * flag. Where cells or bytes also read as text, a comment after them has that text.
 */
void dt_print_value(struct dt_text *out, const char *node, const char *name, const uint8_t *value,
		    uint32_t len);

/*
 * The same for property @name of @node. With tree->index, references are printed by label
 * (`<&plic 10>`, a group each), and entries of reg and ranges in groups; a list that cannot be read
 * as its name says is printed as cells.
 */
void dt_print_property(struct dt_text *out, struct dt_node node, const char *name,
		       const uint8_t *value, uint32_t len);

/* How nodes are called in references. */
struct dt_naming {
	/* The label of node @number of @tree, at most DT_LABEL_MAX bytes; NULL: its path is
	 * printed, as &{PATH}. */
	const char *(*label)(const struct dt_naming *naming, const struct dt_tree *tree,
			     int32_t number);
};
/* The same as dt_print_property with other names. @node.tree needs its index. */
void dt_print_named(struct dt_text *out, struct dt_node node, const char *name,
		    const uint8_t *value, uint32_t len, const struct dt_naming *naming);

/* One reference of a property of @node with that value, as dt_print_property prints it. */
void dt_print_reference(struct dt_text *out, struct dt_node node, const uint8_t *value,
			const struct dt_ref *ref);

/*
 * DTS source of @node and all below it, a whole file that dtc compiles: for the root, with
 * /memreserve/, to the same tree; for any other node, to a root that holds that node alone. A name
 * that DTS cannot express is replaced by one that it can, and a comment shows the real one.
 * Indented by at most 40 tabs, so that the text stays linear in the tree however deep it is. One
 * pass, no recursion; does not flush. Prints nothing for a node that is not found.
 *
 * With tree->index, properties are printed as by dt_print_property, and nodes with their labels; a
 * reference to a node outside the printed part is a cell, with the label in a comment. Where dtc
 * could not resolve references in the tree, all of them are cells. The root of an overlay is
 * printed as a plugin, with the references that its fixups name, from which dtc makes them again;
 * where it could not, they are printed as they are, and a comment shows why.
 */
void dt_print_dts(struct dt_text *out, struct dt_node node);
/* The same without what the index gives: all numbers as cells. */
void dt_print_dts_raw(struct dt_text *out, struct dt_node node);
