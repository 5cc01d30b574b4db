#pragma once
/*
 * What an overlay's fixups name: the cells that hold references.
 *
 * Source: dtc, Documentation/dt-object-internal.txt.
 */
#include "fdt/core/index.h"

/* A place in an overlay, PATH:PROPERTY:OFFSET. The texts are not NUL-terminated. */
struct dt_fixup {
	const char *path, *name;
	size_t path_len, name_len;
	uint32_t offset; /* bytes */
};

/* Reads a place of @len bytes; false: it is not one. */
bool dt_fixup_read(const char *text, size_t len, struct dt_fixup *place);

/* Where the last cell was found: the next one is mostly there, or after it. Starts as {0}. */
struct dt_fixup_hint {
	struct dt_node node;
	struct dt_cursor cursor; /* before the property */
};
/* The four bytes at @offset of the property of @node whose name has @len bytes; NULL: there are
 * none. Linear in the properties for cells in their order. */
const uint8_t *dt_fixup_cell(struct dt_fixup_hint *hint, struct dt_node node, const char *name,
			     size_t len, uint32_t offset);
/* Whether @tree, which has its index, has a fragment: it is an overlay. */
bool dt_is_overlay(const struct dt_tree *tree);
