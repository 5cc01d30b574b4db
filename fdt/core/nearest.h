#pragma once
/* What was meant by a name that nothing has: the nearest one, for "did you mean". */
#include "fdt/core/dt.h"

/*
 * The best guess at what was meant by @path (not found from @from), as an absolute path in @found;
 * its length, or -ENOENT when nothing is near. It walks the tree: not for a loop.
 */
int dt_nearest(struct dt_node from, const char *path, char *found, size_t size);
/* The name of the node's property that @name was most likely meant to be; NULL: none is near. */
const char *dt_nearest_prop(struct dt_node node, const char *name);
/* A node of the tree has a property of that name. It walks the tree. */
bool dt_any_prop(const struct dt_tree *tree, const char *name);
