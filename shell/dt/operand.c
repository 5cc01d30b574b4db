/* Operands that may name a node or a property: PATH, PATH/PROP. */
#include "shell/dt/operand.h"
#include <errno.h>
#include <string.h>

/* Looks for the property @name of @node. */
static bool operand_property(struct dt_node node, const char *name, struct shell_property *property)
{
	int len = 0;
	const void *value = *name ? dt_prop(node, name, &len) : NULL;

	if (!value)
		return false;
	*property = (struct shell_property){ dt_name(node), name, value, (uint32_t)len };
	return true;
}

/* The property of @node that @name was most likely meant to be: the one that begins like it, for at
 * least half of it; or NULL. */
static const char *operand_nearest(struct dt_node node, const char *name)
{
	size_t best = strlen(name) / 2;
	const char *nearest = NULL;
	struct dt_cursor cursor;

	dt_walk(&cursor, node);
	dt_next(&cursor); /* the node itself */
	while (dt_next(&cursor) == DT_PROP) {
		size_t same = 0;

		while (name[same] && name[same] == cursor.name[same])
			same++;
		if (same > best) {
			best = same;
			nearest = cursor.name;
		}
	}
	return nearest;
}

int shell_operand(struct shell *shell, const char *path, struct shell_operand *operand)
{
	const char *slash = strrchr(path, '/');
	const char *leaf = slash ? slash + 1 : path;
	struct dt_node owner = shell_find_node(shell, path, (size_t)(leaf - path));
	const char *nearest = NULL;

	*operand = (struct shell_operand){ .node = owner };
	if (dt_found(owner) && operand_property(owner, leaf, &operand->property))
		return 0;
	operand->node = shell_find_node(shell, path, strlen(path));
	if (dt_found(operand->node))
		return 0;
	if (dt_found(owner) && operand->node.offset == -ENOENT)
		nearest = operand_nearest(owner, leaf);
	if (nearest)
		return shell_error(shell, -ENOENT,
				   "%s: no such node or property (did you mean %.*s%s?)", path,
				   (int)(leaf - path), path, nearest);
	return shell_node(shell, path).offset;
}
