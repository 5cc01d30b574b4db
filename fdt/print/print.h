#pragma once
/* A tree as text: DTS source, and single values by the type that name and binding give them. */
#include "fdt/core/text.h"
#include "fdt/print/prop_type.h"
#include "fdt/where/refs.h"

/*
 * The value as DTS source, without "name =": `"a", "b"`, `<0x1 0x2>`, `[01 02]`; nothing for a
 * flag. Cells or bytes that read as text besides are followed by it in a comment.
 */
void dt_print_value(struct dt_text *out, const char *node, const char *name, const uint8_t *value,
		    uint32_t len);

/*
 * The same of property @name of @node. With tree->index, references stand by label (`<&plic 10>`,
 * a group each), entries of reg and ranges in groups; a list that cannot be read as its name says
 * is cells.
 */
void dt_print_property(struct dt_text *out, struct dt_node node, const char *name,
		       const uint8_t *value, uint32_t len);

/* One reference of a property of @node of that value, as dt_print_property has it. */
void dt_print_reference(struct dt_text *out, struct dt_node node, const uint8_t *value,
			const struct dt_ref *ref);

/*
 * DTS source of @node and all below it, a whole file that dtc compiles: of the root, with
 * /memreserve/, to the same tree; of any other node, to a root that holds it alone. A name that DTS
 * cannot express is replaced by one that it can, and a comment beside it tells the real one.
 * Indented by at most 40 tabs, so that the text stays linear in the tree however deep it is. One
 * pass, no recursion; does not flush. Nothing for a node that is not found.
 *
 * With tree->index, properties stand as dt_print_property has them, and labels before the nodes
 * that have some; a reference out of the part that is printed is a cell, with a comment that tells
 * the label. Where dtc could not resolve references in the tree they are all cells.
 */
void dt_print_dts(struct dt_text *out, struct dt_node node);
/* The same without all that the index gives: numbers as cells. */
void dt_print_dts_raw(struct dt_text *out, struct dt_node node);
