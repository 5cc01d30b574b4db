#include "fdt/edit/overlay.h"
/* The steps, fragments and their targets, and the merge. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "fdt/core/nearest.h"
#include "fdt/edit/overlay_parts.h"
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

static int overlay_no_memory(struct dt_overlay *overlay)
{
	return overlay_say(overlay, -ENOMEM, "no memory");
}

int32_t overlay_child(int32_t parent, const char *name)
{
	return dt_index_child(&overlay_copy.tree, parent, name, strlen(name));
}

int32_t overlay_body(int32_t number)
{
	return overlay_child(number, "__overlay__");
}

bool dt_is_overlay(const struct dt_tree *tree)
{
	static const char body[] = "__overlay__";
	const struct dt_index *index = tree->index;

	for (int32_t i = 1; i < index->nodes; i = index->node[i].end)
		if (dt_index_child(tree, i, body, sizeof(body) - 1) >= 0)
			return true;
	return false;
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

/* --- the merge -------------------------------------------------------------------------------- */

/* The child of a node of the draft called exactly so, which is added where it is missing. */
static int overlay_put_node(struct dt_overlay *overlay, struct dt_node parent, const char *name,
			    struct dt_node *node)
{
	int err = 0;

	for (*node = dt_first_child(parent); dt_found(*node); *node = dt_next_child(*node))
		if (strcmp(dt_name(*node), name) == 0)
			return 0;
	err = dt_draft_add(overlay->draft, parent, name, strlen(name), node);
	if (err == -EINVAL)
		return overlay_say(overlay, err, "'%s' is no name for a node", name);
	return err ? overlay_no_memory(overlay) : 0;
}

/* Puts the property in the cursor's hand, of node @number of the copy, into @node of the draft. */
static int overlay_put_prop(struct dt_overlay *overlay, struct dt_node node,
			    const struct dt_cursor *cursor)
{
	struct dt_node owner = { cursor->tree, cursor->node };
	uint32_t phandle = overlay_row(dt_number_of(owner))->phandle;
	bool own = phandle && cursor->len == DT_CELL && dt_is_phandle(cursor->name);
	uint8_t cell[DT_CELL];
	int err;

	dt_put_be32(cell, phandle);
	err = dt_draft_set(overlay->draft, node, cursor->name, own ? cell : cursor->value,
			   cursor->len);
	if (err == -EINVAL)
		return overlay_say(overlay, err, "'%s' is no name for a property", cursor->name);
	return err ? overlay_no_memory(overlay) : 0;
}

/* Fragment @number, whose __overlay__ is node @body. What is put into a node lies behind its
 * beginning, so those above keep their places. */
static int overlay_merge(struct dt_overlay *overlay, int32_t number, int32_t body)
{
	const struct dt_tree *tree = &overlay->draft->tree;
	struct dt_node node = overlay_target(overlay, tree, number);
	int at[DT_DEPTH_MAX], err = node.offset < 0 ? node.offset : 0;
	struct dt_cursor cursor;
	enum dt_event event;

	dt_walk(&cursor, dt_numbered(&overlay_copy.tree, body));
	while (!err && (event = dt_next(&cursor)) != DT_END) {
		if (event == DT_NODE && cursor.depth > 0) {
			node.offset = at[cursor.depth - 1];
			err = overlay_put_node(overlay, node, cursor.name, &node);
		} else if (event == DT_PROP) {
			err = overlay_put_prop(overlay, node, &cursor);
		}
		if (event == DT_NODE)
			at[cursor.depth] = node.offset;
	}
	return err;
}

static int overlay_merge_all(struct dt_overlay *overlay)
{
	const struct dt_index *index = overlay_copy.tree.index;

	for (int32_t i = 1; i < index->nodes; i = index->node[i].end) {
		int32_t body = overlay_body(i);
		int err = body < 0 ? 0 : overlay_merge(overlay, i, body);

		if (err)
			return err;
		overlay->fragments += body >= 0;
	}
	return 0;
}

/* --- all of it -------------------------------------------------------------------------------- */

static void overlay_drop(void)
{
	dt_index_drop(&overlay_copy.tree);
	dt_drop(&overlay_copy.rows);
	dt_drop(&overlay_copy.blob);
}

/* Copies the overlay, which gets an index and a row a node. */
static int overlay_load(struct dt_overlay *overlay)
{
	const struct dt_tree *source = overlay->source;
	struct dt_tree *tree = &overlay_copy.tree;

	if (source->depth >= DT_DEPTH_MAX)
		return overlay_say(overlay, -EINVAL, "it is %u levels deep, %d are read",
				   (unsigned)source->depth, DT_DEPTH_MAX);
	if (dt_keep(&overlay_copy.blob, source->size))
		return overlay_no_memory(overlay);
	memcpy(overlay_copy.blob, source->blob, source->size);
	*tree = dt_tree_copied(source, overlay_copy.blob);
	if (dt_index_build(tree, NULL) ||
	    dt_keep(&overlay_copy.rows, tree->nodes * sizeof(struct overlay_row)))
		return overlay_no_memory(overlay);
	if (!dt_is_overlay(tree))
		return overlay_say(overlay, -EINVAL,
				   "no node of its root has an __overlay__: it is no overlay");
	return 0;
}

int dt_overlay_apply(struct dt_overlay *overlay)
{
	int err;

	overlay_drop();
	overlay->fragments = 0;
	err = overlay_load(overlay);
	if (!err)
		err = overlay_fix(overlay);
	if (!err)
		err = overlay_merge_all(overlay);
	if (!err)
		err = overlay_symbols(overlay);
	overlay_drop();
	return err;
}
