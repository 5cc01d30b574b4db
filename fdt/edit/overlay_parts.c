#include "fdt/edit/overlay_parts.h"
/*
 * What the steps of an overlay share: the copy that they work on, its fragments and their targets.
 *
 * Source: dtc, Documentation/dt-object-internal.txt.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "fdt/core/nearest.h"
#include "fdt/core/space.h"

struct overlay_copy overlay_copy;

int overlay_say(struct dt_overlay *overlay, int err, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(overlay->why, sizeof(overlay->why), format, args);
	va_end(args);
	return err;
}

int overlay_no_memory(struct dt_overlay *overlay)
{
	return overlay_say(overlay, -ENOMEM, "no memory");
}

/* --- the copy --------------------------------------------------------------------------------- */

void overlay_drop(void)
{
	dt_index_drop(&overlay_copy.tree);
	dt_drop(&overlay_copy.rows);
	dt_drop(&overlay_copy.blob);
}

/* fdt/edit/overlay.c keeps a row a level. */
static int overlay_check_depth(struct dt_overlay *overlay)
{
	const struct dt_index *index = overlay_copy.tree.index;
	int32_t deepest = 0;

	for (int32_t i = 0; i < index->nodes; i++)
		if (index->node[i].depth > deepest)
			deepest = index->node[i].depth;
	if (deepest < DT_DEPTH_MAX)
		return 0;
	return overlay_say(overlay, -EINVAL, "%d levels deep; at most %d can be applied",
			   (int)deepest, DT_DEPTH_MAX);
}

int overlay_load(struct dt_overlay *overlay)
{
	const struct dt_tree *source = overlay->source;
	struct dt_tree *tree = &overlay_copy.tree;

	if (dt_keep(&overlay_copy.blob, source->size))
		return overlay_no_memory(overlay);
	memcpy(overlay_copy.blob, source->blob, source->size);
	*tree = dt_tree_copied(source, overlay_copy.blob);
	if (dt_index_build(tree, NULL) ||
	    dt_keep(&overlay_copy.rows, tree->nodes * sizeof(struct overlay_row)))
		return overlay_no_memory(overlay);
	return overlay_check_depth(overlay);
}

int32_t overlay_child(int32_t parent, const char *name)
{
	return dt_index_child(&overlay_copy.tree, parent, name, strlen(name));
}

int32_t overlay_body(int32_t number)
{
	return overlay_child(number, "__overlay__");
}

/* --- targets ---------------------------------------------------------------------------------- */

/* The node that a target-path of @len bytes names, which may be an alias. */
static struct dt_node overlay_path_target(struct dt_overlay *overlay, const struct dt_tree *tree,
					  const char *path, size_t len)
{
	int alias;

	if (len && *path == '/')
		return dt_find(dt_root(tree), path, len);
	alias = dt_path(dt_resolve(overlay->base, path, len), overlay->path, sizeof(overlay->path));
	if (alias < 0)
		return (struct dt_node){ tree, -ENOENT };
	return dt_find(dt_root(tree), overlay->path, (size_t)alias);
}

static int overlay_no_path(struct dt_overlay *overlay, const char *name, const char *path,
			   size_t len)
{
	char near[DT_PATH_MAX];

	if (len >= sizeof(overlay->path))
		return overlay_say(overlay, -EINVAL, "%s: target-path is too long", name);
	memcpy(overlay->path, path, len);
	overlay->path[len] = '\0';
	if (dt_nearest(dt_root(overlay->base), overlay->path, near, sizeof(near)) < 0)
		return overlay_say(overlay, -ENOENT, "%s: target-path %s: no such node", name,
				   overlay->path);
	return overlay_say(overlay, -ENOENT, "%s: target-path %s: no such node (did you mean %s?)",
			   name, overlay->path, near);
}

static struct dt_node overlay_by_phandle(struct dt_overlay *overlay, const struct dt_tree *tree,
					 const char *name, uint32_t phandle)
{
	struct dt_node node = { tree, -ENOENT };

	if (phandle && phandle != UINT32_MAX)
		node = dt_by_phandle(tree, phandle);
	if (!dt_found(node))
		overlay_say(overlay, -EINVAL, "%s: target is phandle 0x%x, which no node has%s",
			    name, (unsigned)phandle,
			    phandle == UINT32_MAX ? ": nothing in __fixups__ fills it in" : "");
	return node;
}

struct dt_node overlay_target(struct dt_overlay *overlay, const struct dt_tree *tree,
			      int32_t number)
{
	struct dt_node fragment = dt_numbered(&overlay_copy.tree, number);
	struct dt_node node = { tree, -EINVAL };
	const char *name = dt_name(fragment), *path;
	int len;
	const void *target = dt_prop(fragment, "target", &len);

	if (target && len == DT_CELL)
		return overlay_by_phandle(overlay, tree, name, dt_be32(target));
	len = dt_string(fragment, "target-path", &path);
	if (target)
		overlay_say(overlay, -EINVAL, "%s: target is not one cell", name);
	else if (len < 0)
		overlay_say(overlay, -EINVAL, "%s: it has neither target nor target-path", name);
	if (target || len < 0)
		return node;
	node = overlay_path_target(overlay, tree, path, (size_t)len);
	if (!dt_found(node))
		node.offset = overlay_no_path(overlay, name, path, (size_t)len);
	return node;
}
