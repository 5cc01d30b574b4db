#pragma once
/*
 * The cells of an overlay that its __fixups__ and __local_fixups__ name: references, printed by
 * label, from which dtc makes both nodes again. Private to fdt/print/.
 */
#include "fdt/core/index.h"
#include "fdt/core/text.h"

/*
 * If the tree, which has an index, is an overlay, reads its fixups and puts the line that makes the
 * source a plugin's; or a comment that shows why they cannot be written as references. True: it
 * did; what follows is valid until marks_drop.
 */
bool marks_start(struct dt_text *out, const struct dt_tree *tree);
/* Whether dtc makes the root's child @name of the references in a plugin. */
bool marks_made(const char *name);
/* Frees them. */
void marks_drop(void);

/* What comes before the labels of the tree's own nodes: nothing, unless one of them would be that
 * of a node of the base. */
const char *marks_prefix(void);
/* Puts the value as cells with labels, if one of its cells is a reference; else nothing, and
 * false. */
bool marks_put(struct dt_text *out, const uint8_t *value, uint32_t len);
