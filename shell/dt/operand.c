/* Operands that may name a node or a property: PATH, PATH/PROP. */
#include "shell/dt/operand.h"
#include <string.h>

/* The node that stands before @leaf in @path; quiet, since the whole may yet be a node. */
static struct dt_node operand_owner(struct shell *shell, const char *path, size_t len)
{
	struct dt_node node = shell_cwd(shell);

	if (!len)
		return node;
	node = dt_find(node, path, len);
	return dt_found(node) ? node : dt_resolve(shell->tree, path, len);
}

/* Looks for the property @name of @node. */
static bool operand_property(struct dt_node node, const char *name, struct shell_property *property)
{
	int len = 0;
	const void *value = dt_found(node) && *name ? dt_prop(node, name, &len) : NULL;

	if (!value)
		return false;
	*property = (struct shell_property){ dt_name(node), name, value, len };
	return true;
}

int shell_operand(struct shell *shell, const char *path, struct shell_operand *operand)
{
	const char *slash = strrchr(path, '/');
	const char *leaf = slash ? slash + 1 : path;

	*operand = (struct shell_operand){ .node = operand_owner(shell, path, leaf - path) };
	if (operand_property(operand->node, leaf, &operand->property))
		return 0;
	operand->node = shell_node(shell, path);
	return dt_found(operand->node) ? 0 : operand->node.offset;
}
