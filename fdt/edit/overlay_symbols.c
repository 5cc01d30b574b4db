#include "fdt/edit/overlay_symbols.h"
/*
 * The overlay's own labels, which become the base's: paths below a fragment are turned into paths
 * below its target.
 *
 * Source: dtc, Documentation/dt-object-internal.txt.
 */
#include <errno.h>
#include <string.h>
#include "fdt/edit/overlay_parts.h"

static const char symbols_name[] = "__symbols__";

/* What follows "/FRAGMENT/__overlay__" in the path, and in *@fragment that node's number; NULL: it
 * is another path. */
static const char *symbols_rest(const char *path, size_t len, int32_t *fragment)
{
	static const char body[] = "/__overlay__";
	const size_t body_len = sizeof(body) - 1;
	const char *slash = len && *path == '/' ? memchr(path + 1, '/', len - 1) : NULL;
	size_t left;

	if (!slash)
		return NULL;
	*fragment = dt_index_child(&overlay_copy.tree, 0, path + 1, (size_t)(slash - path - 1));
	left = len - (size_t)(slash - path);
	if (*fragment < 0 || overlay_body(*fragment) < 0 || left < body_len ||
	    memcmp(slash, body, body_len) != 0 || (left > body_len && slash[body_len] != '/'))
		return NULL;
	return slash + body_len;
}

/* The draft's /__symbols__, which is added if it is missing. */
static int symbols_node(struct dt_overlay *overlay, struct dt_node *node)
{
	struct dt_node root = dt_root(&overlay->draft->tree);

	*node = dt_find(root, symbols_name, sizeof(symbols_name));
	if (dt_found(*node))
		return 0;
	return dt_draft_add(overlay->draft, root, symbols_name, sizeof(symbols_name) - 1, node);
}

static int symbols_put(struct dt_overlay *overlay, const char *label, const char *path, size_t len)
{
	int32_t fragment;
	const char *rest = symbols_rest(path, len, &fragment);
	size_t tail = rest ? (size_t)(path + len - rest) : 0;
	struct dt_node node;
	int above, err;

	if (!rest)
		return 0; /* a label of a node that is not merged */
	node = overlay_target(overlay, &overlay->draft->tree, fragment);
	if (!dt_found(node))
		return node.offset;
	above = dt_path(node, overlay->path, sizeof(overlay->path));
	if (above == 1 && tail)
		above = 0; /* the root: its '/' is rest's first */
	if (above < 0 || (size_t)above + tail >= sizeof(overlay->path))
		return overlay_say(overlay, -EINVAL, "__symbols__/%s: the path is too long", label);
	memcpy(overlay->path + above, rest, tail);
	overlay->path[(size_t)above + tail] = '\0';
	err = symbols_node(overlay, &node);
	if (!err)
		err = dt_draft_set(overlay->draft, node, label, overlay->path,
				   (uint32_t)((size_t)above + tail + 1));
	if (err)
		overlay_say(overlay, err, "__symbols__/%s: no memory, or an invalid name", label);
	return err;
}

int overlay_symbols(struct dt_overlay *overlay)
{
	const struct dt_tree *tree = &overlay_copy.tree;
	struct dt_cursor cursor;
	int err = 0;

	dt_walk(&cursor, dt_numbered(tree, overlay_child(0, symbols_name)));
	dt_next(&cursor);
	while (!err && dt_next(&cursor) == DT_PROP) {
		const char *path = (const char *)cursor.value;

		err = symbols_put(overlay, cursor.name, path, strnlen(path, cursor.len));
	}
	return err;
}
