#include "shell/dt/kit/operand.h"
/* A path is read literally first; only if that names nothing, globs in it count. */
#include <errno.h>
#include <string.h>
#include "fdt/core/fault.h"
#include "fdt/core/nearest.h"

/* Looks for the property @name of @node. */
static bool operand_property(struct dt_node node, const char *name, struct shell_property *property)
{
	int len = 0;
	const void *value = *name ? dt_prop(node, name, &len) : NULL;

	if (!value)
		return false;
	*property = (struct shell_property){
		.node = dt_name(node),
		.name = name,
		.value = value,
		.len = (uint32_t)len,
		.owner = node,
	};
	return true;
}

/* The property of @node that @name most likely means: the one with the longest common beginning, of
 * more than half of @name, or else one with almost the same letters; NULL: no such name. */
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
	return nearest || !*name ? nearest : dt_nearest_prop(node, name);
}

/* What @path names without globs: 0, or -errno, not reported. */
static int operand_literal(struct shell *shell, const char *path, const char *leaf,
			   struct shell_operand *operand)
{
	operand->property.name = NULL;
	operand->node = shell_find_node(shell, path, (size_t)(leaf - path));
	if (dt_found(operand->node) && operand_property(operand->node, leaf, &operand->property))
		return 0;
	operand->node = shell_find_node(shell, path, strlen(path));
	return dt_found(operand->node) ? 0 : operand->node.offset;
}

/* Reports that @path, which is not a glob, names nothing. */
static int operand_missing(struct shell *shell, const char *path, const char *leaf, int err)
{
	struct dt_node owner = shell_find_node(shell, path, (size_t)(leaf - path));
	const char *nearest = NULL;

	if (dt_found(owner) && err == -ENOENT)
		nearest = operand_nearest(owner, leaf);
	if (nearest)
		return shell_error(shell, -ENOENT,
				   "%s: no such node or property (did you mean %.*s%s?)", path,
				   (int)(leaf - path), path, nearest);
	return shell_node(shell, path).offset;
}

/* --- globs ----------------------------------------------------------------------------------- */

/* Finds the next thing inside of the owner that fits; false: there are no more. */
static bool operand_in_owner(struct shell_operands *it)
{
	size_t len = strlen(it->leaf);
	enum dt_event event;

	while ((event = dt_next(&it->cursor)) == DT_PROP || event == DT_NODE) {
		struct shell_operand *next = &it->next;
		const char *name = it->cursor.name;

		if (event == DT_NODE)
			dt_skip(&it->cursor);
		if (event == DT_PROP && dt_glob(it->leaf, len, name)) {
			*next = (struct shell_operand){ .node = it->owner };
			next->property = shell_property(dt_name(it->owner), &it->cursor);
			return true;
		}
		if (event == DT_NODE && dt_glob_name(it->leaf, len, name)) {
			*next = (struct shell_operand){ .node = { it->owner.tree,
								  it->cursor.node } };
			return true;
		}
	}
	return false;
}

/* Sets it->next to what comes next. */
static void operand_go_on(struct shell_operands *it)
{
	it->next.node.offset = -ENOENT;
	if (!it->several)
		return;
	while (!dt_found(it->owner) || !operand_in_owner(it)) {
		if (!shell_nodes_next(&it->owners, &it->owner))
			return;
		dt_walk(&it->cursor, it->owner);
		dt_next(&it->cursor); /* the owner itself */
		if (!*it->leaf) {
			it->next = (struct shell_operand){ .node = it->owner };
			return;
		}
	}
}

/* Starts over the nodes that the path before its last name fits, and that name. */
static int operand_globs(struct shell *shell, const char *path, const char *leaf,
			 struct shell_operands *it)
{
	size_t len = (size_t)(leaf - path);
	int err;

	memcpy(it->above, len ? path : ".", len ? len : 1);
	it->above[len ? len : 1] = '\0';
	it->several = true;
	it->leaf = leaf;
	it->owner.offset = -ENOENT;
	err = shell_nodes(shell, it->above, &it->owners);
	if (err)
		return err;
	operand_go_on(it);
	return dt_found(it->next.node) ? 0 : shell_none_fits(shell, path);
}

int shell_operands(struct shell *shell, const char *path, struct shell_operands *it)
{
	const char *slash = strrchr(path, '/');
	const char *leaf = slash ? slash + 1 : path;
	int err = operand_literal(shell, path, leaf, &it->next);

	it->several = false;
	if (err == 0)
		return 0;
	if (shell->tree && dt_is_glob(path, strlen(path)))
		return operand_globs(shell, path, leaf, it);
	return operand_missing(shell, path, leaf, err);
}

bool shell_operands_next(struct shell_operands *it, struct shell_operand *operand)
{
	*operand = it->next;
	if (!dt_found(operand->node))
		return false;
	operand_go_on(it);
	return true;
}

void shell_put_operand(struct dt_text *out, const struct shell_operand *operand)
{
	const char *name = operand->property.name;

	dt_put_path(out, operand->node);
	if (!name)
		return;
	if (*dt_name(operand->node))
		dt_putc(out, '/');
	dt_put_escaped(out, name, strlen(name));
}

struct dt_node shell_operand_above(struct shell *shell, const char *path, size_t len)
{
	char part[SHELL_LINE_MAX + 1];

	if (len >= sizeof(part))
		return (struct dt_node){ shell->tree, -ENAMETOOLONG };
	memcpy(part, path, len);
	part[len] = '\0';
	return shell_node(shell, part);
}
